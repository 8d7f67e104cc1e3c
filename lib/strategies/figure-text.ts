import { groupThousands } from '../core/count-text';

/**
 * A number inside an English sentence: `3,101.20`, `0.000431`, `−12.50`. Two decimals from 100 on, four from 1 on,
 * below that six significant digits; "not available" for NaN. Independent of the machine's locale.
 */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return 'not available';
  const size = Math.abs(value);
  if (size === 0) return '0';
  const digits = size >= 100 ? size.toFixed(2) : size >= 1 ? trimmed(size.toFixed(4)) : small(size);
  const [whole = '0', fraction] = digits.split('.');
  const grouped = groupThousands(whole);
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 ? `−${text}` : text;
}

/** A fraction as percent with at most two decimals: `5 %` for 0.05. */
export function percentText(fraction: number): string {
  if (!Number.isFinite(fraction)) return 'not available';
  const size = Math.round(Math.abs(fraction) * 1e4) / 100;
  return `${fraction < 0 && size > 0 ? '−' : ''}${size} %`;
}

function small(size: number): string {
  const text = size.toPrecision(6);
  return text.includes('e') ? text : trimmed(text, 4);
}

/** Without needless zeros, but with at least `keep` decimals where there are any. */
function trimmed(text: string, keep = 2): string {
  const point = text.indexOf('.');
  if (point < 0) return text;
  let end = text.length;
  while (end > point + 1 + keep && text[end - 1] === '0') end--;
  return text.slice(0, end);
}
