import { describe, expect, it } from 'vitest';
import { periodPlaces } from '../../../app/_components/charts/period-marks';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import {
  fallsChart,
  thinBars,
  underWaterChart,
} from '../../../lib/analytics/views/charts/drawdown-charts';
import { comparedCurves } from '../../../lib/analytics/views/compare/compared-curves';
import { comparedDrawdowns } from '../../../lib/analytics/views/compare/compared-drawdowns';
import { monthlyCorrelation } from '../../../lib/analytics/views/compare/monthly-correlation';
import { resultJson } from '../../../lib/analytics/views/result-json';
import { sampleTitles } from '../../../lib/analytics/views/sample-titles';
import { testStore } from '../../support/kernels';
import { barsOf, dayMs, runOf } from '../analytics/run-fixture';

await testStore();

const account = { capital: 100, feeBps: 0, slippageBps: 0 };
const one = { trialSharpes: [0.1] };
/** Always in the market with one unit bought at 100: equity is the close. */
const held = (closes: readonly number[], config = {}) =>
  buildRunResult(
    runOf(barsOf({ open: [100, ...closes.slice(1)], close: closes }), [{ bar: 0, signed: 1 }], {
      account,
      ...config,
    }),
    one,
  );

describe('thinned bars', () => {
  it('keep every peak and trough of their stretch, the first bar and the last', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => i % 7);
    values[4321] = 99;
    values[8765] = -99;
    const bars = thinBars(values, 100, 9000, 200);
    expect(bars.length).toBeLessThanOrEqual(200);
    expect(bars[0]).toBe(100);
    expect(bars.at(-1)).toBe(8999);
    expect(bars).toEqual(expect.arrayContaining([4321, 8765]));
    expect(bars).toEqual([...new Set(bars)].sort((a, b) => a - b));
  });

  it('are all bars where there are few', () => {
    expect(thinBars(new Float64Array(5), 1, 4, 100)).toEqual([1, 2, 3]);
  });
});

describe('drawdown charts', () => {
  const result = held([100, 110, 99, 111, 105, 112]);

  it('shade the worst falls from the peak until they were made up', () => {
    const { falls, table } = fallsChart(result, 1);
    const { time } = result.curves;
    expect(falls).toEqual([{ rank: 1, from: time[1], to: time[3] }]);
    expect(table.rows.map((row) => row[1])).toEqual([100, 110, 99, 111, 105, 112]);
  });

  it('count the bars since the last peak', () => {
    expect(underWaterChart(result).table.rows.map((row) => row[1])).toEqual([0, 0, 1, 0, 1, 0]);
  });

  it('have nothing to draw for a run that never fell', () => {
    const rising = held([100, 101, 102, 103]);
    expect(fallsChart(rising, 5).empty).not.toBeNull();
    expect(underWaterChart(rising).empty).not.toBeNull();
  });
});

describe('both samples', () => {
  const split = held([100, 110, 99, 111, 105, 112], {
    period: { split: Date.UTC(2020, 0, 1) + 3 * dayMs },
  });

  it('are named with their first and last day', () => {
    expect(sampleTitles(split)).toEqual([
      { title: 'Whole', span: '2020-01-01 to 2020-01-06' },
      { title: 'In sample', span: '2020-01-01 to 2020-01-03' },
      { title: 'Out of sample', span: '2020-01-04 to 2020-01-06' },
    ]);
  });

  it('stand in the figures for scripts, reasons beside what has no value', () => {
    const { samples } = resultJson(split) as {
      samples: { outOfSample: { figures: Record<string, number | null> } };
    };
    expect(samples.outOfSample.figures.totalReturn).toBe(
      split.samples?.outOfSample.totalReturn.value,
    );
    expect(resultJson(held([100, 101, 102])).samples).toBeNull();
  });

  it('have the reasons of the benchmark and of the deflated Sharpe there as well', () => {
    const statistics = { benchmark: { kind: 'cash', rate: 0.04 } };
    const { benchmark, deflatedSharpe, noValue } = resultJson(held([100, 101, 99], { statistics }));
    expect(benchmark).toMatchObject({ sharpe: null });
    expect(deflatedSharpe).toBeNull();
    expect(noValue).toMatchObject({
      'benchmark.sharpe': 'the benchmark is cash',
      'benchmark.volatility': 'the benchmark is cash',
      deflatedSharpe: expect.stringMatching(/fewer than two/),
    });
  });

  it('are marked at their places, and nothing where the period is all there is', () => {
    const half = (bar: number): number => bar / 2;
    expect(periodPlaces({ firstBar: 10, splitBar: 20, endBar: 30 }, 40, half)).toEqual({
      first: 5,
      split: 10,
      end: 15,
    });
    expect(periodPlaces({ firstBar: 0, splitBar: null, endBar: 40 }, 40, half)).toEqual({
      first: null,
      split: null,
      end: null,
    });
  });
});

describe('runs beside each other', () => {
  it('fall from their highest since the common start', () => {
    const a = held([100, 120, 90, 120]);
    const b = held([100, 90, 90, 99]);
    const curves = comparedCurves([a, b]);
    const falls = comparedDrawdowns([a, b], curves);
    expect(falls[0]?.map((value) => Number(value.toFixed(9)))).toEqual([0, 0, -0.25, 0]);
    expect(falls[1]?.map((value) => Number(value.toFixed(9)))).toEqual([0, -0.1, -0.1, -0.01]);
  });

  it('correlate by the months they share, and not at all with fewer than six', () => {
    const months = (values: readonly number[]) => ({
      ...held([100, 101]),
      monthly: {
        years: [
          {
            year: 2020,
            months: [...values, ...Array.from({ length: 12 - values.length }, () => null)],
            total: null,
          },
        ],
      },
    });
    const up = months([0.01, 0.02, -0.01, 0.03, 0, 0.02, -0.02]);
    const twice = months([0.02, 0.04, -0.02, 0.06, 0, 0.04, -0.04]);
    const short = months([0.01, 0.02, 0.03]);
    const [first] = monthlyCorrelation([up, twice, short]);
    expect(first?.[0]).toEqual({ correlation: { value: 1 }, months: 7 });
    expect(first?.[1]?.correlation.value).toBeCloseTo(1, 12);
    expect(first?.[1]?.months).toBe(7);
    expect(first?.[2]).toEqual({
      correlation: { value: null, reason: '3 of the 6 months in common it needs' },
      months: 3,
    });
  });
});
