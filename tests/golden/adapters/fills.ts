import type { OrderIntent } from '../../../lib/core/order-intent';
import { Broker, type BrokerOptions } from '../../../lib/execution/broker';
import type { BrokerTerms } from '../../../lib/execution/broker-terms';
import { type Ledger, noOrder } from '../../../lib/execution/ledger';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { testStore } from '../../support/kernels';
import type { GoldenAdapter, GoldenAnswer } from '../adapter';

interface Account {
  capital: number;
  maxLeverage: number;
  feeBps: number;
  makerFeeBps: number;
  feeFixed: number;
  slippageBps: number;
  halfSpreadBps: number;
  lot: number;
  tick: number;
  minNotional: number;
  rebalanceBand: number;
  overdraft: number | null;
  strictCash: boolean;
  participation: number;
  maintenance: number;
  borrowShort: number;
  borrowCash: number;
  funding: readonly number[] | null;
  prevClose: number;
}

interface Command {
  at: number;
  id: string;
  kind: string;
  side?: 'buy' | 'sell';
  quantity?: number;
  limit?: number;
  stop?: number;
  trail?: number;
  fraction?: number;
  stopLoss?: number;
  takeProfit?: number;
  timeStopBars?: number;
  oco?: string;
  expiresAt?: number;
  reduceOnly?: boolean;
  target?: string;
}

interface FillsCase {
  name: string;
  bars: Record<'open' | 'high' | 'low' | 'close' | 'volume', number[]>;
  account: Account;
  commands: Command[];
}

const termsOf = (account: Account): BrokerTerms => {
  const { rebalanceBand: _band, prevClose: _price, funding: _funding, ...terms } = account;
  return { ...terms, fill: 'next-open' };
};

function brokerFor(fills: FillsCase, recordRepeats: boolean): Broker {
  const store = newColumnStore();
  const column = (name: keyof FillsCase['bars']) =>
    store.columnFrom(Float64Array.from(fills.bars[name]));
  const options: BrokerOptions = {
    account: termsOf(fills.account),
    rebalanceBand: fills.account.rebalanceBand,
    bars: {
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    },
    barCount: fills.bars.open.length,
    prevClose: fills.account.prevClose,
    recordRepeats,
    ...(fills.account.funding !== null && {
      funding: store.columnFrom(Float64Array.from(fills.account.funding)),
    }),
  };
  return Broker.create(store, options);
}

const protectionOf = (command: Command) => ({
  stopLoss: command.stopLoss ?? 0,
  takeProfit: command.takeProfit ?? 0,
  timeStopBars: command.timeStopBars ?? 0,
});

function intentOf(command: Command): OrderIntent {
  const options = {
    instrument: 0,
    name: command.id,
    reason: 'golden',
    protection: protectionOf(command),
    ...(command.oco !== undefined && { ocoGroup: command.oco }),
    ...(command.expiresAt !== undefined && { expiresAt: command.expiresAt }),
    ...(command.reduceOnly !== undefined && { reduceOnly: command.reduceOnly }),
  };
  if (command.kind === 'target-fraction') {
    return { ...options, kind: 'target-fraction', fraction: command.fraction! };
  }
  const order = { ...options, side: command.side!, quantity: command.quantity! };
  switch (command.kind) {
    case 'limit':
      return { ...order, kind: 'limit', limit: command.limit! };
    case 'stop':
      return { ...order, kind: 'stop', stop: command.stop! };
    case 'market':
      return { ...order, kind: 'market' };
    case 'stop-limit':
      return { ...order, kind: 'stop-limit', stop: command.stop!, limit: command.limit! };
    case 'trailing-stop':
      return { ...order, kind: 'trailing-stop', trail: command.trail! };
    default:
      throw new Error(`The vector has an order of kind ${command.kind}.`);
  }
}

/** Sends the commands at their bars; between them bars run one at a time, or all at once. */
function sent(fills: FillsCase, bars: 'one at a time' | 'between commands'): Ledger {
  const broker = brokerFor(fills, false);
  const length = fills.bars.open.length;
  const advance = (from: number, to: number): void => {
    if (bars === 'between commands') broker.advance(from, to);
    else for (let bar = from; bar < to; bar++) broker.advance(bar, bar + 1);
  };
  let reached = 0;
  for (const command of fills.commands) {
    if (command.at >= reached) {
      advance(reached, command.at + 1);
      reached = command.at + 1;
    }
    if (command.kind === 'cancel') broker.cancel(command.target!);
    else broker.submit(intentOf(command));
  }
  advance(reached, length);
  return broker.ledger();
}

