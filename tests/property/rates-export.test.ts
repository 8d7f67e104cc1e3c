import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateSeries } from '../../lib/market/create-rate-series';
import { exportRatesCsv } from '../../lib/market/export-csv';
import { importRates, inspectRates, isRatesFile } from '../../lib/market/import';

const about = { name: 'BTCUSDT funding', symbol: 'BTCUSDT' };
const fileName = 'BTCUSDT-funding.csv';

/** Fractions of a position: as exchanges write them, whole, of either sign, and down to the smallest double. */
const rate = fc.oneof(
  fc.integer({ min: -75_000, max: 75_000 }).map((n) => n / 1e8),
  fc.double({ noNaN: true, min: -1, max: 1, minExcluded: true, maxExcluded: true }),
  fc.double({ noNaN: true, min: -1e-12, max: 1e-12 }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, 1e-7, -1e-7, 0.1 + 0.2, 1 - 2 ** -53, -(1 - 2 ** -53)),
);

/** First charge, and how far apart the charges are: eight hours as a rule, down to a millisecond. */
const times = fc
  .tuple(
    fc.constantFrom(Date.UTC(1801, 0, 1), -1, 0, Date.UTC(1999, 11, 31, 16), Date.UTC(2025, 0, 1)),
    fc.array(fc.constantFrom(1, 999, 1000, 60_000, 3_600_000, 28_800_000, 86_400_000), {
      maxLength: 60,
    }),
  )
  .map(([first, steps]) => {
    const all = [first];
    for (const step of steps) all.push(all.at(-1)! + step);
    return all;
  });

const columns = times.chain((time) =>
  fc
    .array(rate, { minLength: time.length, maxLength: time.length })
    .map((rates) => ({ time: Float64Array.from(time), rate: Float64Array.from(rates) })),
);

describe('exported rates', () => {
  it('import again without a question as the same series, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (given) => {
        const series = await createRateSeries(given, about);
        const bytes = exportRatesCsv(series);
        expect(await isRatesFile({ bytes, fileName })).toBe(true);
        expect((await inspectRates(bytes, fileName)).questions).toEqual([]);
        const again = await importRates(bytes, fileName, {});
        expect(again.dropped).toEqual([]);
        expect(again.series).toHaveLength(1);
        const [back] = again.series;
        expect(back).toMatchObject({ ...about, fingerprint: series.fingerprint });
        expect([...back!.time]).toEqual([...series.time]);
      }),
      { numRuns: 400 },
    );
  });

  it('of more rows than are written at once import again', async () => {
    const length = 20_000;
    const series = await createRateSeries(
      {
        time: Float64Array.from({ length }, (_, i) => Date.UTC(2010, 0, 1) + i * 3_600_000),
        rate: Float64Array.from({ length }, (_, i) => ((i * 7919) % 2001) / 1e7 - 1e-4),
      },
      about,
    );
    const { series: back } = await importRates(exportRatesCsv(series), fileName, {});
    expect(back[0]!.fingerprint).toBe(series.fingerprint);
  });
});
