import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sha256Hex } from '../../../lib/core/nominal';
import type { RateSeries } from '../../../lib/market/rate-series';
import {
  everyEightHours,
  FundingColumn,
  type FundingRates,
  ratesOf,
} from '../../../lib/session/funding-column';
import { testStore } from '../../support/kernels';

const hour = 3_600_000;
const at = (...hours: number[]) => Float64Array.from(hours, (h) => h * hour);

function seriesOf(time: Float64Array, rate: Float64Array): RateSeries {
  const fingerprint = 'ab'.repeat(32) as Sha256Hex;
  return { name: 'Rates', symbol: 'X', length: time.length, time, rate, fingerprint };
}

async function stated(time: Float64Array, rates: FundingRates, chunk = time.length) {
  const store = await testStore();
  const funding = new FundingColumn(store, time, rates);
  for (let to = chunk; to < time.length; to += chunk) funding.advanceTo(to);
  funding.advanceTo(time.length);
  return [...store.copy(funding.column)];
}

describe('funding of a bar', () => {
  it('is the rates since the open of the bar before, its own open included', async () => {
    const series = seriesOf(at(-8, 0, 8, 12, 16, 40), Float64Array.of(9, 8, 0.1, 0.2, 0.4, 0.8));
    expect(await stated(at(0, 8, 16, 24, 40), ratesOf(series))).toEqual([
      0,
      0.1,
      0.2 + 0.4,
      0,
      0.8,
    ]);
  });

  it('is nothing before the first rate and after the last', async () => {
    const series = seriesOf(at(100), Float64Array.of(1));
    expect(await stated(at(0, 8, 99, 100, 101), ratesOf(series))).toEqual([0, 0, 0, 1, 0]);
  });

  it('at a constant rate is charged at 0, 8 and 16 o’clock UTC', async () => {
    const rates = everyEightHours(0.5);
    expect(await stated(at(7, 8, 9, 15, 16, 24, 25), rates)).toEqual([0, 0.5, 0, 0, 0.5, 0.5, 0]);
    expect(await stated(at(0, 24, 48), rates)).toEqual([0, 1.5, 1.5]);
    expect(await stated(at(-25, -24, -1), rates)).toEqual([0, 0.5, 1]);
  });

  it('at a constant rate is that of the same rates imported, in any steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -300, max: 300 }), { minLength: 2, maxLength: 60 }),
        fc.double({ min: -0.01, max: 0.01, noNaN: true }),
        fc.integer({ min: 1, max: 7 }),
        async (hours, rate, chunk) => {
          const time = at(...[...hours].sort((a, b) => a - b));
          const charges = at(...Array.from({ length: 100 }, (_, k) => 8 * (k - 50)));
          const series = seriesOf(
            charges,
            charges.map(() => rate),
          );
          const constant = await stated(time, everyEightHours(rate), chunk);
          expect(constant).toEqual(await stated(time, ratesOf(series)));
        },
      ),
      { numRuns: 100 },
    );
  });
});
