import { formatUtcIso } from '../../market/civil-date';
import type { TradeRow } from '../run-result';
import { csvLine } from './csv-text';

const header = [
  'number',
  'side',
  'entry_time',
  'entry_price',
  'exit_time',
  'exit_price',
  'bars',
  'quantity',
  'pnl',
  'return',
  'worst',
  'best',
  'costs',
  'exit_reason',
];

/**
 * Trades as CSV: full precision, fractions as fractions, times ISO in UTC (a bar's opening time). An open trade has
 * no exit time and the last close as its exit price.
 */
export function tradesCsv(trades: readonly TradeRow[]): string {
  const lines = trades.map((trade) =>
    csvLine([
      trade.number,
      trade.side,
      formatUtcIso(trade.entryTime),
      trade.entryPrice,
      trade.exitTime === null ? null : formatUtcIso(trade.exitTime),
      trade.exitPrice,
      trade.bars,
      trade.quantity,
      trade.pnl,
      trade.returnFraction,
      trade.worst,
      trade.best,
      trade.costs,
      trade.exitReason,
    ]),
  );
  return `${[header.join(','), ...lines].join('\n')}\n`;
}
