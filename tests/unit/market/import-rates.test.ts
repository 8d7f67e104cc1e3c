import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRateSeries } from '../../../lib/market/create-rate-series';
import { exportRatesCsv } from '../../../lib/market/export-csv';
import { importRates, inspectRates, isRatesFile } from '../../../lib/market/import';

const text = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));
const hours = 8 * 3_600_000;
const from = Date.UTC(2025, 0, 1);
const iso = (i: number): string => new Date(from + i * hours).toISOString();

describe('a file of rates', () => {
  const long = text([
    'timestamp,symbol,funding_rate',
    ...[0, 1, 2].flatMap((i) => [`${iso(i)},AAA,0.000${i}`, `${iso(i)},BBB,-0.00${i}`]),
  ]);

  it('gives one series a symbol, with a fingerprint of times and rates alone', async () => {
    const { series, dropped } = await importRates(long, 'funding.csv', {});
    expect(dropped).toEqual([]);
    expect(series.map((it) => [it.symbol, it.name, [...it.rate]])).toEqual([
      ['AAA', 'AAA funding', [0, 0.0001, 0.0002]],
      ['BBB', 'BBB funding', [-0, -0.001, -0.002]],
    ]);
    for (const one of series) {
      expect([...one.time]).toEqual([0, 1, 2].map((i) => from + i * hours));
      const bytes = new DataView(new ArrayBuffer(8 * 6));
      [...one.time, ...one.rate].forEach((value, k) => {
        bytes.setFloat64(8 * k, value + 0, true);
      });
      const print = createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
      expect(one.fingerprint).toBe(print);
    }
  });

  it('is listed before it is imported', async () => {
    const { series, questions, columns } = await inspectRates(long, 'funding.csv');
    expect(questions).toEqual([]);
    expect(columns).toEqual({ time: 0, rate: 2, symbol: 1 });
    expect(series).toEqual(
      ['AAA', 'BBB'].map((symbol) => ({
        symbol,
        rows: 3,
        firstTime: from,
        lastTime: from + 2 * hours,
      })),
    );
  });

  it('of one symbol is named after its file, whatever its order and header', async () => {
    const rows = [2, 1, 0].map((i) => `${from + i * hours},8,0.000${i}`);
    const bytes = text(['calc_time,funding_interval_hours,last_funding_rate', ...rows]);
    const { series } = await importRates(bytes, 'BTCUSDT-fundingRate-2025-01.csv', {});
    expect(series).toHaveLength(1);
    expect(series[0]!.symbol).toBe('BTCUSDT');
    expect([...series[0]!.rate]).toEqual([0, 0.0001, 0.0002]);
  });

  it('tells the hour that is shown twice apart, also where it goes back in time', async () => {
    const times = [4, 5, 6, 7].map((h) => Date.UTC(2020, 10, 1, h));
    const local = (t: number) =>
      new Date(t - (t < times[2]! ? 4 : 5) * 3_600_000).toISOString().slice(0, 19);
    for (const inFile of [times, [...times].reverse()]) {
      const bytes = text(['timestamp,rate', ...inFile.map((t) => `${local(t)},0.0001`)]);
      const { series } = await importRates(bytes, 'f.csv', { timeZone: 'America/New_York' });
      expect([...series[0]!.time]).toEqual(times);
    }
  });

  it('lists rows it can’t use with their reasons', async () => {
    const bytes = text([
      'timestamp,symbol,funding_rate',
      ...[0, 1, 2, 3, 4].map((i) => `${iso(i)},AAA,0.0001`),
      `${iso(5)},AAA,n/a`,
      `${iso(5)},,0.0001`,
      `${iso(1)},AAA,0.0005`,
      `${iso(6)},AAA,0.01%`,
      `${iso(7)},AAA,2`,
    ]);
    const { series, dropped } = await importRates(bytes, 'f.csv', {});
    expect(series[0]!.length).toBe(5);
    expect(dropped.map((it) => [it.row, it.reason])).toEqual([
      [7, 'rate is ‘n/a’'],
      [8, 'names no instrument'],
      [9, 'another row has the time 2025-01-01 08:00'],
      [10, 'rate is ‘0.01%’'],
      [11, 'rate 2 is a whole position or more; rates are fractions'],
    ]);
  });

  it('asks for the clock of times that name none', async () => {
    const bytes = text(['time,rate', '2025-01-01 00:00,0.1', '2025-01-01 08:00,0.2']);
    await expect(importRates(bytes, 'f.csv', {})).rejects.toThrow('Which clock');
    const { series } = await importRates(bytes, 'f.csv', { timeZone: 'Asia/Tokyo' });
    expect(series[0]!.time[1]).toBe(Date.UTC(2024, 11, 31, 23));
  });

  it('is told from one of bars', async () => {
    const is = (header: string, row: string) =>
      isRatesFile({ fileName: 'x.csv', bytes: text([header, row, row]) });
    expect(await is('timestamp,funding_rate', `${iso(0)},0.1`)).toBe(true);
    expect(await is('timestamp,open,high,low,close,rate', `${iso(0)},1,1,1,1,1`)).toBe(false);
    expect(await isRatesFile({ fileName: 'x', bytes: Uint8Array.of(1, 2, 3) })).toBe(false);
    await expect(importRates(text(['timestamp,x', `${iso(0)},1`]), 'x', {})).rejects.toThrow(
      'No column of rates found. Columns are timestamp, x',
    );
  });
});

describe('exported rates', () => {
  it('are one row a charge, times in UTC, fractions in full', async () => {
    const series = await createRateSeries(
      {
        time: Float64Array.of(from, from + hours, from + 2 * hours + 7),
        rate: Float64Array.of(0.0001, -0, -1.25e-8),
      },
      { name: 'BTCUSDT funding', symbol: 'BTCUSDT' },
    );
    expect(new TextDecoder().decode(exportRatesCsv(series))).toBe(
      'timestamp,rate\n2025-01-01T00:00:00Z,0.0001\n2025-01-01T08:00:00Z,0\n2025-01-01T16:00:00.007Z,-1.25e-8\n',
    );
  });

  it('of a single charge import again', async () => {
    const { series } = await importRates(text(['timestamp,rate', `${iso(0)},0.0001`]), 'f.csv', {});
    const again = await importRates(exportRatesCsv(series[0]!), 'f.csv', {});
    expect(again.series[0]!.fingerprint).toBe(series[0]!.fingerprint);
  });
});
