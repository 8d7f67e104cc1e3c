import type { TradeColumn, TradeLine, TradeSort } from '../../../lib/analytics/views/trade-table';

export interface ColumnHeading {
  readonly column: TradeColumn;
  readonly label: string;
  /** Read instead of the label, where two columns look alike. */
  readonly spoken?: string;
  readonly align: 'left' | 'right';
}

/** In the order of the table. `mark` is how money is written: `$`, `points`. */
export function tradeColumns(mark: string): readonly ColumnHeading[] {
  return [
    { column: 'number', label: '#', spoken: 'Number', align: 'left' },
    { column: 'side', label: 'Side', align: 'left' },
    { column: 'entryTime', label: 'Entry', align: 'left' },
    { column: 'entryPrice', label: 'Price', spoken: 'Entry price', align: 'right' },
    { column: 'exitTime', label: 'Exit', align: 'left' },
    { column: 'exitPrice', label: 'Price', spoken: 'Exit price', align: 'right' },
    { column: 'bars', label: 'Bars', align: 'right' },
    { column: 'quantity', label: 'Units', align: 'right' },
    { column: 'pnl', label: `Net P&L, ${mark}`, align: 'right' },
    { column: 'returnFraction', label: 'Return', align: 'right' },
    { column: 'worst', label: 'Worst', align: 'right' },
    { column: 'best', label: 'Best', align: 'right' },
    { column: 'costs', label: `Costs, ${mark}`, align: 'right' },
    { column: 'exitReason', label: 'Exit reason', align: 'left' },
  ];
}

/** A second press on a heading turns the order round; figures begin with the largest, words with A. */
export function nextSort(sort: TradeSort, column: TradeColumn): TradeSort {
  if (sort.column === column) return { column, descending: !sort.descending };
  return { column, descending: column !== 'side' && column !== 'exitReason' };
}

export const ariaSort = (
  sort: TradeSort,
  column: TradeColumn,
): 'ascending' | 'descending' | 'none' =>
  sort.column !== column ? 'none' : sort.descending ? 'descending' : 'ascending';

/** Second line of a trade on a phone: `3,081 → 3,160 · 111 bars`. */
export function phoneDetail(line: TradeLine): string {
  const bars = `${line.bars} ${line.bars === '1' ? 'bar' : 'bars'}`;
  return `${line.entryPrice} → ${line.exitPrice} · ${bars}${line.open ? ' · open' : ''}`;
}
