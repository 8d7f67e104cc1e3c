import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import type { ColumnStore } from '../../../lib/kernels/column-store';
import { type LstmNet, LstmRun } from '../../../lib/kernels/nets';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { lstmWeightCount } from '../../../lib/models/model-artefact';
import { loadKernels } from '../../support/kernels';

function randomNet(features: number, hidden: number, lookback: number, seed: number): LstmNet {
  const rng = createRng(seed);
  const weights = new Float32Array(lstmWeightCount(features, hidden));
  for (let k = 0; k < weights.length; k++) weights[k] = (rng.uniform() - 0.5) * 2;
  return {
    features,
    hidden,
    lookback,
    scaler: {
      mean: Array.from({ length: features }, () => rng.uniform() - 0.5),
      scale: Array.from({ length: features }, () => 0.5 + rng.uniform()),
    },
    target: { mean: 0.01, scale: 0.5 },
    weights,
  };
}

function randomColumns(features: number, bars: number, seed: number): Float64Array[] {
  const rng = createRng(seed);
  return Array.from({ length: features }, () =>
    Float64Array.from({ length: bars }, () => 4 * (rng.uniform() - 0.5)),
  );
}

const evaluate = (net: LstmNet, columns: readonly Float64Array[], chunk = Infinity, first = 0) => {
  const store: ColumnStore = newColumnStore();
  const bars = columns[0]!.length;
  const run = new LstmRun(
    store,
    net,
    columns.map((column) => store.columnFrom(column)),
    bars,
  );
  for (let from = 0; from < bars; from += chunk) {
    run.advance(from, Math.min(bars, from + chunk), first);
  }
  return store.copy(run.output);
};

/** The same network of TensorFlow.js operations, over windows [samples, look-back, features] that are scaled already. */
function referenceLstm(net: LstmNet, windows: Float32Array, samples: number): Float32Array {
  const { features, hidden, lookback, weights } = net;
  return tf.tidy(() => {
    let at = 0;
    const take = (shape: [number, number]) => {
      const size = shape[0] * shape[1];
      at += size;
      return tf.tensor2d(weights.slice(at - size, at), shape);
    };
    const kernel = take([features, 4 * hidden]);
    const recurrent = take([hidden, 4 * hidden]);
    const bias = take([1, 4 * hidden]);
    const output = take([hidden, 1]);
    const outputBias = take([1, 1]);
    const x = tf.tensor3d(windows, [samples, lookback, features]);
    let h: tf.Tensor2D = tf.zeros([samples, hidden]);
    let c: tf.Tensor2D = tf.zeros([samples, hidden]);
    for (let t = 0; t < lookback; t++) {
      const step = tf.reshape(tf.slice(x, [0, t, 0], [samples, 1, features]), [samples, features]);
      const gates = tf.add(
        tf.add(tf.matMul(step, kernel), tf.matMul(h, recurrent)),
        bias,
      ) as tf.Tensor2D;
      const [i, f, g, o] = tf.split(gates, 4, 1) as tf.Tensor2D[];
      c = tf.add(tf.mul(tf.sigmoid(f!), c), tf.mul(tf.sigmoid(i!), tf.tanh(g!)));
      h = tf.mul(tf.sigmoid(o!), tf.tanh(c));
    }
    return tf.add(tf.matMul(h, output), outputBias).dataSync() as Float32Array;
  });
}

function windowsOf(net: LstmNet, columns: readonly Float64Array[]): Float32Array {
  const { features, lookback, scaler } = net;
  const samples = columns[0]!.length - lookback + 1;
  const windows = new Float32Array(samples * lookback * features);
  let k = 0;
  for (let s = 0; s < samples; s++) {
    for (let t = 0; t < lookback; t++) {
      columns.forEach((column, f) => {
        windows[k++] = (column[s + t]! - scaler.mean[f]!) / scaler.scale[f]!;
      });
    }
  }
  return windows;
}

const f = Math.fround;

