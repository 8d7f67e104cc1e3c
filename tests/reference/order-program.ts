import * as fc from 'fast-check';
import type { OrderIntent, Protection } from '../../lib/core/order-intent';
import { Broker } from '../../lib/execution/broker';
import type { BrokerTerms } from '../../lib/execution/broker-terms';
import type { ColumnStore } from '../../lib/kernels/column-store';

interface Options {
  readonly at: number;
  readonly id: string;
  readonly protection?: Protection;
  readonly ocoGroup?: string;
  readonly expiresAt?: number;
  readonly reduceOnly?: boolean;
}
interface Sided extends Options {
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
}

export type ProgramCommand =
  | (Sided & { readonly kind: 'market' })
  | (Sided & { readonly kind: 'limit'; readonly limit: number })
  | (Sided & { readonly kind: 'stop'; readonly stop: number })
  | (Sided & { readonly kind: 'stop-limit'; readonly stop: number; readonly limit: number })
  | (Sided & { readonly kind: 'trailing-stop'; readonly trail: number })
  | (Options & { readonly kind: 'target-fraction'; readonly fraction: number })
  | { readonly at: number; readonly kind: 'cancel'; readonly target: string };

export interface ProgramBars {
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
}

/** Bars, an account and what is sent at each close; `at` −1 is before bar 0. */
export interface OrderProgram {
  readonly bars: ProgramBars;
  readonly account: BrokerTerms;
  readonly rebalanceBand: number;
  readonly prevClose: number;
  /** Fractions a bar; null = none. */
  readonly funding: readonly number[] | null;
  /** Fractions of the price, in place of the account's constant one; null = none. */
  readonly slippage: readonly number[] | null;
  readonly commands: readonly ProgramCommand[];
}

const of = fc.constantFrom;

const accountArbitrary: fc.Arbitrary<BrokerTerms> = fc.record({
  capital: of(10_000, 1_000_000, 250),
  maxLeverage: of(1, 2, 10),
  overdraft: of(0.02, 0, null),
  feeBps: of(0, 5, 10),
  makerFeeBps: of(0, 2, -1),
  feeFixed: of(0, 0.5, 1.5),
  slippageBps: of(0, 10, 300),
  halfSpreadBps: of(0, 5),
  lot: of(0, 0, 0.01, 1, 5),
  tick: of(0, 0, 0.01, 0.5),
  minNotional: of(0, 10, 500),
  participation: of(0, 0, 0.1, 0.5),
  strictCash: of(false, false, false, true),
  maintenance: of(0, 0, 0.05, 0.25, 0.5),
  borrowShort: of(0, 0, 0.001),
  borrowCash: of(0, 0, 0.0005),
  fill: of<BrokerTerms['fill'][]>('next-open', 'next-open', 'next-open', 'close'),
});

/** Prices on a grid, so that touches, gaps and ties meet levels exactly. */
const barsArbitrary = (length: number): fc.Arbitrary<ProgramBars> =>
  fc
    .array(
      fc.record({
        gap: of(0, 0, 0, -2, 2, -0.5, 0.5, -8, 8, 0.13),
        move: of(0, -1, 1, -3, 3, -0.5, 6, -6, 0.37),
        up: of(0, 0.5, 1, 4, 0.21),
        down: of(0, 0.5, 1, 4, 0.21),
        volume: of(1000, 1000, 100, 40, 30, 7.3, 0),
      }),
      { minLength: length, maxLength: length },
    )
    .map((steps) => {
      const bars = {
        open: [] as number[],
        high: [] as number[],
        low: [] as number[],
        close: [] as number[],
        volume: [] as number[],
      };
      let price = 100;
      for (const { gap, move, up, down, volume } of steps) {
        const open = Math.max(10, price + gap);
        const close = Math.max(10, open + move);
        bars.open.push(open);
        bars.close.push(close);
        bars.high.push(Math.max(open, close) + up);
        bars.low.push(Math.max(1, Math.min(open, close) - down));
        bars.volume.push(volume);
        price = close;
      }
      return bars;
    });

const protectionArbitrary: fc.Arbitrary<Protection | undefined> = fc.option(
  fc.record({
    stopLoss: of(0, 0, 0.01, 0.025, 0.05),
    takeProfit: of(0, 0, 0.01, 0.04, 0.1),
    trailingStop: of(0, 0, 0, 0.02, 0.06),
    timeStopBars: of(0, 0, 1, 2, 5),
  }),
  { nil: undefined },
);

