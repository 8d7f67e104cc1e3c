import type { RunResult, TradeRow } from '../run-result';
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatSigned,
  formatSignedPercent,
  formatUnits,
} from './format';
import { formatDateTime } from './format-date';

export type TradeColumn =
  | 'number'
  | 'side'
  | 'entryTime'
  | 'entryPrice'
  | 'exitTime'
  | 'exitPrice'
  | 'bars'
  | 'quantity'
  | 'pnl'
  | 'returnFraction'
  | 'worst'
  | 'best'
  | 'costs'
  | 'exitReason';

export interface TradeSort {
  readonly column: TradeColumn;
  readonly descending: boolean;
}

export interface TradeFilter {
  readonly side: 'all' | 'long' | 'short';
  readonly outcome: 'all' | 'won' | 'lost' | 'open';
  /** Part of the exit reason, in any case. */
  readonly text: string;
}

export const everyTrade: TradeFilter = { side: 'all', outcome: 'all', text: '' };

/** The trades a filter lets through, in their order. Won and lost are closed trades only. */
export function filterTrades(trades: readonly TradeRow[], filter: TradeFilter): TradeRow[] {
  const text = filter.text.trim().toLowerCase();
  return trades.filter(
    (trade) =>
      (filter.side === 'all' || trade.side === filter.side) &&
      passesOutcome(trade, filter.outcome) &&
      (text === '' || trade.exitReason.toLowerCase().includes(text)),
  );
}

function passesOutcome(trade: TradeRow, outcome: TradeFilter['outcome']): boolean {
  if (outcome === 'all') return true;
  if (outcome === 'open') return trade.exitBar === null;
  return trade.exitBar !== null && (outcome === 'won' ? trade.pnl > 0 : trade.pnl < 0);
}

/** A sorted copy. Equal values keep the order of the trade numbers; an open trade counts as the latest exit. */
export function sortTrades(trades: readonly TradeRow[], sort: TradeSort): TradeRow[] {
  const sign = sort.descending ? -1 : 1;
  return [...trades].sort(
    (a, b) => sign * compare(keyOf(a, sort.column), keyOf(b, sort.column)) || a.number - b.number,
  );
}

function keyOf(trade: TradeRow, column: TradeColumn): number | string {
  return trade[column] ?? Number.POSITIVE_INFINITY;
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A trade in words and figures, ready to show. */
export interface TradeLine {
  readonly number: number;
  readonly side: 'long' | 'short';
  readonly open: boolean;
  readonly tone: 'up' | 'down' | 'plain';
  readonly entryTime: string;
  readonly entryPrice: string;
  /** `still open` while open. */
  readonly exitTime: string;
  readonly exitPrice: string;
  readonly bars: string;
  readonly quantity: string;
  readonly pnl: string;
  readonly returnFraction: string;
  readonly worst: string;
  readonly best: string;
  readonly costs: string;
  readonly exitReason: string;
  /** One sentence for the live region: `Trade 26, long, +8,386.00 dollars …`. */
  readonly summary: string;
}

/** Money columns carry no currency: it stands in their heading. */
export function tradeLine(trade: TradeRow, data: RunResult['data'], locale?: string): TradeLine {
  const at = (time: number): string => formatDateTime(time, data.timeZone, data.intervalMs);
  const entryTime = at(trade.entryTime);
  const exitTime = trade.exitTime === null ? 'still open' : at(trade.exitTime);
  const money = formatMoney(trade.pnl, data.quoteCurrency, {
    signed: true,
    ...(locale && { locale }),
  });
  return {
    number: trade.number,
    side: trade.side,
    open: trade.exitBar === null,
    tone: trade.pnl > 0 ? 'up' : trade.pnl < 0 ? 'down' : 'plain',
    entryTime,
    entryPrice: formatPrice(trade.entryPrice, data.priceDecimals, locale),
    exitTime,
    exitPrice: formatPrice(trade.exitPrice, data.priceDecimals, locale),
    bars: formatCount(trade.bars, locale),
    quantity: formatUnits(trade.quantity, locale),
    pnl: formatSigned(trade.pnl, 2, locale),
    returnFraction: formatSignedPercent(trade.returnFraction, 2, locale),
    worst: formatPercent(trade.worst, 1, locale),
    best: formatSignedPercent(trade.best, 1, locale),
    costs: formatNumber(trade.costs, 2, locale),
    exitReason: trade.exitReason,
    summary: `Trade ${trade.number}, ${trade.side}, ${entryTime} to ${trade.exitTime === null ? 'now, still open' : exitTime}: ${money}.`,
  };
}