/** e^x as wasm/nets/activation.ts states it, one lane at a time. */
function scalarExp(x: number): number {
  const clamped = Math.min(88, Math.max(-87, x));
  const scaled = f(clamped * f(Math.LOG2E));
  // Halves go to the even neighbour.
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const n = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  const high = f(clamped - f(n * f(0.693359375)));
  const r = f(high - f(n * f(-0.00021219444)));
  let p = f(1 / 5040);
  for (const c of [1 / 720, 1 / 120, 1 / 24, 1 / 6, 0.5, 1, 1]) p = f(f(p * r) + f(c));
  return f(p * 2 ** n);
}
const scalarSigmoid = (x: number) => f(1 / f(1 + scalarExp(-x)));
const scalarTanh = (x: number) => f(1 - f(2 / f(scalarExp(f(x + x)) + 1)));

/** The prediction of one window, without lanes: sums and products in single precision in the kernel's order. */
function scalarLstm(net: LstmNet, columns: readonly Float64Array[], end: number): number {
  const { features, hidden, lookback, scaler, target, weights } = net;
  const width = 4 * hidden;
  const recurrent = features * width;
  const bias = recurrent + hidden * width;
  const output = bias + width;
  let h = new Float32Array(hidden);
  const c = new Float32Array(hidden);
  for (let bar = end - lookback + 1; bar <= end; bar++) {
    const z = columns.map((column, k) => f((column[bar]! - scaler.mean[k]!) / scaler.scale[k]!));
    const gate = (g: number): number => {
      let sum = weights[bias + g]!;
      for (let k = 0; k < features; k++) sum = f(sum + f(z[k]! * weights[k * width + g]!));
      for (let j = 0; j < hidden; j++) {
        sum = f(sum + f(h[j]! * weights[recurrent + j * width + g]!));
      }
      return sum;
    };
    const next = new Float32Array(hidden);
    for (let u = 0; u < hidden; u++) {
      const [into, keep, fresh, show] = [0, 1, 2, 3].map((g) => gate(g * hidden + u)) as [
        number,
        number,
        number,
        number,
      ];
      const kept = f(scalarSigmoid(keep) * c[u]!);
      c[u] = f(kept + f(scalarSigmoid(into) * scalarTanh(fresh)));
      next[u] = f(scalarSigmoid(show) * scalarTanh(c[u]!));
    }
    h = next;
  }
  let sum = weights[output + hidden]!;
  for (let j = 0; j < hidden; j++) sum += h[j]! * weights[output + j]!;
  return sum * target.scale + target.mean;
}

