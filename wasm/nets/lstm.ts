import { BAD_PARAMETER, OK, at, finite, put } from '../indicators/column';
import { sigmoid4, tanh4 } from './activation';

// A network's weights, f32, every gate padded with zeros from H to P = 4·⌈H/4⌉ units (padded units stay 0):
//
//   input weights      F · [4 gates · P]     gates: input, forget, cell, output
//   recurrent weights  H · [4 gates · P]
//   bias                   [4 gates · P]
//   output weights         [P]
//   output bias            [4], the first counts
//
// State: i32 complete rows in a row, 12 bytes free, then f32: ring of L rows [4 gates · P], hidden [P], next hidden [P],
// cell [P]. What a bar adds to the gates depends on that bar alone, so it is worked out once a bar and read by the L
// windows it lies in.

/**
 * Prediction of a long short-term memory (Keras gates) of the return that follows each bar, from the window of the last
 * `lookback` bars: the memory begins empty at the window's oldest bar, so that a prediction depends on its window alone.
 *
 * z = (x − mean) / scale; i, f, o = σ(W·z + U·h + b), g = tanh(…); c = f·c + i·g; h = o·tanh c; out = (w·h + b)·s + m.
 * Weights and states in single precision, the output in double.
 * Look-back: lookback − 1. NaN: where a feature of the window has no value or one single precision can't hold, and before
 * bar `first`. Cost: bars · 4H · (F + lookback · H) products. State: see above.
 * @param columns `features` column pointers (u32)
 * @param scaler mean of each feature, then scale of each (f64)
 * @returns OK, or BAD_PARAMETER when features, hidden or lookback < 1
 * Source: Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000.
 */
export function lstmPredict(
  columns: usize,
  scaler: usize,
  weights: usize,
  output: usize,
  from: i32,
  to: i32,
  first: i32,
  features: i32,
  hidden: i32,
  lookback: i32,
  targetMean: f64,
  targetScale: f64,
  state: usize,
): i32 {
  if (features < 1 || hidden < 1 || lookback < 1) return BAD_PARAMETER;
  const unitBytes = <usize>((hidden + 3) & ~3) << 2;
  const gateBytes = unitBytes << 2;
  const recurrent = weights + <usize>features * gateBytes;
  const bias = recurrent + <usize>hidden * gateBytes;
  const outputWeights = bias + gateBytes;
  const ring = state + 16;
  const block = ring + <usize>lookback * gateBytes;
  let run = load<i32>(state);
  for (let i = from; i < to; i++) {
    const row = ring + <usize>(i % lookback) * gateBytes;
    run = addToGates(columns, scaler, weights, bias, row, i, features, gateBytes) ? run + 1 : 0;
    let value: f64 = NaN;
    if (run >= lookback && i >= first) {
      const h = remember(ring, recurrent, block, i, hidden, lookback, unitBytes);
      const out = answer(h, outputWeights, hidden, unitBytes) * targetScale + targetMean;
      if (finite(out)) value = out;
    }
    put(output, i, value);
  }
  store<i32>(state, run);
  return OK;
}

/** Writes b + W·z of bar `i`. @returns false where a feature has no value; the row is not to be read then */
function addToGates(
  columns: usize,
  scaler: usize,
  weights: usize,
  bias: usize,
  row: usize,
  i: i32,
  features: i32,
  gateBytes: usize,
): bool {
  memory.copy(row, bias, gateBytes);
  let complete = true;
  for (let k = 0; k < features; k++) {
    const x = at(load<u32>(columns + (<usize>k << 2)), i);
    const z = <f32>((x - at(scaler, k)) / at(scaler, features + k));
    complete = complete && z - z == 0;
    const lanes = f32x4.splat(z);
    const own = weights + <usize>k * gateBytes;
    for (let o: usize = 0; o < gateBytes; o += 16) {
      v128.store(row + o, f32x4.add(v128.load(row + o), f32x4.mul(lanes, v128.load(own + o))));
    }
  }
  return complete;
}

/** Runs the memory over the window that ends at bar `i`. @returns where the last hidden state lies */
function remember(
  ring: usize,
  recurrent: usize,
  block: usize,
  i: i32,
  hidden: i32,
  lookback: i32,
  unitBytes: usize,
): usize {
  const gateBytes = unitBytes << 2;
  let h = block;
  let next = block + unitBytes;
  const cell = next + unitBytes;
  memory.fill(h, 0, unitBytes);
  memory.fill(cell, 0, unitBytes);
  for (let bar = i - lookback + 1; bar <= i; bar++) {
    const row = ring + <usize>(bar % lookback) * gateBytes;
    for (let o: usize = 0; o < unitBytes; o += 16) {
      let into = v128.load(row + o);
      let keep = v128.load(row + o + unitBytes);
      let fresh = v128.load(row + o + (unitBytes << 1));
      let show = v128.load(row + o + 3 * unitBytes);
      let u = recurrent + o;
      for (let j = 0; j < hidden; j++) {
        const before = v128.load_splat<f32>(h + (<usize>j << 2));
        into = f32x4.add(into, f32x4.mul(before, v128.load(u)));
        keep = f32x4.add(keep, f32x4.mul(before, v128.load(u + unitBytes)));
        fresh = f32x4.add(fresh, f32x4.mul(before, v128.load(u + (unitBytes << 1))));
        show = f32x4.add(show, f32x4.mul(before, v128.load(u + 3 * unitBytes)));
        u += gateBytes;
      }
      const kept = f32x4.mul(sigmoid4(keep), v128.load(cell + o));
      const c = f32x4.add(kept, f32x4.mul(sigmoid4(into), tanh4(fresh)));
      v128.store(cell + o, c);
      v128.store(next + o, f32x4.mul(sigmoid4(show), tanh4(c)));
    }
    const old = h;
    h = next;
    next = old;
  }
  return h;
}

function answer(h: usize, weights: usize, hidden: i32, unitBytes: usize): f64 {
  let sum = <f64>load<f32>(weights + unitBytes);
  for (let j = 0; j < hidden; j++) {
    const o = <usize>j << 2;
    sum += <f64>load<f32>(h + o) * <f64>load<f32>(weights + o);
  }
  return sum;
}
