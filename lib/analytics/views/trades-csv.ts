import { atOnce, type SlicedWork } from '../../core/sliced-work';
import { formatUtcIso } from '../../market/civil-date';
import type { TradeRow } from '../run-result';
import { csvLine } from './csv-text';

/** Lines between two yields, and what one of them counts for. */
const linesAStep = 512;
const valuesALine = 300;

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
  return atOnce(tradesCsvWork(trades));
}

/** {@link tradesCsv} in slices. */
export function* tradesCsvWork(trades: readonly TradeRow[]): SlicedWork<string> {
  const lines = [header.join(',')];
  for (const trade of trades) {
    if (lines.length % linesAStep === 0) yield linesAStep * valuesALine;
    const line = csvLine([
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
    ]);
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