describe('the long short-term memory of the module', () => {
  beforeAll(async () => {
    await loadKernels();
    await tf.setBackend('cpu');
  });

  for (const [features, hidden, lookback] of [
    [6, 8, 32],
    [1, 2, 2],
    [3, 5, 17],
    [10, 16, 12],
  ] as const) {
    it(`equals TensorFlow.js to 1e-5 on 1,000 windows: ${features} features, ${hidden} units, ${lookback} bars`, () => {
      const net = randomNet(features, hidden, lookback, 11 + hidden);
      const columns = randomColumns(features, 1000 + lookback - 1, 3);
      const own = evaluate(net, columns);
      const reference = referenceLstm(net, windowsOf(net, columns), 1000);
      let farthest = 0;
      for (let s = 0; s < 1000; s++) {
        const output = (own[s + lookback - 1]! - net.target.mean) / net.target.scale;
        farthest = Math.max(farthest, Math.abs(output - reference[s]!));
      }
      expect(farthest).toBeLessThan(1e-5);
      expect(new Set(reference).size).toBeGreaterThan(900);
    });
  }

  it('says nothing until a window is full, and then something at every bar', () => {
    const own = evaluate(randomNet(3, 4, 10, 1), randomColumns(3, 40, 2));
    own.forEach((value, i) => {
      expect(Number.isNaN(value)).toBe(i < 9);
    });
  });

  it('has the same bits in chunks of any size', () => {
    const net = randomNet(4, 6, 13, 7);
    const columns = randomColumns(4, 200, 8);
    columns[2]![90] = Number.NaN;
    const whole = evaluate(net, columns);
    for (const chunk of [1, 7, 13, 64]) expect(evaluate(net, columns, chunk)).toEqual(whole);
  });

  it('says at a bar what its window alone says', () => {
    const net = randomNet(3, 7, 9, 21);
    const columns = randomColumns(3, 60, 4);
    const whole = evaluate(net, columns);
    for (const i of [8, 9, 30, 59]) {
      const window = columns.map((column) => column.slice(i - 8, i + 1));
      expect(evaluate(net, window)[8]).toBe(whole[i]);
    }
  });

  it('has the bits of the same sums without lanes', () => {
    for (const hidden of [3, 5, 8]) {
      const net = randomNet(4, hidden, 11, 40 + hidden);
      const columns = randomColumns(4, 60, hidden);
      const own = evaluate(net, columns);
      for (let end = 10; end < 60; end++) expect(own[end]).toBe(scalarLstm(net, columns, end));
    }
  });

  it('stays finite and in its bounds where gates are driven to their ends', () => {
    const net = randomNet(2, 4, 6, 2);
    const loud = { ...net, weights: net.weights.map((weight) => 500 * weight) };
    const columns = randomColumns(2, 40, 3);
    const own = evaluate(loud, columns);
    for (let end = 5; end < 40; end++) {
      expect(Number.isFinite(own[end])).toBe(true);
      expect(own[end]).toBe(scalarLstm(loud, columns, end));
    }
  });

  it('gives a unit the same bits in every lane', () => {
    // One unit that counts, at every place; the others hear nothing and say nothing.
    const hidden = 6;
    const one = randomNet(2, 2, 8, 5);
    const columns = randomColumns(2, 30, 6);
    const answers = Array.from({ length: hidden }, (_, place) => {
      const weights = new Float32Array(lstmWeightCount(2, hidden));
      const rows = 2 + hidden + 1;
      for (let gate = 0; gate < 4; gate++) {
        const put = (row: number, value: number) => {
          weights[row * 4 * hidden + gate * hidden + place] = value;
        };
        put(0, 0.3 + gate / 7);
        put(1, -0.2 - gate / 9);
        put(2 + place, 0.5 - gate / 11);
        put(rows - 1, 0.1);
      }
      weights[rows * 4 * hidden + place] = 1.5;
      return evaluate({ ...one, hidden, weights }, columns);
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(Number.isFinite(answers[0]![29])).toBe(true);
  });

  it('says nothing while a missing or an infinite value is in the window, and goes on after it', () => {
    const net = randomNet(2, 4, 5, 9);
    const columns = randomColumns(2, 40, 10);
    const clean = evaluate(net, columns);
    const bad = columns.map((column) => column.slice());
    bad[0]![10] = Number.NaN;
    bad[1]![20] = Number.POSITIVE_INFINITY;
    bad[1]![30] = 1e300;
    const holed = evaluate(net, bad);
    holed.forEach((value, i) => {
      const touched = [10, 20, 30].some((hole) => i >= hole && i < hole + 5);
      if (touched || i < 4) expect(value).toBeNaN();
      else expect(value).toBe(clean[i]);
    });
  });

  it('says nothing before the first bar it may speak at, and there what it says anyway', () => {
    const net = randomNet(2, 4, 5, 9);
    const columns = randomColumns(2, 40, 10);
    const whole = evaluate(net, columns);
    const later = evaluate(net, columns, 6, 23);
    later.forEach((value, i) => {
      if (i < 23) expect(value).toBeNaN();
      else expect(value).toBe(whole[i]);
    });
  });

  it('refuses weights of another size and ranges out of turn', () => {
    const net = randomNet(2, 4, 5, 9);
    const columns = randomColumns(2, 20, 10);
    expect(() => evaluate({ ...net, hidden: 5 }, columns)).toThrow(/don't make 5 units/);
    expect(() => evaluate(net, columns.slice(1))).toThrow(/takes 2 columns, not 1/);
    const store = newColumnStore();
    const run = new LstmRun(
      store,
      net,
      columns.map((column) => store.columnFrom(column)),
      20,
    );
    expect(() => run.advance(1, 5)).toThrow(/next range starts at 0/);
  });
});
