import { ConfigError } from '../core/errors';

/** Values one axis may have. */
export const mostAxisValues = 10_000;

/** A range as it is written: from, to and the step between. */
export interface AxisRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Decimal digits behind the point of the shortest text of a number. */
function decimalsOf(value: number): number {
  const [digits, exponent] = String(value).split('e') as [string, string | undefined];
  const point = digits.indexOf('.');
  const behind = point < 0 ? 0 : digits.length - point - 1;
  return Math.max(0, behind - Number(exponent ?? 0));
}

/** The number as a count of 10^−decimals. */
const counted = (value: number, decimals: number): number =>
  Number(`${String(value).replace(/e.*$/, '')}e${exponentOf(value) + decimals}`);

const exponentOf = (value: number): number => Number(String(value).split('e')[1] ?? 0);

/**
 * `from`, `from + step`, … up to `to`, each the double nearest to its decimal: 0.1 to 0.3 by 0.1 has 0.3 and not
 * 0.30000000000000004. Counted in whole steps, so nothing drifts. The last value is the last one not above `to`.
 * @param name what the range is of, for errors
 * @throws {ConfigError} for a step that is not positive, an end before the start, or too many values
 */
export function axisValues({ from, to, step }: AxisRange, name = 'The range'): number[] {
  for (const [label, value] of [
    ['start', from],
    ['end', to],
    ['step', step],
  ] as const) {
    if (!Number.isFinite(value)) {
      throw new ConfigError(`${name}: the ${label} must be a number.`, label);
    }
  }
  if (!(step > 0)) throw new ConfigError(`${name}: the step must be above 0, not ${step}.`, 'step');
  if (to < from) {
    throw new ConfigError(`${name}: the end (${to}) lies before the start (${from}).`, 'end');
  }
  const decimals = Math.max(decimalsOf(from), decimalsOf(step));
  const first = counted(from, decimals);
  const each = counted(step, decimals);
  // The end may have more digits than the grid; a hair of tolerance would let a value above it in.
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > mostAxisValues) {
    throw new ConfigError(
      `${name} has ${count} values; ${mostAxisValues} is the most. Take a larger step.`,
      'step',
    );
  }
  const largest = first + (count - 1) * each;
  if (
    !Number.isSafeInteger(first) ||
    !Number.isSafeInteger(each) ||
    !Number.isSafeInteger(largest)
  ) {
    throw new ConfigError(`${name} has more digits than can be told apart. Round them.`, 'step');
  }
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = Number(`${first + i * each}e-${decimals}`);
    if (value <= to) values.push(value);
  }
  return values;
}
