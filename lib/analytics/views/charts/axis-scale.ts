import { formatCompact } from '../axis-text';
import { formatCount, formatNumber, formatPercent } from '../format';

/** What the figures along an axis are. */
export type AxisUnit = 'percent' | 'ratio' | 'money' | 'count';

export interface AxisScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** Distance of two ticks; 0 where they stand at powers of a log scale. */
  readonly step: number;
  readonly log: boolean;
}

export interface AxisWish {
  /** These values lie on the axis whatever the data: zero, for bars. */
  readonly with?: readonly number[];
  /** About how many ticks. */
  readonly count?: number;
  /** Taken only where every value is above zero. */
  readonly log?: boolean;
}

/** Below this nothing on an axis differs from zero. */
const smallest = 1e-12;

/** A scale that holds all values, with round ticks. NaN and null are passed over; without any value 0 to 1. */
export function axisScale(values: Iterable<number | null>, wish: AxisWish = {}): AxisScale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number | null): void => {
    if (value === null || !Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const value of values) take(value);
  if (wish.log === true && low > 0 && high - low > high * 1e-9)
    return logScale(low, high, wish.count ?? 5);
  for (const value of wish.with ?? []) take(value);
  if (!(low <= high)) return linearScale(0, 1, wish.count ?? 5);
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Steps much finer than the numbers themselves could not be told apart, or even counted.
  if (high - low <= Math.max(size * 1e-9, smallest)) {
    const room = size > smallest ? size * 0.1 : 0.5;
    return linearScale(low - room, high + room, wish.count ?? 5);
  }
  return linearScale(low, high, wish.count ?? 5);
}

function linearScale(low: number, high: number, count: number): AxisScale {
  const step = roundStep((high - low) / Math.max(1, count - 1));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks: number[] = [];
  for (let k = first; k <= last; k++) ticks.push(roundTick(k * step, step));
  return { domain: [ticks[0]!, ticks.at(-1)!], ticks, step, log: false };
}

function logScale(low: number, high: number, count: number): AxisScale {
  const decade = Math.floor(Math.log10(low));
  const top = Math.ceil(Math.log10(high));
  const marksOf = [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];
  for (const marks of marksOf) {
    const ticks: number[] = [];
    for (let power = decade; power <= top; power++) {
      for (const mark of marks) {
        const tick = mark * 10 ** power;
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    }
    // Within less than a decade even steps tell more.
    if (ticks.length < 3) break;
    const each = marks.length > 1 ? 1 : Math.ceil(ticks.length / (count + 1));
    if (ticks.length > each * (count + 1)) continue;
    const kept = ticks.filter((_, i) => i % each === 0);
    return { domain: [low, high], ticks: kept, step: 0, log: true };
  }
  const even = linearScale(low, high, count);
  const ticks = even.ticks.filter((tick) => tick >= low && tick <= high);
  return { domain: [low, high], ticks, step: even.step, log: true };
}

/** 1, 2, 2.5 or 5 times a power of ten, not smaller than asked. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  const round = [1, 2, 2.5, 5, 10].find((size) => share <= size + 1e-9) ?? 10;
  return round * power;
}

/** 0.30000000000000004 is 0.3 to a reader. */
const roundTick = (value: number, step: number): number =>
  Number(value.toFixed(Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(step))))));

/** One tick's text, with the decimals its step needs; on a log scale (step 0) with those the tick itself needs. */
export function axisText(unit: AxisUnit, value: number, step: number): string {
  switch (unit) {
    case 'percent':
      return formatPercent(value, decimalsOf((step || value) * 100));
    case 'ratio':
      return formatNumber(value, decimalsOf(step || value));
    case 'money':
      return Math.abs(value) >= 1000
        ? formatCompact(value)
        : formatNumber(value, decimalsOf(step || value));
    case 'count':
      return Math.abs(value) >= 100_000 ? formatCompact(value) : formatCount(value);
  }
}

/** Fewest decimals that show a number as it is, six at the most. */
function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    const scaled = Math.abs(value) * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return decimals;
  }
  return 6;
}
