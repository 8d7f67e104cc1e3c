import { ConfigError } from '../core/errors';
import type { BarIndex } from '../core/nominal';
import type { Bars } from '../market/bars';
import { DAY_MS, formatDay, formatMinute } from '../market/civil-date';
import type { RunConfig } from './run-config.schema';

/** Bars of a run that are measured; all of them where nothing was chosen. */
export interface RunPeriod {
  /** First measured bar; those before it only warm features. */
  readonly firstBar: BarIndex;
  /** First out-of-sample bar, null without a split. */
  readonly splitBar: BarIndex | null;
  /** One past the last. */
  readonly endBar: number;
}

/** Fewer than these have no return to measure. */
const fewestBars = 2;
/** How far outside the data a period may begin or end: a weekend with holidays, but not a wrong year. */
const slackMs = 7 * DAY_MS;

/** `2020-03-01`, with the time where it is not midnight UTC. */
const timeText = (time: number): string =>
  time % DAY_MS === 0 ? formatDay(time / DAY_MS) : `${formatMinute(time)} UTC`;

/**
 * The bars a period means: from the first that opens at or after `from` up to the last that opens before `to`;
 * the split likewise. Limits that stand a week or more outside the data are refused rather than moved.
 * @throws {ConfigError} naming the limit and giving the range of the data
 */
export function resolvePeriod(bars: Bars, period: RunConfig['period']): RunPeriod {
  const { from, to, split } = period;
  const first = bars.time[0]!;
  const end = bars.time[bars.length - 1]! + bars.intervalMs;
  const range = `The data run from ${timeText(first)} to ${timeText(bars.time[bars.length - 1]!)}.`;
  const refuse = (what: string, field: string): never => {
    throw new ConfigError(`${what} ${range}`, field);
  };
  if (from !== null && to !== null && from >= to) {
    refuse(
      `The period begins ${timeText(from)} and ends ${timeText(to)}: it must begin before it ends.`,
      'period.from',
    );
  }
  if (from !== null && from < first - slackMs) {
    refuse(`The period begins ${timeText(from)}, before there are data.`, 'period.from');
  }
  if (to !== null && to > end + slackMs) {
    refuse(`The period ends ${timeText(to)}, after the data end.`, 'period.to');
  }
  const firstBar = from === null ? 0 : firstAt(bars.time, from);
  const endBar = to === null ? bars.length : firstAt(bars.time, to);
  if (endBar - firstBar < fewestBars) {
    const held = Math.max(0, endBar - firstBar);
    refuse(
      `The period holds ${held === 1 ? '1 bar' : `${held} bars`}; at least ${fewestBars} are needed.`,
      from === null ? 'period.to' : 'period.from',
    );
  }
  if (split === null) return { firstBar: firstBar as BarIndex, splitBar: null, endBar };
  const splitBar = firstAt(bars.time, split);
  if (splitBar - firstBar < fewestBars || endBar - splitBar < fewestBars) {
    const [a, b] = [bars.time[firstBar]!, bars.time[endBar - 1]!];
    refuse(
      `The split ${timeText(split)} must lie inside the period, ${timeText(a)} to ${timeText(b)}, with at least ${fewestBars} bars on both sides.`,
      'period.split',
    );
  }
  return { firstBar: firstBar as BarIndex, splitBar: splitBar as BarIndex, endBar };
}

/** The bars before `end` as views of the same columns, under the same fingerprint: the data are still the whole set. */
export function barsBefore(bars: Bars, end: number): Bars {
  if (end === bars.length) return bars;
  return {
    ...bars,
    time: bars.time.subarray(0, end),
    open: bars.open.subarray(0, end),
    high: bars.high.subarray(0, end),
    low: bars.low.subarray(0, end),
    close: bars.close.subarray(0, end),
    volume: bars.volume.subarray(0, end),
    length: end,
  };
}

/** Index of the first time at or after `at`; the length where there is none. */
export function firstAt(time: Float64Array, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
