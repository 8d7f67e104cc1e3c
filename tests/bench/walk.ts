import { createRng } from '../../lib/core/rng';

/** Columns of the benchmarks' shared price walk. */
export interface Candles {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** The price walk every benchmark works on: five uniforms a bar, drawn in the order a, b, c, d, e. */
export function walk(seed: number, length: number): Candles {
  const rng = createRng(seed);
  const open = new Float64Array(length);
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const close = new Float64Array(length);
  const volume = new Float64Array(length);
  let p = 100;
  for (let i = 0; i < length; i++) {
    const a = rng.uniform();
    const b = rng.uniform();
    const c = rng.uniform();
    const d = rng.uniform();
    const e = rng.uniform();
    const next = p * (1 + 0.002 * (a + b - 1));
    open[i] = p;
    close[i] = next;
    high[i] = Math.max(p, next) * (1 + 0.001 * c);
    low[i] = Math.min(p, next) * (1 - 0.001 * d);
    volume[i] = 1000 + 9000 * e;
    p = next;
  }
  return { open, high, low, close, volume };
}
