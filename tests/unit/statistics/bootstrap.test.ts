import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { moduleMath } from '../../../lib/kernels/math';
import { automaticBlock, stationaryBootstrap } from '../../../lib/statistics';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

const drawn = (n: number, block: number, count: number, seed = 1): number[] => {
  const next = stationaryBootstrap(n, block, createRng(seed).fork('bootstrap'));
  return Array.from({ length: count }, next);
};

describe('the stationary bootstrap', () => {
  it('draws the same indices from the same seed', () => {
    expect(drawn(50, 5, 200)).toEqual(drawn(50, 5, 200));
    expect(drawn(50, 5, 200)).not.toEqual(drawn(50, 5, 200, 2));
  });

  it('goes on to the next index within a block, from the last to the first', () => {
    const indices = drawn(10, 1e12, 25);
    for (let i = 1; i < indices.length; i++) expect(indices[i]).toBe((indices[i - 1]! + 1) % 10);
  });

  it('has blocks of the mean length asked for', () => {
    const indices = drawn(1_000_000, 8, 200_000);
    let blocks = 1;
    for (let i = 1; i < indices.length; i++) if (indices[i] !== indices[i - 1]! + 1) blocks++;
    // Lengths are geometric with deviation √(8 · 7): the mean of 25,000 strays by 0.05.
    expect(Math.abs(200_000 / blocks - 8)).toBeLessThan(0.2);
  });

  it('draws every index equally often', () => {
    const counts = new Array<number>(20).fill(0);
    for (const index of drawn(20, 4, 200_000)) counts[index]!++;
    for (const count of counts) expect(Math.abs(count / 10_000 - 1)).toBeLessThan(0.06);
  });

  it('refuses an empty sample and blocks shorter than one', () => {
    expect(() => drawn(0, 2, 1)).toThrow('0 can');
    expect(() => drawn(5, 0.5, 1)).toThrow('0.5 on average');
  });
});

describe('the automatic block', () => {
  /** x[t] = φ·x[t−1] + e, e normal. */
  const autoregressive = (phi: number, n: number): number[] => {
    const rng = createRng(11);
    const { log, sin } = moduleMath();
    let x = 0;
    return Array.from({ length: n }, () => {
      const radius = Math.sqrt(-2 * log(1 - rng.uniform()));
      x = phi * x + radius * sin(2 * Math.PI * rng.uniform());
      return x;
    });
  };

  it('is short for values without memory and grows with memory', () => {
    const none = automaticBlock(autoregressive(0, 2000));
    const some = automaticBlock(autoregressive(0.5, 2000));
    const much = automaticBlock(autoregressive(0.9, 2000));
    expect(none).toBeLessThanOrEqual(6);
    expect(some).toBeGreaterThan(none);
    expect(much).toBeGreaterThan(2 * some);
  });

  it('of an autoregression comes near its exact value', () => {
    // φ = 0.5: G / Σ R = 2φ / (1 − φ²) = 4/3, so b = (4/3)^(2/3) · 4000^(1/3) = 19.2.
    const block = automaticBlock(autoregressive(0.5, 4000));
    expect(block).toBeGreaterThan(13);
    expect(block).toBeLessThan(26);
  });

  it('is 1 of values that never vary and of a handful', () => {
    expect(automaticBlock(new Float64Array(100).fill(0.01))).toBe(1);
    expect(automaticBlock([0.1, -0.1, 0.2])).toBe(1);
  });
});
