/** Numbers as people read them. Grouping and decimal marks follow the reader's locale; exports never come through here. */
export { formatDate, formatDateTime } from './format-date';

/** Shown where a figure has no value. */
export const noValueText = '–';
const minus = '−';
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(least: number, most: number, locale: string | undefined): Intl.NumberFormat {
  const key = `${locale ?? ''}/${least}/${most}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    formats.set(key, format);
  }
  return format;
}

/** Fixed decimals, a real minus sign, never `−0`; `–` for null and for what is not finite. */
export function formatNumber(value: number | null, decimals: number, locale?: string): string {
  return formatBetween(value, decimals, decimals, locale);
}

function formatBetween(
  value: number | null,
  least: number,
  most: number,
  locale: string | undefined,
  gainSign = '',
): string {
  if (value === null || !Number.isFinite(value)) return noValueText;
  const format = numberFormat(least, most, locale);
  const text = format.format(Math.abs(value));
  if (text === format.format(0)) return text;
  return value < 0 ? minus + text : gainSign + text;
}

/** As {@link formatNumber}, with `+` on gains; for changes and profit only. */
export function formatSigned(value: number | null, decimals: number, locale?: string): string {
  return formatBetween(value, decimals, decimals, locale, '+');
}

/** 0.263 → `26.3%`. One decimal in strips, two in tables. */
export function formatPercent(fraction: number | null, decimals = 1, locale?: string): string {
  const text = formatNumber(fraction === null ? null : fraction * 100, decimals, locale);
  return text === noValueText ? text : `${text}%`;
}

/** 0.263 → `+26.3%`. */
export function formatSignedPercent(
  fraction: number | null,
  decimals = 1,
  locale?: string,
): string {
  const text = formatSigned(fraction === null ? null : fraction * 100, decimals, locale);
  return text === noValueText ? text : `${text}%`;
}

/** Sharpe, profit factor and their like: two decimals. */
export function formatRatio(value: number | null, locale?: string): string {
  return formatNumber(value, 2, locale);
}

/** Whole numbers, grouped. */
export function formatCount(value: number | null, locale?: string): string {
  return formatNumber(value, 0, locale);
}

/** A price with the decimals it is quoted in; where they are not known, two and as many more as it needs. */
export function formatPrice(value: number | null, decimals?: number, locale?: string): string {
  if (decimals !== undefined) return formatNumber(value, decimals, locale);
  const size = Math.abs(value ?? 0);
  return formatBetween(value, 2, size >= 1000 ? 2 : size >= 1 ? 5 : 8, locale);
}

/** Units held: up to six decimals, only those needed. */
export function formatUnits(value: number | null, locale?: string): string {
  return formatBetween(value, 0, Math.abs(value ?? 0) >= 100 ? 2 : 6, locale);
}

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' };

/** How a currency is written in a heading: `$`, `USDT`, `points`. */
export function currencyMark(currency: string): string {
  return symbols[currency] ?? (currency === 'index points' ? 'points' : currency);
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

/** Money: whole in strips (`decimals` 0), to the cent in tables. `−$3,006`, `3,006 USDT`, `3,006 points`. */
export function formatMoney(
  value: number | null,
  currency: string,
  options: { readonly decimals?: number; readonly signed?: boolean; readonly locale?: string } = {},
): string {
  const { decimals = 2, signed = false, locale } = options;
  const text = (signed ? formatSigned : formatNumber)(value, decimals, locale);
  if (text === noValueText) return text;
  const symbol = symbols[currency];
  if (symbol === undefined) return `${text} ${currencyMark(currency)}`;
  const sign = /^[+−]/.exec(text)?.[0] ?? '';
  return `${sign}${symbol}${text.slice(sign.length)}`;
}

/** First two groups of a hash: `77ab·04e9`. */
export function formatHash(hash: string): string {
  return `${hash.slice(0, 4)}·${hash.slice(4, 8)}`;
}

/** `4 ms`, `3.8 ms`, `1.2 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number, locale?: string): string {
  if (!Number.isFinite(milliseconds)) return noValueText;
  if (milliseconds < 10) return `${formatBetween(milliseconds, 0, 1, locale)} ms`;
  if (milliseconds < 999.5) return `${formatNumber(milliseconds, 0, locale)} ms`;
  if (milliseconds < 59_950) return `${formatNumber(milliseconds / 1000, 1, locale)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${formatNumber(Math.floor(seconds / 60), 0, locale)} min ${seconds % 60} s`;
}

/** `812 B`, `3.4 kB`, `12.0 MB`, decimal units. */
export function formatBytes(bytes: number | null, locale?: string): string {
  if (bytes === null || !Number.isFinite(bytes)) return noValueText;
  if (bytes < 1000) return `${formatNumber(bytes, 0, locale)} B`;
  let value = bytes / 1000;
  let unit = 'kB';
  for (const larger of ['MB', 'GB', 'TB']) {
    if (value < 999.95) break;
    value /= 1000;
    unit = larger;
  }
  return `${formatNumber(value, 1, locale)} ${unit}`;
}