const draftArbitrary = (length: number) =>
  fc.record({
    at: fc.integer({ min: -1, max: length - 1 }),
    kind: of(
      ...([
        'market',
        'limit',
        'stop',
        'stop-limit',
        'trailing-stop',
        'target-fraction',
        'target-fraction',
        'cancel',
      ] as const),
    ),
    side: of<('buy' | 'sell')[]>('buy', 'sell'),
    quantity: of(1, 3, 10, 25, 60, 0.4, 12.7),
    offset: of(0, 1, 2, 4, -1, -3, 0.26, 8, -8),
    fraction: of(0, 0.5, 1, -0.5, -1, 0.55, 0.97, 2),
    protection: protectionArbitrary,
    second: of(0, 0.5, -0.5, 2),
    trail: of(0.01, 0.03, 0.1),
    group: of(null, null, null, 'g', 'h', 'k'),
    lives: of(null, null, null, null, null, 0, 1, 3, 8, 20),
    reduceOnly: of(undefined, undefined, undefined, true),
    back: fc.integer({ min: 1, max: 6 }),
    child: of('', ':sl1', ':tp1', ':trail1', ':time1', ':sl2', ':tp3'),
  });

/** A column of small rates, or none. */
const ratesArbitrary = (length: number, ...rates: number[]) =>
  fc.option(fc.array(of(...rates), { minLength: length, maxLength: length }), { nil: null });

/** A random program of everything an order and an account can be. */
export const orderProgram = (maxBars = 40): fc.Arbitrary<OrderProgram> =>
  fc.integer({ min: 2, max: maxBars }).chain((length) =>
    fc
      .record({
        bars: barsArbitrary(length),
        account: accountArbitrary,
        rebalanceBand: of(0, 0, 0.1),
        funding: ratesArbitrary(length, 0, 0.0001, 0.002, -0.001),
        slippage: ratesArbitrary(length, 0, 0.0005, 0.01),
        drafts: fc.array(draftArbitrary(length), { maxLength: Math.ceil(length * 1.2) }),
      })
      .map(({ bars, drafts, ...terms }) => {
        drafts.sort((a, b) => a.at - b.at);
        const commands = drafts.map((draft, k): ProgramCommand => {
          const { at, kind, side, quantity } = draft;
          if (kind === 'cancel') {
            return { at, kind, target: `o${Math.max(0, k - draft.back)}${draft.child}` };
          }
          const options = {
            at,
            id: `o${k}`,
            ...(draft.protection && { protection: draft.protection }),
            ...(draft.reduceOnly && { reduceOnly: true }),
            // A group of a few orders at a time: names change with the bars.
            ...(draft.group !== null && { ocoGroup: `${draft.group}${at >> 3}` }),
            ...(draft.lives !== null && { expiresAt: at + draft.lives }),
          };
          if (kind === 'target-fraction') return { ...options, kind, fraction: draft.fraction };
          const price = Math.max(1, (at < 0 ? 100 : bars.close[at]!) + draft.offset);
          const sided = { ...options, side, quantity };
          if (kind === 'limit') return { ...sided, kind, limit: price };
          if (kind === 'stop') return { ...sided, kind, stop: price };
          if (kind === 'stop-limit') {
            return { ...sided, kind, stop: price, limit: Math.max(1, price + draft.second) };
          }
          if (kind === 'trailing-stop') return { ...sided, kind, trail: draft.trail };
          return { ...sided, kind };
        });
        return { bars, ...terms, prevClose: 100, commands };
      }),
  );

/** The product's broker over the program's bars, nothing sent yet. */
export function programBroker(store: ColumnStore, program: OrderProgram): Broker {
  const { bars, account, rebalanceBand, prevClose, funding, slippage } = program;
  const column = (values: readonly number[]) => store.columnFrom(Float64Array.from(values));
  return Broker.create(store, {
    account,
    rebalanceBand,
    prevClose,
    bars: {
      open: column(bars.open),
      high: column(bars.high),
      low: column(bars.low),
      close: column(bars.close),
      volume: column(bars.volume),
    },
    ...(funding !== null && { funding: column(funding) }),
    ...(slippage !== null && { slippage: column(slippage) }),
    barCount: bars.open.length,
  });
}

/** Runs the program through the product's broker bar by bar. */
export function runProgram(store: ColumnStore, program: OrderProgram): Broker {
  const broker = programBroker(store, program);
  for (let t = -1; t < program.bars.open.length; t++) {
    if (t >= 0) broker.advance(t, t + 1);
    for (const command of program.commands) {
      if (command.at !== t) continue;
      if (command.kind === 'cancel') broker.cancel(command.target);
      else broker.submit(intentOf(command));
    }
  }
  return broker;
}

function intentOf(command: Exclude<ProgramCommand, { kind: 'cancel' }>): OrderIntent {
  const { at: _at, id, ...rest } = command;
  return { ...rest, instrument: 0, name: id, reason: 'program' };
}
