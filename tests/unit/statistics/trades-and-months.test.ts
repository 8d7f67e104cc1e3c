import { describe, expect, it } from 'vitest';
import {
  holdingTimes,
  kelly,
  longestStreak,
  monthlyStatistics,
  noValue,
  sqn,
} from '../../../lib/statistics';

describe('system quality number', () => {
  it('is √4 · 0.01 / √(Σ² / 3)', () => {
    // Mean 0.01; distances 0.02, −0.03, 0.01, 0: Σ² = 0.0014.
    expect(sqn([0.03, -0.02, 0.02, 0.01]).value).toBeCloseTo(
      (2 * 0.01) / Math.sqrt(0.0014 / 3),
      12,
    );
  });

  it('has no value below two trades or where all are equal', () => {
    expect(sqn([])).toEqual(noValue('no closed trades'));
    expect(sqn([0.1])).toEqual(noValue('one closed trade, at least 2 are needed'));
    expect(sqn([0.1, 0.1])).toEqual(noValue('all trades had the same result'));
  });

  it('has no value where results differ by rounding alone, as those of one stop do', () => {
    const stopped = [-0.009999999999999917, -0.009999999999999962, -0.010000000000000024];
    expect(sqn(stopped)).toEqual(noValue('all trades had the same result'));
    expect(sqn([5, 5 + 2e-15])).toEqual(noValue('all trades had the same result'));
    expect(sqn([0.01, 0.01 + 1e-13]).value).not.toBeNull();
  });
});

describe('Kelly', () => {
  it('of 60 % wins that pay double is (0.6 · 2 − 0.4) / 2', () => {
    expect(kelly(0.6, 2).value).toBeCloseTo(0.4, 12);
    expect(kelly(0.3, 1).value).toBeCloseTo(-0.4, 12);
    expect(kelly(1, 0)).toEqual(noValue('no payoff ratio'));
  });
});

describe('holding times', () => {
  it('are averaged over all, wins and losses; a trade of 0 is neither', () => {
    const found = holdingTimes([2, 10, 4, 30], [5, -1, 7, 0]);
    expect([found.mean.value, found.median.value]).toEqual([11.5, 7]);
    expect([found.wins.value, found.losses.value]).toEqual([3, 10]);
  });

  it('have no value without such trades', () => {
    expect(holdingTimes([], []).median).toEqual(noValue('no closed trades'));
    expect(holdingTimes([], []).wins).toEqual(noValue('no closed trades'));
    expect(holdingTimes([3], [1]).losses).toEqual(noValue('no losing trade'));
    expect(holdingTimes([3], [-1]).wins).toEqual(noValue('no winning trade'));
  });
});

describe('streaks', () => {
  it('end with the other sign and with a trade of 0', () => {
    const results = [1, 2, 0, 3, -1, -2, -3, 4];
    expect(longestStreak(results, 'win').value).toBe(2);
    expect(longestStreak(results, 'loss').value).toBe(3);
  });

  it('are 0 without such a trade, nothing without any', () => {
    expect(longestStreak([1, 2], 'loss').value).toBe(0);
    expect(longestStreak([], 'win')).toEqual(noValue('no closed trades'));
  });
});

describe('months', () => {
  it('won 2 of 4, best +5 %, worst −3 %', () => {
    const found = monthlyStatistics([0.05, -0.03, 0, 0.01]);
    expect([found.winRate.value, found.best.value, found.worst.value]).toEqual([0.5, 0.05, -0.03]);
  });

  it('have no figures where there are none', () => {
    expect(monthlyStatistics([]).worst).toEqual(noValue('no months'));
  });
});
