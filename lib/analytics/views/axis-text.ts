import { formatNumber } from './format';

const units = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Short axis label: `50k`, `1.2M`. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  for (const [unit, letter] of units) {
    if (size >= unit) {
      const scaled = value / unit;
      return `${formatNumber(scaled, trailing(scaled))}${letter}`;
    }
  }
  return formatNumber(value, size >= 10 || size === 0 ? 0 : 2);
}

function trailing(scaled: number): number {
  if (Math.abs(scaled) >= 100) return 0;
  const tenths = Math.abs(scaled * 10 - Math.round(scaled * 10)) < 1e-6;
  if (tenths) return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? 0 : 1;
  return 2;
}

/** Short labels of one axis, with the decimals that tell its steps apart: `100.00k`, `100.05k`. */
export function compactTicks(values: readonly number[]): string[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [unit, letter] = units.find(([size]) => largest >= size) ?? ([1, ''] as const);
  const plain = values.map(formatCompact);
  if (new Set(plain).size === values.length && !plain.some((text) => /\.\d\d/.test(text))) {
    return plain;
  }
  const short = distinct(
    values.map((value) => value / unit),
    2,
  );
  if (short !== null) return short.map((text) => `${text}${letter}`);
  return distinct(values, mostDecimals) ?? plain;
}

const mostDecimals = 6;

/** The values with the fewest decimals that tell them apart; null where `most` don't. */
function distinct(values: readonly number[], most: number): string[] | null {
  for (let decimals = 0; decimals <= most; decimals++) {
    const texts = values.map((value) => formatNumber(value, decimals));
    if (new Set(texts).size === values.length) return texts;
  }
  return null;
}

/** Labels of one axis, with the decimals that the roughest step between them needs: `3,500`, not `3,500.00`. */
export function formatTicks(values: readonly number[], decimals: number): string[] {
  let needed = 0;
  for (const value of values) while (needed < decimals && !isRound(value, needed)) needed += 1;
  return values.map((value) => formatNumber(value, needed));
}

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const;

function isRound(value: number, decimals: number): boolean {
  const scaled = value * POWERS[decimals]!;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled) * 1e-6);
}
