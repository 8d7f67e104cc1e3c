import { moduleMath } from '../../kernels/math';

/** How values of an axis become places between 0 and 1, and where its lines are. */
export interface Scale {
  /** 0 at the low end, 1 at the high end. */
  place(value: number): number;
  readonly ticks: readonly number[];
}

/** Round steps of 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(span: number, most: number): number {
  let step = 1;
  while (span / step > most) step *= 10;
  while (span / step <= most / 10) step /= 10;
  for (const part of [0.1, 0.2, 0.25, 0.5]) if (span / (step * part) <= most) return step * part;
  return step;
}

/** Low and high of all values; null without any that is finite. */
export function extent(
  ...series: readonly (readonly (number | null)[] | Float64Array)[]
): { readonly low: number; readonly high: number } | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of series) {
    for (const value of values) {
      if (value === null || !Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? { low, high } : null;
}

/** A linear axis over the range, a flat one widened so that it can be drawn. */
export function linearScale(low: number, high: number, most = 5): Scale {
  const pad = low === high ? Math.max(1e-9, Math.abs(low) * 0.05) : 0;
  const from = low - pad;
  const to = high + pad;
  const step = roundStep(to - from, most);
  const ticks: number[] = [];
  for (let k = Math.floor(from / step); k * step <= to + step * 1e-9; k++) {
    // Divided rather than multiplied where the step is below 1, so that 0.3 reads 0.3.
    const value = step < 1 ? k / (1 / step) : k * step;
    if (value >= from - step * 1e-9) ticks.push(value);
  }
  return { place: (value) => (value - from) / (to - from), ticks };
}

/** A logarithmic axis; the range must be above 0. */
export function logScale(low: number, high: number): Scale {
  const { log } = moduleMath();
  const from = log(low);
  const to = log(Math.max(high, low * 1.000001));
  const ticks: number[] = [];
  let decade = 1;
  while (decade > low) decade /= 10;
  while (decade * 10 <= low) decade *= 10;
  for (; decade <= high; decade *= 10) {
    for (const k of [1, 2, 5]) {
      const value = decade * k;
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return { place: (value) => (log(value) - from) / (to - from), ticks };
}
