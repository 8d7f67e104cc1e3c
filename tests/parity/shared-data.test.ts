import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importByRecipe } from '../../lib/market/import';
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
/** The list itself. */
const otherTests = 1;
if (!sharedDataPresent)
  console.log(
    `${recordedFiles + otherTests} data-dependent not run: no market data beside the checkout`,
  );

describe.skipIf(!sharedDataPresent)('recorded market data', () => {
  it('lists its bar files', () => {
    expect(files).toHaveLength(recordedFiles);
  });

  it('with several symbols in one file is refused, naming them', async () => {
    const file = files.find((it) => it.file.includes('apache.csv') && it.file.includes('daily'))!;
    const bytes = readFileSync(sharedData(file.file));
    await expect(ImportSession.open(bytes, file.file)).rejects.toThrow(
      /11 instruments in column ‘symbol’: BTC-USD, .*file of their own/,
    );
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
