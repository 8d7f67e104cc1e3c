import type { Histogram, ProfitBucket, RunAnalysis } from '../../run-analysis';
import { formatCount, formatMoney, formatPercent, formatSignedPercent } from '../format';
import { monthNames } from '../format-date';
import {
  type ChartView,
  changeColumn,
  countColumn,
  moneyColumn,
  numberColumn,
  wordColumn,
} from './chart-table';

const noTrades = 'No closed trades.';

export type Excursion = 'worst' | 'best';

/** Every closed trade as a point: how far it went against it (or for it), and what came of it. */
export function excursionChart(excursions: RunAnalysis['excursions'], side: Excursion): ChartView {
  const losers = excursions.filter(({ result }) => result < 0);
  const winners = excursions.filter(({ result }) => result > 0);
  const table = {
    columns: [
      wordColumn('trade', 'Trade'),
      changeColumn('worst', 'Worst'),
      changeColumn('best', 'Best'),
      changeColumn('result', 'Result'),
      countColumn('bars', 'Bars'),
    ],
    rows: excursions.map(({ trade, worst, best, result, bars }) => [
      `#${trade}`,
      worst,
      best,
      result,
      bars,
    ]),
  };
  if (excursions.length === 0) return { table, empty: noTrades, summary: noTrades };
  const summary =
    side === 'worst'
      ? winners.length === 0
        ? 'No trade won.'
        : `Half of the ${formatCount(winners.length)} winners were never below ${formatSignedPercent(median(winners.map(({ worst }) => worst)), 1)}.`
      : losers.length === 0
        ? 'No trade lost.'
        : `Half of the ${formatCount(losers.length)} losers had been above ${formatSignedPercent(median(losers.map(({ best }) => best)), 1)}.`;
  return { table, empty: null, summary };
}

/** At most `most` points for drawing; the outermost always stay. */
export function drawnExcursions(
  excursions: RunAnalysis['excursions'],
  most: number,
): RunAnalysis['excursions'] {
  if (excursions.length <= most) return excursions;
  const kept = new Set<number>();
  for (const value of ['worst', 'best', 'result'] as const) {
    let low = 0;
    let high = 0;
    excursions.forEach((point, i) => {
      if (point[value] < excursions[low]![value]) low = i;
      if (point[value] > excursions[high]![value]) high = i;
    });
    kept.add(low).add(high);
  }
  const evenly = most - kept.size;
  for (let k = 0; k < evenly; k++) kept.add(Math.floor((k * excursions.length) / evenly));
  return excursions.filter((_, i) => kept.has(i));
}

/** How many trades were held for how long. */
export function durationChart(durations: Histogram): ChartView {
  const { edges, counts } = durations;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const table = {
    columns: [
      numberColumn('bars_from', 'Bars from', formatCount),
      numberColumn('bars_below', 'Below', formatCount),
      countColumn('trades', 'Trades'),
    ],
    rows: counts.map((count, i) => [edges[i]!, edges[i + 1]!, count]),
  };
  if (total === 0) return { table, empty: noTrades, summary: noTrades };
  let fullest = 0;
  counts.forEach((count, i) => {
    if (count > counts[fullest]!) fullest = i;
  });
  return {
    table,
    empty: null,
    summary: `${formatCount(counts[fullest]!)} of ${formatCount(total)} trades were held for ${formatCount(edges[fullest]!)} to ${formatCount(edges[fullest + 1]!)} bars.`,
  };
}

export type ProfitPart = keyof RunAnalysis['profitBy'];

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const bucketName: Readonly<Record<ProfitPart, (bucket: number) => string>> = {
  hour: (bucket) => `${bucket}:00`,
  weekday: (bucket) => weekdays[bucket] ?? String(bucket),
  month: (bucket) => monthNames[bucket] ?? String(bucket),
};

/** Profit of closed trades by the hour, weekday or month they were entered in. */
export function profitByChart(
  buckets: readonly ProfitBucket[],
  part: ProfitPart,
  currency: string,
): ChartView {
  const label = { hour: 'Hour', weekday: 'Weekday', month: 'Month' }[part];
  const table = {
    columns: [
      wordColumn(part, label),
      moneyColumn('profit', 'Profit', currency, true),
      countColumn('trades', 'Trades'),
      countColumn('wins', 'Won'),
    ],
    rows: buckets.map(({ bucket, profit, trades, wins }) => [
      bucketName[part](bucket),
      trades === 0 ? null : profit,
      trades,
      wins,
    ]),
  };
  const traded = buckets.filter(({ trades }) => trades > 0);
  const best = traded.reduce<ProfitBucket | null>(
    (top, bucket) => (top === null || bucket.profit > top.profit ? bucket : top),
    null,
  );
  if (best === null) return { table, empty: noTrades, summary: noTrades };
  const worst = traded.reduce((low, bucket) => (bucket.profit < low.profit ? bucket : low), best);
  const money = ({ bucket, profit }: ProfitBucket): string =>
    `${bucketName[part](bucket)} (${formatMoney(profit, currency, { decimals: 0, signed: true })})`;
  return {
    table,
    empty: null,
    summary:
      traded.length === 1
        ? `All trades were entered in ${money(best)}.`
        : `Entries in ${money(best)} made most, in ${money(worst)} least.`,
  };
}

/** Trades of one bucket and how many of them won: `4 trades, 50% won`. */
export const bucketText = ({ trades, wins }: ProfitBucket): string =>
  trades === 0
    ? 'no trades'
    : `${formatCount(trades)} ${trades === 1 ? 'trade' : 'trades'}, ${formatPercent(wins / trades, 0)} won`;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
