import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawdownEpisodes } from '../../lib/analytics/drawdown-episodes';
import { atOnce } from '../../lib/core/sliced-work';
import {
  alpha,
  averageDrawdown,
  beta,
  captureRatio,
  cornishFisherEs,
  cornishFisherVar,
  correlation,
  drawdown,
  equityFromReturns,
  gainToPain,
  historicalEs,
  historicalVar,
  informationRatio,
  longestStreak,
  type Metric,
  omega,
  sqn,
  tailRatio,
  timeUnderWater,
  trackingError,
  ulcerIndex,
  volatility,
} from '../../lib/statistics';
import { testStore } from '../support/kernels';

await testStore();

const someReturn = fc.oneof(
  fc.double({ min: -0.9, max: 2, noNaN: true }),
  fc.constantFrom(0, 0.01, -0.01, -1, Number.NaN),
);
const someReturns = fc.array(someReturn, { maxLength: 60 });
const plain = fc.array(
  fc.integer({ min: -2000, max: 2000 }).map((x) => x / 10_000),
  { minLength: 2, maxLength: 60 },
);
const pairs = fc
  .array(fc.tuple(someReturn, someReturn), { maxLength: 60 })
  .map((rows) => [rows.map(([r]) => r), rows.map(([, b]) => b)] as const);

const hasValueOrReason = (name: string, figure: Metric): void => {
  if (figure.value === null) expect(figure.reason.length, name).toBeGreaterThan(5);
  else expect(Number.isFinite(figure.value), name).toBe(true);
};

describe('figures of any returns', () => {
  it('are numbers or come with a reason', () => {
    fc.assert(
      fc.property(someReturns, (returns) => {
        const figures = {
          omega: omega(returns),
          tailRatio: tailRatio(returns),
          gainToPain: gainToPain(returns.filter(Number.isFinite)),
          cornishFisherVar: cornishFisherVar(returns, 0.95),
          cornishFisherEs: cornishFisherEs(returns, 0.95),
          sqn: sqn(returns.filter(Number.isFinite)),
          streak: longestStreak(returns, 'loss'),
        };
        for (const [name, figure] of Object.entries(figures)) hasValueOrReason(name, figure);
      }),
      { numRuns: 500 },
    );
  });

  it('beside any benchmark are numbers or come with a reason', () => {
    fc.assert(
      fc.property(pairs, ([returns, benchmark]) => {
        const figures = {
          alpha: alpha(returns, benchmark, { periodsPerYear: 252 }),
          beta: beta(returns, benchmark),
          correlation: correlation(returns, benchmark),
          trackingError: trackingError(returns, benchmark, 252),
          informationRatio: informationRatio(returns, benchmark, 252),
          up: captureRatio(returns, benchmark, 'up'),
          down: captureRatio(returns, benchmark, 'down'),
        };
        for (const [name, figure] of Object.entries(figures)) hasValueOrReason(name, figure);
      }),
      { numRuns: 500 },
    );
  });
});

describe('figures hold to each other', () => {
  const close = (a: number, b: number): void =>
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));

  it('omega − 1 is gain to pain of the same returns', () => {
    fc.assert(
      fc.property(plain, (returns) => {
        const ratio = omega(returns).value;
        if (ratio !== null) close(ratio - 1, gainToPain(returns).value!);
      }),
    );
  });

  it('beta is correlation times the ratio of deviations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
          minLength: 2,
          maxLength: 60,
        }),
        (rows) => {
          const returns = rows.map(([r]) => r / 1000);
          const benchmark = rows.map(([, b]) => b / 1000);
          const together = correlation(returns, benchmark).value;
          if (together === null) return;
          const ratio = volatility(returns, 1).value! / volatility(benchmark, 1).value!;
          close(beta(returns, benchmark).value!, together * ratio);
          expect(Math.abs(together)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('a shortfall is no smaller than the value at risk it lies beyond', () => {
    fc.assert(
      fc.property(plain, (returns) => {
        const slack = 1e-12;
        expect(historicalEs(returns, 0.95).value!).toBeGreaterThanOrEqual(
          historicalVar(returns, 0.95).value! - slack,
        );
        const modelled = cornishFisherVar(returns, 0.95).value;
        if (modelled === null) return;
        expect(cornishFisherEs(returns, 0.95).value!).toBeGreaterThanOrEqual(modelled - slack);
      }),
    );
  });

  it('average and root mean square declines are no deeper than the deepest', () => {
    fc.assert(
      fc.property(plain, (returns) => {
        const { series, max, longestUnderwater } = drawdown(equityFromReturns(returns));
        const average = averageDrawdown(series);
        expect(ulcerIndex(series).value!).toBeLessThanOrEqual(max + 1e-15);
        expect(average.depth.value ?? 0).toBeLessThanOrEqual(max + 1e-15);
        expect(average.length.value ?? 0).toBeLessThanOrEqual(longestUnderwater);
        const below = timeUnderWater(series).value! * series.length;
        expect(below).toBeGreaterThanOrEqual(longestUnderwater - 1e-9);
      }),
    );
  });

  it('episodes of decline last as long as the figures say', () => {
    // At most 200 bars have at most 100 episodes, and that many are kept.
    const declines = fc.array(fc.constantFrom(-0.03, -0.01, 0, 0.01, 0.02), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(declines, (returns) => {
        const equity = Float64Array.from(equityFromReturns(returns));
        const { series, max, longestUnderwater } = drawdown(equity, 1);
        const episodes = atOnce(drawdownEpisodes(equity, 1));
        expect(Math.max(0, ...episodes.map(({ bars }) => bars))).toBe(longestUnderwater);
        expect(episodes.reduce((sum, { bars }) => sum + bars, 0)).toBe(
          series.filter((value) => value < 0).length,
        );
        expect(episodes[0]?.depth ?? 0).toBeCloseTo(max, 12);
      }),
    );
  });
});
