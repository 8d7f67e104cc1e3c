import type { SlicedWork } from '../../core/sliced-work';
import type { Bars } from '../../market/bars';
import { civilFromDays, DAY_MS, HOUR_MS, weekdayOfDays } from '../../market/civil-date';
import type { ProfitBucket, RunAnalysis } from '../run-analysis';
import type { TradeRow } from '../run-result';
import { sessionClock } from '../session-day';

/** Trades between two yields, and what one of them counts for. */
const tradesAStep = 4096;
const valuesATrade = 50;

interface Sum {
  trades: number;
  profit: number;
  wins: number;
}

const empty = (length: number): Sum[] =>
  Array.from({ length }, () => ({ trades: 0, profit: 0, wins: 0 }));

/** Closed trades by hour, weekday and month of the bar they were entered in, on the clock of the data set's zone. */
export function* profitBuckets(
  bars: Pick<Bars, 'intervalMs' | 'timeZone'>,
  closed: readonly TradeRow[],
): SlicedWork<RunAnalysis['profitBy']> {
  const localTime = sessionClock(bars);
  const hours = empty(24);
  const weekdays = empty(7);
  const months = empty(12);
  for (const [i, trade] of closed.entries()) {
    if (i % tradesAStep === tradesAStep - 1) yield tradesAStep * valuesATrade;
    const local = localTime(trade.entryTime);
    const day = Math.floor(local / DAY_MS);
    const hour = Math.floor((local - day * DAY_MS) / HOUR_MS);
    // Weeks begin with Monday here, with Sunday in the calendar.
    add(hours[hour]!, trade);
    add(weekdays[(weekdayOfDays(day) + 6) % 7]!, trade);
    add(months[civilFromDays(day).month - 1]!, trade);
  }
  return { hour: numbered(hours), weekday: numbered(weekdays), month: numbered(months) };
}

function add(sum: Sum, trade: TradeRow): void {
  sum.trades++;
  sum.profit += trade.pnl;
  if (trade.pnl > 0) sum.wins++;
}

const numbered = (sums: readonly Sum[]): ProfitBucket[] =>
  sums.map((sum, bucket) => ({ bucket, ...sum }));
