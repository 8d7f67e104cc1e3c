import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { deepestDecline } from '../../../lib/kernels/decline';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { drawdown } from '../../../lib/statistics/drawdown';
import { loadKernels } from '../../support/kernels';

beforeAll(loadKernels);

it('the deepest decline is that of the whole series, bit for bit', () => {
  const value = fc.oneof(
    fc.double({ min: -50, max: 500, noNaN: true }),
    fc.constantFrom(100, 100, 0, 99.99999999999999),
  );
  // Long stretches between peak and low too, which are passed in blocks.
  const stretch = fc.array(fc.double({ min: 90, max: 110, noNaN: true }), { maxLength: 40 });
  const curve = fc.tuple(fc.array(value, { maxLength: 60 }), stretch, stretch);
  const store = newColumnStore();
  const column = store.column(160);
  fc.assert(
    fc.property(curve, fc.nat(20), (parts, from) => {
      const equity = Float64Array.from(parts.flat());
      store.view(column).set(equity);
      const start = Math.min(from, equity.length);
      expect(deepestDecline(store, column, start, equity.length, 100)).toBe(
        drawdown(equity.subarray(start), 100).max,
      );
    }),
    { numRuns: 3000 },
  );
});

it('a curve that never falls has none', () => {
  const store = newColumnStore();
  const rising = store.columnFrom(Float64Array.of(100, 101, 101, 103));
  expect(deepestDecline(store, rising, 0, 4, 100)).toBe(0);
  expect(deepestDecline(store, rising, 0, 0, 100)).toBe(0);
});
