import type { TrainingPlan } from '../../../models/training-report';
import { type ChartView, decimalColumn, timeColumn } from '../charts/chart-table';
import { formatCount } from '../format';
import { formatDate } from '../format-date';

/** A part of the bars with what it is for. */
export interface SplitPart {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** The three parts of a training in time order. */
export function splitParts({ spans }: TrainingPlan): SplitPart[] {
  const part = (label: string, [from, to]: readonly [number, number]): SplitPart => ({
    from,
    to,
    label,
  });
  return [
    part('Learned from', spans.training),
    part('Early stopping', spans.validation),
    part('Never seen', spans.test),
  ];
}

/** Closing prices with the parts of a training over them. */
export function splitChart(
  plan: TrainingPlan,
  prices: { readonly time: Float64Array; readonly close: Float64Array },
  zone: { readonly timeZone: string; readonly intervalMs: number },
): ChartView {
  const { samples, purgedBars } = plan;
  const day = (time: number): string => formatDate(time, zone.timeZone, zone.intervalMs);
  return {
    summary:
      `Learns from ${formatCount(samples.training)} windows, stops early by ${formatCount(samples.validation)}, and is judged on the last ${formatCount(samples.test)}, from ${day(plan.spans.test[0])} on, ` +
      `which it never sees. Between the parts ${formatCount(purgedBars)} ${purgedBars === 1 ? 'bar is' : 'bars are'} left out.`,
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs, 'Date'),
        decimalColumn('close', 'Close', 2),
      ],
      rows: Array.from(prices.time, (time, i) => [time, prices.close[i]!]),
    },
    empty: prices.time.length === 0 ? 'No bars.' : null,
  };
}