/** One target a bar at most, all with the same protection and none of the options a column can't state. */
function fitsColumn(fills: FillsCase): boolean {
  const { commands } = fills;
  const first = commands[0];
  return (
    first !== undefined &&
    commands.every((command, k) => {
      const a = protectionOf(command);
      const b = protectionOf(first);
      return (
        command.kind === 'target-fraction' &&
        command.reduceOnly === undefined &&
        command.oco === undefined &&
        command.expiresAt === undefined &&
        command.at !== commands[k + 1]?.at &&
        a.stopLoss === b.stopLoss &&
        a.takeProfit === b.takeProfit &&
        a.timeStopBars === b.timeStopBars
      );
    })
  );
}

function byColumn(fills: FillsCase): Ledger {
  // A column has no bar before bar 0: one is put there on which nothing can happen, and taken away again.
  const { prevClose } = fills.account;
  const bars = Object.fromEntries(
    Object.entries(fills.bars).map(([key, values]) => [
      key,
      [key === 'volume' ? 0 : prevClose, ...values],
    ]),
  ) as FillsCase['bars'];
  const funding = fills.account.funding === null ? null : [0, ...fills.account.funding];
  const broker = brokerFor({ ...fills, bars, account: { ...fills.account, funding } }, true);
  const store = broker.store;
  const targets = new Float64Array(bars.open.length).fill(Number.NaN);
  for (const command of fills.commands) targets[command.at + 1] = command.fraction!;
  broker.setTargetColumn(store.columnFrom(targets), 'fraction', protectionOf(fills.commands[0]!));
  broker.advance(0, targets.length);
  const names = fills.commands.map((command) => command.id);
  const ledger = broker.ledger();
  const ids = new Map<string, string>();
  const orders = ledger.orders.map((order) => {
    const [parent, child] = order.name.split(':') as [string, string | undefined];
    if (child === undefined) ids.set(parent, names.shift()!);
    const id = ids.get(parent)!;
    return { ...order, name: child === undefined ? id : `${id}:${child}` };
  });
  return {
    fills: ledger.fills.map((fill) => ({ ...fill, bar: fill.bar - 1 })),
    orders,
    trades: ledger.trades.map((trade) => ({
      ...trade,
      entryBar: trade.entryBar - 1,
      exitBar: trade.exitBar - 1,
    })),
    openTrade: ledger.openTrade && {
      ...ledger.openTrade,
      entryBar: ledger.openTrade.entryBar - 1,
    },
    cash: ledger.cash.slice(1),
    position: ledger.position.slice(1),
    equity: ledger.equity.slice(1),
    carry: ledger.carry.slice(1),
    interest: ledger.interest.slice(1),
  };
}

/** A ledger in the vector's shape. */
function answerOf(name: string, ledger: Ledger): unknown {
  const names = new Map(ledger.orders.map((order) => [order.order, order.name]));
  return {
    name,
    fills: ledger.fills.map(({ order, ...fill }) => ({
      ...fill,
      orderId: order === noOrder ? `liquidation@${fill.bar}` : names.get(order),
    })),
    orders: ledger.orders.map(({ name: id, status, filled, reason }) => ({
      id,
      status,
      filled,
      reason,
    })),
    cash: ledger.cash,
    position: ledger.position,
    equity: ledger.equity,
    carry: ledger.carry,
    interest: ledger.interest.reduce((sum, money) => sum + money, 0),
    trades: ledger.trades.map(({ exitReason: _reason, ...trade }) => trade),
    openTrade: ledger.openTrade,
  };
}

/** Every case stepped, with the column path where its commands can be stated as a column. */
const fillsTopic = (topic: string): GoldenAdapter => ({
  topic,
  async answers(vector) {
    await testStore();
    // Commands of one bar are heard in the order of the list; the list itself need not be in the order of the bars.
    const cases = (vector.inputs.cases as FillsCase[]).map((c) => ({
      ...c,
      commands: c.commands.toSorted((a, b) => a.at - b.at),
    }));
    const answer = (path: string, run: (c: FillsCase) => Ledger): GoldenAnswer => ({
      path,
      outputs: { cases: cases.map((c) => answerOf(c.name, run(c))) },
    });
    const answers = [
      answer('stepped path', (c) => sent(c, 'one at a time')),
      answer('stepped path, bars between commands at once', (c) => sent(c, 'between commands')),
    ];
    if (cases.some(fitsColumn)) {
      answers.push(
        answer('column path where targets alone are sent, else stepped', (c) =>
          fitsColumn(c) ? byColumn(c) : sent(c, 'one at a time'),
        ),
      );
    }
    return answers;
  },
});

/** Golden topics `fills`, the first orders, and `fills-full`, the rest. */
export const fillsAdapter = fillsTopic('fills');
export const fillsFullAdapter = fillsTopic('fills-full');
