import type { BacktestRun } from '../backtest/backtest-run';
import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { Fill, FillReason, OpenTrade } from '../execution/ledger';
import type { Bars } from '../market/bars';
import type { TradeRow } from './run-result';
import type { TradeFills } from './trade-fills';

/** What a trade counts for, beside the bars it was held. */
const valuesATrade = 50;

/** Closed trades in order, then the open one marked at the last close. */
export function* tradeRows(
  run: BacktestRun,
  fillsOfTrades: readonly TradeFills[],
): SlicedWork<TradeRow[]> {
  const { trades } = run.ledger;
  const rows: TradeRow[] = [];
  let visited = 0;
  for (const [i, fills] of fillsOfTrades.entries()) {
    const trade = trades[i];
    visited += valuesATrade + (trade === undefined ? 0 : trade.exitBar - trade.entryBar);
    if (visited >= stepValues) {
      yield visited;
      visited = 0;
    }
    const row = tradeRow(run, i + 1, fills);
    if (row !== null) rows.push(row);
  }
  return rows;
}

/** One trade by its number, 1 = first; null where there is none. */
export function tradeRow(run: BacktestRun, number: number, fills: TradeFills): TradeRow | null {
  const { bars, ledger } = run;
  const trade = ledger.trades[number - 1];
  if (trade !== undefined) {
    return {
      number,
      side: trade.side,
      entryBar: trade.entryBar,
      entryTime: bars.time[trade.entryBar]!,
      entryPrice: trade.entryPrice,
      exitBar: trade.exitBar,
      exitTime: bars.time[trade.exitBar]!,
      exitPrice: trade.exitPrice,
      bars: trade.exitBar - trade.entryBar,
      quantity: trade.quantity,
      pnl: trade.pnl,
      returnFraction: trade.pnl / (trade.quantity * trade.entryPrice),
      ...excursions(run, trade),
      costs: trade.costs,
      exitReason: run.exitReason(fills.exit!),
    };
  }
  const open = ledger.openTrade;
  return open === null || number !== ledger.trades.length + 1
    ? null
    : openRow(run, number, open, fills.entry);
}

function openRow(run: BacktestRun, number: number, open: OpenTrade, entry: number): TradeRow {
  const { bars, ledger } = run;
  const lastBar = bars.length - 1;
  const close = bars.close[lastBar]!;
  const side = open.position > 0 ? 'long' : 'short';
  const quantity = Math.abs(open.position);
  const pnl = open.realised - open.costs + open.position * (close - open.averageCost);
  return {
    number,
    side,
    entryBar: open.entryBar,
    entryTime: bars.time[open.entryBar]!,
    entryPrice: open.averageCost,
    exitBar: null,
    exitTime: null,
    exitPrice: close,
    bars: lastBar - open.entryBar,
    quantity,
    pnl,
    returnFraction: pnl / openedValue(ledger.fills, entry, open.position),
    ...excursions(run, {
      side,
      entryBar: open.entryBar,
      exitBar: lastBar,
      entryPrice: open.averageCost,
      exitPrice: close,
      exitReason: null,
    }),
    costs: open.costs,
    exitReason: 'Marked at last close',
  };
}

/**
 * What a trade that is still open was entered for, with what was closed of it since, money.
 * @param entry its first fill, of which a reversal only opens a part; @param position signed units held after the last fill
 */
function openedValue(fills: readonly Fill[], entry: number, position: number): number {
  let value = 0;
  let after = position;
  for (let i = fills.length - 1; i >= entry; i--) {
    const { side, quantity, price } = fills[i]!;
    const signed = side === 'buy' ? quantity : -quantity;
    if (signed > 0 === position > 0) value += Math.min(quantity, Math.abs(after)) * price;
    after -= signed;
  }
  return value;
}

interface Held {
  readonly side: 'long' | 'short';
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** null = still open at the end of `exitBar`. */
  readonly exitReason: FillReason | null;
}

/**
 * Worst and best price while held against the entry price, from the highs and lows of the bars, the exit price
 * included. The bar of the exit counts in full only where the position was held to its close; else its range may
 * lie after the exit. The bar of an entry inside the bar counts in full: bars don't tell what came first.
 */
function excursions(run: BacktestRun, held: Held): Pick<TradeRow, 'worst' | 'best'> {
  const atClose = run.config.account.fill === 'close';
  const reason = held.exitReason;
  const heldToClose =
    reason === null ||
    reason === 'time' ||
    (atClose && (reason === 'market' || reason === 'target'));
  const from = held.entryBar + (atClose ? 1 : 0);
  const to = heldToClose ? held.exitBar + 1 : held.exitBar;
  const range = priceRange(run.bars, from, to, held.entryPrice, held.exitPrice);
  const down = range.low / held.entryPrice - 1;
  const up = range.high / held.entryPrice - 1;
  return held.side === 'long' ? { worst: down, best: up } : { worst: 0 - up, best: 0 - down };
}

function priceRange(
  bars: Bars,
  from: number,
  to: number,
  entry: number,
  exit: number,
): { low: number; high: number } {
  let low = Math.min(entry, exit);
  let high = Math.max(entry, exit);
  for (let i = from; i < to; i++) {
    if (bars.low[i]! < low) low = bars.low[i]!;
    if (bars.high[i]! > high) high = bars.high[i]!;
  }
  return { low, high };
}
