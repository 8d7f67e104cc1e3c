import type { BrokerTerms } from '../../../lib/execution/broker-terms';
import type { Fill, Ledger } from '../../../lib/execution/ledger';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { type OrderProgram, type ProgramCommand, runProgram } from '../../reference/order-program';
import { frictionless } from '../../support/accounts';

/** Without a volume there is 1000 of it. */
type Candle = readonly [open: number, high: number, low: number, close: number, volume?: number];

export const free: BrokerTerms = { ...frictionless, capital: 10_000, overdraft: 0.02 };

/** A bar on which nothing at 99 or below, 101 or above is touched. */
export const calm: Candle = [100, 100.5, 99.5, 100];

/** Runs commands over a few candles; the close before bar 0 is 100. */
export function ledgerOf(
  candles: readonly Candle[],
  commands: readonly ProgramCommand[],
  account: Partial<BrokerTerms> = {},
  rebalanceBand = 0,
  more: Partial<Pick<OrderProgram, 'funding' | 'slippage'>> = {},
): Ledger {
  const column = (k: number) => candles.map((candle) => candle[k] ?? 1000);
  const broker = runProgram(newColumnStore(), {
    bars: {
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: column(4),
    },
    account: { ...free, ...account },
    rebalanceBand,
    prevClose: 100,
    funding: null,
    slippage: null,
    commands,
    ...more,
  });
  return broker.ledger();
}

/** `bar name quantity@price reason` of every fill, sells with a minus. */
export function fillTexts(ledger: Ledger): string[] {
  return ledger.fills.map((fill) => {
    const name = ledger.orders[fill.order]?.name ?? 'none';
    const sign = fill.side === 'buy' ? '' : '-';
    return `${fill.bar} ${name} ${sign}${round(fill.quantity)}@${round(fill.price)} ${fill.reason}${cutText(fill)}`;
  });
}

/** `name status reason` of every order. */
export function orderTexts(ledger: Ledger): string[] {
  return ledger.orders.map(
    ({ name, status, reason }) => `${name} ${status}${reason === null ? '' : ` ${reason}`}`,
  );
}

const cutText = (fill: Fill): string => (fill.cut === null ? '' : ` cut ${fill.cut}`);
const round = (x: number): number => Math.round(x * 1e6) / 1e6;

export const none = { stopLoss: 0, takeProfit: 0, timeStopBars: 0 };

export const market = (
  at: number,
  id: string,
  units: number,
  more: Partial<Extract<ProgramCommand, { kind: 'market' }>> = {},
): ProgramCommand => ({
  at,
  id,
  kind: 'market',
  side: units > 0 ? 'buy' : 'sell',
  quantity: Math.abs(units),
  ...more,
});

export const limit = (
  at: number,
  id: string,
  units: number,
  price: number,
  more: Partial<Extract<ProgramCommand, { kind: 'limit' }>> = {},
): ProgramCommand => ({
  at,
  id,
  kind: 'limit',
  side: units > 0 ? 'buy' : 'sell',
  quantity: Math.abs(units),
  limit: price,
  ...more,
});

export const stop = (
  at: number,
  id: string,
  units: number,
  price: number,
  more: Partial<Extract<ProgramCommand, { kind: 'stop' }>> = {},
): ProgramCommand => ({
  at,
  id,
  kind: 'stop',
  side: units > 0 ? 'buy' : 'sell',
  quantity: Math.abs(units),
  stop: price,
  ...more,
});

export const stopLimit = (
  at: number,
  id: string,
  units: number,
  [stop, limit]: readonly [stop: number, limit: number],
  more: Partial<Extract<ProgramCommand, { kind: 'stop-limit' }>> = {},
): ProgramCommand => ({
  at,
  id,
  kind: 'stop-limit',
  side: units > 0 ? 'buy' : 'sell',
  quantity: Math.abs(units),
  stop,
  limit,
  ...more,
});

export const trailing = (
  at: number,
  id: string,
  units: number,
  trail: number,
  more: Partial<Extract<ProgramCommand, { kind: 'trailing-stop' }>> = {},
): ProgramCommand => ({
  at,
  id,
  kind: 'trailing-stop',
  side: units > 0 ? 'buy' : 'sell',
  quantity: Math.abs(units),
  trail,
  ...more,
});

export const target = (
  at: number,
  id: string,
  fraction: number,
  more: Partial<Extract<ProgramCommand, { kind: 'target-fraction' }>> = {},
): ProgramCommand => ({ at, id, kind: 'target-fraction', fraction, ...more });

export const cancel = (at: number, name: string): ProgramCommand => ({
  at,
  kind: 'cancel',
  target: name,
});
