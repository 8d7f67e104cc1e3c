import { fromBase64Url, toBase64Url } from './base64url';
import { LinkError } from './link-error';

const sketchPoints = 64;
const steps = 4095;

/** An equity curve at 64 bars, 12 bits each between its lowest and highest sampled value. */
export interface EquitySketch {
  /** Fractions of the starting capital. */
  readonly low: number;
  readonly high: number;
  /** 64 whole numbers, 0 = low … 4095 = high; all 0 for a flat curve. */
  readonly levels: readonly number[];
}

/** The bar that point `k` of a sketch over `bars` bars shows; the first and the last bar are always shown. */
export function sketchBar(k: number, bars: number): number {
  return Math.floor((k * (bars - 1)) / (sketchPoints - 1));
}

/** Sketch of an equity column (money) of at least one bar. Equal columns have equal sketches. */
export function sketchEquity(equity: Float64Array, capital: number): EquitySketch {
  const values: number[] = [];
  for (let k = 0; k < sketchPoints; k++) {
    values.push(equity[sketchBar(k, equity.length)]! / capital);
  }
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const span = high - low;
  const levels = values.map((v) =>
    span > 0 ? Math.min(steps, Math.floor(((v - low) / span) * steps + 0.5)) : 0,
  );
  return { low, high, levels };
}

/** The 64 values a sketch stands for, fractions of the starting capital. */
export function sketchValues(sketch: EquitySketch): number[] {
  return sketch.levels.map((q) => sketch.low + (q / steps) * (sketch.high - sketch.low));
}

/** 128 characters: two levels in three bytes. */
export function packLevels(levels: readonly number[]): string {
  const bytes = new Uint8Array((sketchPoints * 3) / 2);
  for (let k = 0; k < sketchPoints; k += 2) {
    const a = levels[k]!;
    const b = levels[k + 1]!;
    const at = (k * 3) / 2;
    bytes[at] = a >>> 4;
    bytes[at + 1] = ((a & 15) << 4) | (b >>> 8);
    bytes[at + 2] = b & 255;
  }
  return toBase64Url(bytes);
}

/** @throws {LinkError} for another number of points */
export function unpackLevels(text: string): number[] {
  const bytes = fromBase64Url(text);
  if (bytes.length !== (sketchPoints * 3) / 2) {
    throw new LinkError('The equity curve of the link is incomplete.', 'content', 'equity');
  }
  const levels: number[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    levels.push((bytes[at]! << 4) | (bytes[at + 1]! >>> 4));
    levels.push(((bytes[at + 1]! & 15) << 8) | bytes[at + 2]!);
  }
  return levels;
}
