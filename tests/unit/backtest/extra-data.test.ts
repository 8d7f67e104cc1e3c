import { describe, expect, it } from 'vitest';
import {
  benchmarkAt,
  dataFingerprints,
  fundingCoverage,
  usedExtraData,
} from '../../../lib/backtest/extra-data';
import { resolveConfig } from '../../../lib/backtest/resolve-config';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { resolvePeriod } from '../../../lib/backtest/run-period';
import type { Sha256Hex } from '../../../lib/core/nominal';
import { DAY_MS } from '../../../lib/market/civil-date';
import { createRateSeries } from '../../../lib/market/create-rate-series';
import { barsOf } from '../analytics/run-fixture';

const print = (digit: string) => digit.repeat(64) as Sha256Hex;
const none = { from: null, to: null, split: null };
const config = (input: Omit<RunConfigInput, 'strategy'>) =>
  resolveConfig({ strategy: { id: 'buy-and-hold', params: {} }, ...input }).config;
const day = (n: number) => Date.UTC(2020, 0, n);
const ratesAt = (...times: number[]) =>
  createRateSeries(
    { time: Float64Array.from(times), rate: new Float64Array(times.length).fill(0.001) },
    { name: 'Rates', symbol: 'X' },
  );

describe('the data of a run besides its bars', () => {
  const bars = barsOf({ open: [1, 2, 3, 4, 5, 6] }, { fingerprint: print('a') });
  const other = barsOf({ open: [1, 2, 3] }, { fingerprint: print('b') });
  const byData = (fingerprint: Sha256Hex) =>
    config({ statistics: { benchmark: { kind: 'data', data: { kind: 'stored', fingerprint } } } });

  it('are only those the config asks for, and are part of the fingerprints', async () => {
    const funding = await ratesAt(day(1));
    expect(usedExtraData(config({}), { benchmark: other, funding })).toEqual({});
    const series = config({ account: { funding: 'series', fundingSeries: funding.fingerprint } });
    expect(usedExtraData(series, { benchmark: other, funding })).toEqual({ funding });
    expect(dataFingerprints(bars, {})).toEqual([print('a')]);
    expect(dataFingerprints(bars, { benchmark: other, funding })).toEqual([
      print('a'),
      print('b'),
      funding.fingerprint,
    ]);
  });

  it('are refused where they are missing or others than the config names', async () => {
    const funding = await ratesAt(day(1));
    const series = config({ account: { funding: 'series', fundingSeries: print('c') } });
    expect(() => usedExtraData(byData(print('b')), {})).toThrow(/data were not given/);
    expect(() => usedExtraData(byData(print('c')), { benchmark: other })).toThrow(/not those/);
    expect(() => usedExtraData(series, {})).toThrow(/rates were not given/);
    expect(() => usedExtraData(series, { funding })).toThrow(/not those the config names/);
    expect(usedExtraData(byData(print('b')), { benchmark: other })).toEqual({ benchmark: other });
  });
});

describe('a benchmark of other data', () => {
  const times = (from: number, n: number) =>
    Float64Array.from({ length: n }, (_, i) => day(from + i));
  const bars = barsOf({ open: Array.from({ length: 20 }, () => 1) }, { time: times(1, 20) });
  const other = (from: number, n: number, quoteCurrency = 'USD') =>
    barsOf(
      { open: Array.from({ length: n }, () => 7) },
      { time: times(from, n), instrument: { ...bars.instrument, quoteCurrency } },
    );
  const from = (n: number) => resolvePeriod(bars, { ...none, from: day(n) });

  it('is read at the times of the run where it reaches over the period', () => {
    const read = benchmarkAt(bars, from(5), other(5, 16));
    expect(read.length).toBe(20);
    expect(Number.isNaN(read.close[3]!)).toBe(true);
    expect([...read.close.subarray(4)]).toEqual(Array.from({ length: 16 }, () => 7));
  });

  it('is refused in another currency, and where it begins too late or ends too early', () => {
    expect(() => benchmarkAt(bars, from(1), other(1, 20, 'EUR'))).toThrow(
      /in EUR and the run in USD: .* Choose a benchmark in USD, or cash/,
    );
    expect(() => benchmarkAt(bars, from(4), other(5, 16))).toThrow(
      /data begin 2020-01-05 and the period 2020-01-04/,
    );
    expect(() => benchmarkAt(bars, from(1), other(1, 12))).toThrow(
      /data end 2020-01-12 and the period 2020-01-20/,
    );
    expect(benchmarkAt(bars, from(1), other(1, 13)).close[19]).toBe(7);
  });
});

describe('how far funding rates reach', () => {
  const bars = barsOf({ open: Array.from({ length: 10 }, () => 1) });

  it('counts the measured bars before the first rate and after the last one holds', async () => {
    const rates = await ratesAt(day(3), day(4), day(5));
    const whole = resolvePeriod(bars, none);
    // Days 1 and 2 come before; the last rate holds for a day, so day 6 is covered and 7 to 10 are not.
    expect(fundingCoverage(bars, whole, rates)).toEqual({ bars: 10, withoutRate: 6 });
    const part = resolvePeriod(bars, { ...none, from: day(3), to: day(7) });
    expect(fundingCoverage(bars, part, rates)).toEqual({ bars: 4, withoutRate: 0 });
    const single = await ratesAt(day(2) + DAY_MS / 2);
    expect(fundingCoverage(bars, whole, single).withoutRate).toBe(10);
  });
});
