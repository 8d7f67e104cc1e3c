import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importByRecipe, importRates } from '../../lib/market/import';
import { ImportSession } from '../../lib/market/import/import-session';
import type { ImportAnswers } from '../../lib/market/import/types';
import { sharedData, sharedDataPresent } from '../support/shared-data';

interface Listed {
  readonly file: string;
  readonly rows: number;
  readonly interval: string;
  readonly first: number;
  readonly last: number;
  readonly missing: number | null;
  readonly zeroVolume: number;
}

const intervals: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

/** The bar files of the tables in the folder's README. */
function listedFiles(): Listed[] {
  const lines = readFileSync(sharedData('README.md'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const file = /^`((?:crypto-|equities|fx)[^`{]*\.csv(?:\.gz)?)`$/.exec(cells[1] ?? '')?.[1];
    if (file === undefined || /factors|funding/.test(file)) return [];
    const [first, last] = cells[5]!.split(' .. ').map((iso) => Date.parse(iso));
    const gaps = /(\d+) bars missing/.exec(line);
    const zero = /(\d+) zero-volume/.exec(line);
    return [
      {
        file,
        rows: Number(cells[4]),
        interval: cells[3]!.split(' ')[0]!,
        first: first!,
        last: last!,
        missing: gaps === null ? null : Number(gaps[1]),
        zeroVolume: zero === null ? 0 : Number(zero[1]),
      },
    ];
  });
}

const files = sharedDataPresent ? listedFiles() : [];
/** Bar files of the recorded data, held to its README below; each is a test that is not run without it. */
const recordedFiles = 55;
/** The list itself, adjustment by three lists of factors, splits, rates. */
const otherTests = 6;
if (!sharedDataPresent)
  console.log(
    `${recordedFiles + otherTests} data-dependent not run: no market data beside the checkout`,
  );

describe.skipIf(!sharedDataPresent)('recorded market data', () => {
  it('lists its bar files', () => {
    expect(files).toHaveLength(recordedFiles);
  });

  it('with several symbols in one file is imported symbol by symbol, each as if it were alone', async () => {
    const file = files.find((it) => it.file.includes('crypto_daily_usd'))!;
    const bytes = readFileSync(sharedData(file.file));
    const lines = new TextDecoder().decode(gunzipSync(bytes)).trimEnd().split('\n');
    const column = lines[0]!.split(',').indexOf('symbol');
    const session = await ImportSession.open(bytes, file.file);
    const { instruments, questions } = session.inspection;
    expect(instruments).toHaveLength(11);
    expect(questions).toEqual([]);
    expect(instruments.reduce((sum, it) => sum + it.rows!, 0)).toBe(file.rows);
    expect(Math.min(...instruments.map((it) => it.firstTime!))).toBe(file.first);
    expect(Math.max(...instruments.map((it) => it.lastTime!))).toBe(file.last);
    let total = 0;
    for (const { id, symbol, rows } of instruments) {
      const { bars, dropped } = await session.finish({ instrument: id }, {}, id);
      expect(dropped).toEqual([]);
      expect(bars.length).toBe(rows);
      expect(bars.instrument.symbol).toBe(symbol);
      total += bars.length;
      const own = [lines[0], ...lines.slice(1).filter((it) => it.split(',')[column] === symbol)];
      const alone = await ImportSession.open(new TextEncoder().encode(own.join('\n')), 'one.csv');
      expect((await alone.finish({}, {}, id)).bars.fingerprint).toBe(bars.fingerprint);
      if (bars.source.kind !== 'file') throw new Error('not a file');
      const again = await importByRecipe(bytes, file.file, bars.source.recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    }
    expect(total).toBe(file.rows);
  });

  it.each(['AAPL', 'SPY', 'IBM'])(
    '%s is adjusted by its list of factors, to the price and day',
    async (symbol) => {
      const read = (path: string) => ({ fileName: path, bytes: readFileSync(sharedData(path)) });
      const file = read(`equities/${symbol}_1d.csv`);
      const list = read(`equities/${symbol}_factors.csv`);
      const session = await ImportSession.openAll([file, list]);
      expect(session.inspection.questions.map((q) => [q.id, q.defaultValue])).toEqual([
        ['adjustment', 'adjusted'],
      ]);
      const raw = (await session.finish({ adjustment: 'raw' }, {}, symbol)).bars;
      const { bars } = await session.finish({}, {}, symbol);
      // Written down anew from the lists' own rule.
      const table = new TextDecoder()
        .decode(list.bytes)
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','));
      for (let i = 0; i < raw.length; i += 1) {
        const day = new Date(raw.time[i]!).toISOString().slice(0, 10).replaceAll('-', '');
        const row = table.find((it) => it[0]! >= day)!;
        const factor = Number(row[1]) * Number(row[2]);
        expect(bars.close[i]).toBe(raw.close[i]! * factor);
        expect(bars.open[i]).toBe(raw.open[i]! * factor);
        expect(bars.volume[i]).toBe(raw.volume[i]! / factor);
      }
      if (bars.source.kind !== 'file') throw new Error('not a file');
      expect(bars.source.recipe).toMatchObject({
        adjustment: { kind: 'factors', dividends: true },
      });
      const again = await importByRecipe(file.bytes, 'x.csv', bars.source.recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    },
  );

  it('of AAPL has no jump at its splits once they are taken out', async () => {
    const read = (path: string) => ({ fileName: path, bytes: readFileSync(sharedData(path)) });
    const session = await ImportSession.openAll([
      read('equities/AAPL_1d.csv'),
      read('equities/AAPL_factors.csv'),
    ]);
    for (const [day, split] of [
      ['2000-06-21', 2],
      ['2005-02-28', 2],
      ['2014-06-09', 7],
      ['2020-08-31', 4],
    ] as const) {
      for (const adjustment of ['raw', 'splits', 'adjusted'] as const) {
        const { bars } = await session.finish({ adjustment }, {}, 'AAPL');
        const i = bars.time.indexOf(Date.parse(`${day}T00:00:00Z`));
        const step = bars.close[i]! / bars.close[i - 1]!;
        if (adjustment === 'raw') expect(Math.abs(step * split - 1)).toBeLessThan(0.12);
        else expect(Math.abs(step - 1)).toBeLessThan(0.12);
        if (adjustment !== 'raw') {
          const turnover = bars.volume[i - 1]! / bars.volume[i]!;
          expect(turnover).toBeGreaterThan(0.2);
          expect(turnover).toBeLessThan(5);
        }
      }
    }
  });

  it('of funding is one series of rates a symbol', async () => {
    const path = 'crypto-1m/funding_rates_8h.csv';
    const bytes = readFileSync(sharedData(path));
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\n').slice(1);
    const { series, dropped } = await importRates(bytes, path, {});
    expect(dropped).toEqual([]);
    expect(new Set(series.map((it) => it.symbol))).toEqual(
      new Set(lines.map((it) => it.split(',')[1])),
    );
    for (const one of series) {
      const own = lines.map((it) => it.split(',')).filter((it) => it[1] === one.symbol);
      expect([...one.time]).toEqual(own.map((it) => Date.parse(it[0]!)));
      expect([...one.rate]).toEqual(own.map((it) => Number(it[2])));
    }
    expect(series.reduce((sum, it) => sum + it.length, 0)).toBe(lines.length);
  });

  it.each(files.filter((it) => !it.file.includes('crypto_daily_usd')))(
    '$file has $rows bars',
    async ({ file, rows, interval, first, last, missing, zeroVolume }) => {
      const bytes = readFileSync(sharedData(file));
      const session = await ImportSession.open(bytes, file);
      const { questions } = session.inspection;
      const answers: ImportAnswers = file.includes('bidask')
        ? { columns: JSON.parse(questions[0]!.options[0]!.value) as never }
        : {};
      expect(questions.map((q) => q.id)).toEqual(file.includes('bidask') ? ['columns'] : []);
      const { bars, dropped, report } = await session.finish(answers, {}, file);
      expect(bars.length).toBe(rows);
      expect(dropped).toEqual([]);
      expect(bars.intervalMs).toBe(intervals[interval]);
      expect(bars.time[0]).toBe(first);
      expect(bars.time[rows - 1]).toBe(last);
      const count = (fault: string): number => report.faults.find((f) => f.fault === fault)!.count;
      for (const clean of [
        'unparsable',
        'non-positive-price',
        'high-below-low',
        'open-close-outside',
        'out-of-order',
        'duplicate-time',
      ]) {
        expect(count(clean)).toBe(0);
      }
      if (session.inspection.columns.volume !== null) expect(count('zero-volume')).toBe(zeroVolume);
      const gaps = report.faults.find((f) => f.fault === 'gap')!;
      if (file.startsWith('crypto')) {
        const lost = gaps.samples.reduce((sum, s) => sum + Number.parseInt(s.reason, 10), 0);
        expect(lost).toBe(missing ?? 0);
      } else {
        // Weekends and holidays are no gaps; currency feeds rest on a few more days, and AAPL lacks one hour SPY has.
        if (file.startsWith('fx')) expect(gaps.count).toBeLessThanOrEqual(rows * 0.002);
        else expect(gaps.count).toBe(file.includes('AAPL_1h') ? 1 : 0);
      }
      if (bars.source.kind !== 'file') throw new Error('not a file');
      const again = await importByRecipe(bytes, file, bars.source.recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    },
  );
});
