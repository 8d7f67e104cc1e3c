import { describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import { compareRuns, comparisonCsv } from '../../../lib/analytics/views/compare/compare-runs';
import { figureCatalogue, figureHelp } from '../../../lib/analytics/views/figure-catalogue';
import { figuresCsv } from '../../../lib/analytics/views/figures-csv';
import { metricsTable } from '../../../lib/analytics/views/metrics-table';
import { testStore } from '../../support/kernels';
import { barsOf, dayMs, free, one, prices, runOf, trades } from './run-fixture';

await testStore();

const locale = 'en-US';
const bars = barsOf({ open: prices });
const better = buildRunResult(runOf(bars, trades, { account: free }), one);
const worse = buildRunResult(
  runOf(bars, trades.slice(0, 2), {
    account: { ...free, maxLeverage: 2 },
    strategy: { id: 'sma-cross', params: { fast: 5, slow: 3 } },
    protection: { stopLoss: 0.05 },
  }),
  one,
);
const figure = (comparison: ReturnType<typeof compareRuns>, id: string) =>
  comparison.groups.flatMap((group) => group.rows).find((row) => row.id === id)!;

describe('runs side by side', () => {
  const comparison = compareRuns([better, worse], locale);

  it('put the settings that differ first, written as the form writes them', () => {
    const differing = comparison.settings.filter((row) => row.differs);
    expect(comparison.settings.slice(0, differing.length)).toEqual(differing);
    const values = new Map(differing.map((row) => [row.path, row.values]));
    expect(values.get('strategy.params.fast')).toEqual(['2 bars', '5 bars']);
    expect(values.get('protection.stopLoss')).toEqual(['0%', '5%']);
    expect(differing.map((row) => row.path)).not.toContain('strategy.params.slow');
    expect(differing.map((row) => row.path)).not.toContain('data');
  });

  it('mark the better figure, and say which way is better', () => {
    // +11 % against +2 %.
    const total = figure(comparison, 'totalReturn');
    expect(total.cells.map((cell) => [cell.text, cell.isBest])).toEqual([
      ['+11.00%', true],
      ['+2.00%', false],
    ]);
    expect(total.verdict).toBe('Higher is better.');
    expect(figure(comparison, 'turnover').verdict).toBe('Neither high nor low is better.');
    expect(figure(comparison, 'turnover').cells.some((cell) => cell.isBest)).toBe(false);
  });

  it('mark nothing where the figures are the same or only one has a value', () => {
    const same = compareRuns([better, better], locale);
    for (const group of same.groups) {
      for (const row of group.rows) {
        expect(
          row.cells.some((cell) => cell.isBest),
          row.id,
        ).toBe(false);
      }
    }
    const idle = buildRunResult(runOf(bars, [], { account: free }), { trialSharpes: [] });
    const total = figure(compareRuns([better, idle], locale), 'totalReturn');
    expect(total.cells.map((cell) => [cell.isBest, cell.reason])).toEqual([
      [false, null],
      [false, 'no trades'],
    ]);
  });

  it('do not weigh money of other capital or currency', () => {
    const rich = buildRunResult(runOf(bars, trades, { account: { ...free, capital: 5000 } }), one);
    const profit = figure(compareRuns([better, rich], locale), 'netProfit');
    expect(profit.verdict).toBe('Not compared: the runs differ in capital or currency.');
    expect(profit.cells.some((cell) => cell.isBest)).toBe(false);
  });

  it('say what makes them not like for like', () => {
    expect(comparison.notes).toEqual([]);
    const from = Date.UTC(2020, 0, 1) + 4 * dayMs;
    const later = buildRunResult(
      runOf(bars, [{ bar: 5, signed: 1 }], {
        account: free,
        period: { from },
        statistics: { periodsPerYear: 252, benchmark: { kind: 'cash', rate: 0 } } as never,
      }),
      one,
    );
    expect(compareRuns([better, later], locale).notes).toEqual([
      'The runs are measured over different periods of the same data.',
      'Yearly figures are made with different numbers of periods a year.',
      'The runs are held against different benchmarks.',
    ]);
    const other = { ...bars, fingerprint: 'cd34'.repeat(16) as typeof bars.fingerprint };
    const elsewhere = buildRunResult(runOf(other, trades, { account: free }), one);
    const notes = compareRuns([better, elsewhere], locale).notes;
    expect(notes[0]).toMatch(/^The runs are of different data/);
    expect(compareRuns([better, elsewhere], locale).settings[0]).toMatchObject({ path: 'data' });
  });

  it('of none are an empty comparison', () => {
    expect(compareRuns([], locale)).toMatchObject({ runs: [], groups: [], curves: { time: [] } });
  });
});

describe('growth of several runs', () => {
  it('starts from 1 at the first time they share', () => {
    const from = Date.UTC(2020, 0, 1) + 4 * dayMs;
    const later = buildRunResult(
      runOf(bars, [{ bar: 5, signed: 1 }], { account: free, period: { from } }),
      one,
    );
    const { time, lines } = compareRuns([better, later], locale).curves;
    expect(time[0]).toBe(from);
    expect(time.length).toBe(6);
    // Equity at bars 4 and 9: 1020 → 1110, and 1000 → 980.
    expect(lines.map((line) => line[0])).toEqual([1, 1]);
    expect(lines[0]![5]).toBeCloseTo(1110 / 1020, 12);
    expect(lines[1]![5]).toBeCloseTo(0.98, 12);
  });

  it('reads longer bars only once they are known', () => {
    const hourMs = 3_600_000;
    const open = Array.from({ length: 72 }, (_, i) => 100 + i);
    const hourly = buildRunResult(
      runOf(barsOf({ open }, { intervalMs: hourMs }), [{ bar: 0, signed: 1 }], { account: free }),
      one,
    );
    const daily = buildRunResult(
      runOf(barsOf({ open: [100, 200, 300] }), [{ bar: 0, signed: 1 }], { account: free }),
      one,
    );
    const { time, lines } = compareRuns([hourly, daily], locale).curves;
    // The first day is known when its last hour is; the second day only with hour 47.
    expect(time[0]).toBe(Date.UTC(2020, 0, 1, 23));
    const at = (hour: number) => lines[1]![hour - 23];
    expect([at(23), at(46), at(47), at(70), at(71)]).toEqual([1, 1, 1.1, 1.1, 1.2]);
  });

  it('is empty where they share no time', () => {
    const early = barsOf({ open: prices });
    const late = { ...early, time: early.time.map((time) => time + 400 * dayMs) };
    const comparison = compareRuns([
      buildRunResult(runOf(early, trades, { account: free }), one),
      buildRunResult(runOf(late, trades, { account: free }), one),
    ]);
    expect(comparison.curves).toMatchObject({ time: [], lines: [[], []] });
    expect(comparison.notes.at(-1)).toContain('no time in common');
  });
});

describe('figures in files and tables', () => {
  const split = Date.UTC(2020, 0, 1) + 6 * dayMs;
  const result = buildRunResult(runOf(bars, trades, { account: free, period: { split } }), one);

  it('stand in one line each, with both samples and the reason of what is missing', () => {
    const lines = figuresCsv(result).trimEnd().split('\n');
    expect(lines[0]).toBe('figure,label,value,benchmark,in_sample,out_of_sample,reason');
    expect(lines.length).toBe(1 + Object.keys(figureCatalogue).length);
    const total = lines.find((line) => line.startsWith('totalReturn,'))!.split(',');
    expect(total.slice(2, 6).map(Number)).toEqual([
      result.figures.totalReturn.value,
      result.benchmark.totalReturn.value,
      result.samples!.inSample.totalReturn.value,
      result.samples!.outOfSample.totalReturn.value,
    ]);
    const factor = lines.find((line) => line.startsWith('profitFactor,'));
    expect(factor).toBe('profitFactor,Profit factor,,,,,no losing trade');
  });

  it('have the reason of a benchmark or a sample without a value in the file too', () => {
    const cash = buildRunResult(
      runOf(bars, trades.slice(0, 2), {
        account: free,
        period: { split },
        statistics: { benchmark: { kind: 'cash', rate: 0.04 } },
      }),
      one,
    );
    const line = figuresCsv(cash)
      .split('\n')
      .find((text) => text.startsWith('sharpe,'))!;
    expect(line.split(',').slice(6)).toEqual([
      'benchmark: the benchmark is cash; out of sample: no trades in this part',
    ]);
  });

  it('stand side by side in one file', () => {
    const lines = comparisonCsv([better, worse]).trimEnd().split('\n');
    expect(lines[0]).toBe('figure,SMA cross 2/3,SMA cross 2/3');
    const total = lines
      .find((line) => line.startsWith('totalReturn,'))!
      .split(',')
      .slice(1);
    expect(total.map(Number)).toEqual([
      better.figures.totalReturn.value,
      worse.figures.totalReturn.value,
    ]);
  });

  it('have columns for both samples where there is a split', () => {
    const row = metricsTable(result, locale)[0]!.rows[0]!;
    expect(row).toMatchObject({ id: 'totalReturn', value: '+11.00%' });
    expect(row.samples!.inSample.value).toBe('+2.00%');
    expect(row.samples!.outOfSample.value).toBe('+8.82%');
    expect(metricsTable(better, locale)[0]!.rows[0]!.samples).toBeNull();
  });

  it('are each explained in sentences', () => {
    for (const [id, entry] of Object.entries(figureCatalogue)) {
      expect(entry.help, id).toMatch(/^[A-Z].*\.$/);
      expect(entry.formula, id).toMatch(/\.$/);
      expect(entry.source, id).not.toMatch(/\.$/);
    }
    expect(figureHelp('beta')).toMatch(/\(Sharpe 1964\)$/);
  });
});
