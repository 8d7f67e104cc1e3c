import type { RateSeries } from '../market/rate-series';

/** A rate series as a list shows it. */
export interface RateSeriesInfo {
  readonly fingerprint: string;
  readonly name: string;
  readonly symbol: string;
  /** Number of rates. */
  readonly rates: number;
  /** UTC epoch ms of the first and the last charge. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** Fractions of the position's value, one charge each. */
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  /** Median distance of two charges in ms; null where there is only one. */
  readonly spacingMs: number | null;
  /** Rows of the file that were left out. */
  readonly dropped: number;
  /** The file they came from. */
  readonly fileName: string;
  readonly bytes: number;
  readonly savedAt: number;
  /** At most 32 rates for the sparkline. */
  readonly sparkline: readonly number[];
}

/** A rate series as it is kept, without its columns. */
export interface RateSeriesRecord extends RateSeriesInfo {
  /** When it was removed, UTC epoch ms; null = in use. */
  readonly removedAt: number | null;
}

/** What an import hands over to be kept. */
export interface NewRateSeries {
  readonly series: RateSeries;
  readonly name: string;
  readonly fileName: string;
  readonly dropped: number;
}

const sparklinePoints = 32;

/** What a list shows of a series, as of `savedAt`. */
export function describeRates(made: NewRateSeries, savedAt: number): RateSeriesRecord {
  const { series } = made;
  const { time, rate, length } = series;
  let sum = 0;
  let lowest = rate[0]!;
  let highest = rate[0]!;
  for (let i = 0; i < length; i++) {
    sum += rate[i]!;
    lowest = Math.min(lowest, rate[i]!);
    highest = Math.max(highest, rate[i]!);
  }
  const points = Math.min(sparklinePoints, length);
  const sparkline: number[] = [];
  for (let k = 0; k < points; k++) {
    sparkline.push(rate[points === 1 ? 0 : Math.floor((k * (length - 1)) / (points - 1))]!);
  }
  return {
    fingerprint: series.fingerprint,
    name: made.name,
    symbol: series.symbol,
    rates: length,
    firstTime: time[0]!,
    lastTime: time[length - 1]!,
    mean: sum / length,
    lowest,
    highest,
    spacingMs: medianSpacing(time),
    dropped: made.dropped,
    fileName: made.fileName,
    bytes: 2 * 8 * length,
    savedAt,
    sparkline,
    removedAt: null,
  };
}

function medianSpacing(time: Float64Array): number | null {
  if (time.length < 2) return null;
  const steps = new Float64Array(time.length - 1);
  for (let i = 0; i < steps.length; i++) steps[i] = time[i + 1]! - time[i]!;
  steps.sort();
  return steps[Math.floor((steps.length - 1) / 2)]!;
}
