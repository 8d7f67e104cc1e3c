/** 10^k, exact in double precision for k ≤ 22. */
export const powersOfTen: Float64Array = Float64Array.from({ length: 23 }, (_, k) =>
  Number(`1e${k}`),
);

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The number written in a cell, the same bits as `Number(text)`; NaN where the cell is not a decimal number.
 * Up to 15 digits (a mantissa below 2^53) with at most 22 decimals are one correctly rounded division of two exact
 * numbers (Clinger, "How to read floating point numbers accurately", 1990); the rest goes through `Number`.
 * @param decimal the byte between units and fraction, `.` or `,`
 */
export function readNumberCell(
  bytes: Uint8Array,
  from: number,
  to: number,
  decimal: number,
): number {
  let p = from;
  const negative = bytes[p] === 45;
  if (negative) p++;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; p < to; p++) {
    const d = bytes[p]! - 48;
    if (d >= 0 && d <= 9) {
      mantissa = mantissa * 10 + d;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[p] === decimal && decimals < 0) {
      decimals = 0;
    } else {
      return readThroughText(bytes, from, to, decimal);
    }
  }
  if (digits === 0 || digits > 15) return readThroughText(bytes, from, to, decimal);
  const value = decimals > 0 ? mantissa / powersOfTen[decimals]! : mantissa;
  return negative ? -value : value;
}

function readThroughText(bytes: Uint8Array, from: number, to: number, decimal: number): number {
  let text = decoder.decode(bytes.subarray(from, to));
  if (decimal === 44) {
    if (text.includes('.')) return Number.NaN;
    text = text.replace(',', '.');
  }
  return plainNumber.test(text) ? Number(text) : Number.NaN;
}
