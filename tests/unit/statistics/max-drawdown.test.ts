import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { atOnce } from '../../../lib/core/sliced-work';
import { drawdown } from '../../../lib/statistics/drawdown';
import { maxDrawdownWork } from '../../../lib/statistics/max-drawdown';

it('the deepest decline is that of the whole series, bit for bit', () => {
  const value = fc.oneof(
    fc.double({ min: -50, max: 500, noNaN: true }),
    fc.constantFrom(100, 100, 0, 99.99999999999999),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      const equity = Float64Array.from(values);
      expect(atOnce(maxDrawdownWork(equity, 100))).toBe(drawdown(equity, 100).max);
    }),
    { numRuns: 2000 },
  );
});

it('a curve that never falls has none', () => {
  expect(atOnce(maxDrawdownWork(Float64Array.of(100, 101, 101, 103), 100))).toBe(0);
  expect(atOnce(maxDrawdownWork(new Float64Array(0), 100))).toBe(0);
});
