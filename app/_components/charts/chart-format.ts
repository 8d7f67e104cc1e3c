import { formatNumber } from '../../../lib/analytics/views/format';

/** Short axis label: `50k`, `1.2M`. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  for (const [unit, letter] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
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

/**
 * Decimals for prices whose quoted ones aren't known: as many as a sample of them needs, and no more than
 * their size makes readable (2 from 100 up, 4 from 1 up, 6 from 0.01 up, else 8). Not finite values are skipped.
 */
export function priceDecimals(prices: ArrayLike<number>): number {
  const stride = Math.max(1, Math.floor(prices.length / 200));
  let needed = 0;
  let largest = 0;
  for (let i = 0; i < prices.length; i += stride) {
    const price = prices[i]!;
    if (!Number.isFinite(price)) continue;
    largest = Math.max(largest, Math.abs(price));
    while (needed < 8 && !isRound(price, needed)) needed += 1;
  }
  const readable = largest >= 100 ? 2 : largest >= 1 ? 4 : largest >= 0.01 ? 6 : 8;
  return Math.min(needed, readable);
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

/** `index points` for an index, `US dollars` for USD; other codes stand for themselves. */
export function currencyName(code: string): string {
  const names: Readonly<Record<string, string>> = {
    USD: 'US dollars',
    EUR: 'euros',
    GBP: 'pounds',
    JPY: 'yen',
    CHF: 'Swiss francs',
  };
  return names[code] ?? code;
}
