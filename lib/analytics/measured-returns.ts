import type { RunConfig } from '../backtest/run-config.schema';
import { inferAnnualisation } from '../market/annualisation';
import type { Bars } from '../market/bars';
import { DAY_MS } from '../market/civil-date';
import { returnsFromEquity } from '../statistics/equity-curve';
import type { Annualisation } from './run-result';

/** At which bars equity is read for returns, and how many such periods a year has. */
export interface MeasuringPoints {
  /** Bar indices, increasing. */
  readonly bars: Uint32Array;
  readonly annualisation: Annualisation;
}

/**
 * Intraday runs are measured on the equity at each day's last bar (days of the data set's zone), longer bars at
 * every bar; basis `bar` measures every bar whatever its length. Returns lie between neighbouring points,
 * so there is one less than points and the part of a day before the first day's end carries none.
 * Periods a year come from the points themselves unless the config states them; a single point has the nominal
 * number of its interval, which no figure uses.
 * @param days day number of each bar, see session-day.ts
 * @param first first measured bar
 */
export function measuringPoints(
  bars: Bars,
  statistics: RunConfig['statistics'],
  days: Float64Array,
  first = 0,
): MeasuringPoints {
  const intraday = bars.intervalMs < DAY_MS;
  const daily = statistics.basis !== 'bar' && bars.intervalMs <= DAY_MS;
  const points = intraday && daily ? dayEnds(days, first) : everyBar(first, bars.length);
  const periodMs = daily ? DAY_MS : bars.intervalMs;
  const times = intraday && daily ? dayTimes(days, points) : bars.time.subarray(first);
  const inferred = inferAnnualisation(times, periodMs);
  const nominal = (365 * DAY_MS) / periodMs;
  return {
    bars: points,
    annualisation: {
      periodsPerYear: statistics.periodsPerYear ?? inferred?.periodsPerYear ?? nominal,
      how: statistics.periodsPerYear === null ? 'inferred' : 'chosen',
      basis: daily ? 'daily' : 'bar',
      periods: Math.max(0, points.length - 1),
    },
  };
}

/** Simple returns of a curve between the measuring points; NaN after equity fell to zero or below. */
export function returnsAt(points: Uint32Array, equity: Float64Array): Float64Array {
  return returnsFromEquity(valuesAt(points, equity));
}

/** A column of the run's bars read at the measuring points. */
export function valuesAt(points: Uint32Array, column: Float64Array): Float64Array {
  const values = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) values[i] = column[points[i]!]!;
  return values;
}

/**
 * The points of bars `[from, to)`. The bar before `from` opens them where it is a point itself: then the first return
 * is earned in the part alone, and the returns of neighbouring parts are together those of both.
 */
export function pointsWithin({ bars }: MeasuringPoints, from: number, to: number): Uint32Array {
  const at = bars.findIndex((bar) => bar >= from);
  if (at < 0) return bars.subarray(0, 0);
  const first = at > 0 && bars[at - 1] === from - 1 ? at - 1 : at;
  let end = bars.length;
  while (end > first && bars[end - 1]! >= to) end--;
  return bars.subarray(first, end);
}

function everyBar(from: number, to: number): Uint32Array {
  const points = new Uint32Array(to - from);
  for (let i = from; i < to; i++) points[i - from] = i;
  return points;
}

function dayEnds(days: Float64Array, first: number): Uint32Array {
  const ends: number[] = [];
  for (let i = first; i < days.length; i++) {
    if (i === days.length - 1 || days[i + 1] !== days[i]) ends.push(i);
  }
  return Uint32Array.from(ends);
}

/** Midnights of the points' days, so that a short last day does not shorten the history. */
function dayTimes(days: Float64Array, points: Uint32Array): Float64Array {
  const times = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) times[i] = days[points[i]!]! * DAY_MS;
  return times;
}
