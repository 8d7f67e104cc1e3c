import { describe, expect, it } from 'vitest';
import {
  averageDrawdown,
  drawdown,
  maxRunUp,
  metric,
  noValue,
  recoveryFactor,
  timeUnderWater,
  ulcerIndex,
  ulcerPerformance,
} from '../../../lib/statistics';

// 100, 120, 90, 96, 130, 117: −25 % and −20 % below 120, then −10 % below 130 and not back yet.
const declines = drawdown([100, 120, 90, 96, 130, 117]).series;

describe('ulcer index', () => {
  it('is the root mean square of the declines', () => {
    expect(ulcerIndex(declines).value).toBeCloseTo(Math.sqrt((0.0625 + 0.04 + 0.01) / 6), 12);
  });

  it('is 0 where equity never falls, nothing without bars', () => {
    expect(ulcerIndex([0, 0]).value).toBe(0);
    expect(ulcerIndex([])).toEqual(noValue('no bars'));
  });
});

describe('ulcer performance', () => {
  it('is yearly return over the index', () => {
    expect(ulcerPerformance(metric(0.12), metric(0.06)).value).toBeCloseTo(2, 12);
    expect(ulcerPerformance(metric(0.12), metric(0.06), 0.03).value).toBeCloseTo(1.5, 12);
  });

  it('has no value without a decline, or without what it is made of', () => {
    expect(ulcerPerformance(metric(0.1), metric(0))).toEqual(noValue('no drawdown'));
    expect(ulcerPerformance(noValue('no returns'), metric(0.1))).toEqual(noValue('no returns'));
    expect(ulcerPerformance(metric(0.1), noValue('no bars'))).toEqual(noValue('no bars'));
  });
});

describe('recovery factor', () => {
  it('counts how often the deepest decline was earned', () => {
    expect(recoveryFactor(metric(0.5), metric(0.2)).value).toBeCloseTo(2.5, 12);
    expect(recoveryFactor(metric(-0.1), metric(0.2)).value).toBeCloseTo(-0.5, 12);
  });

  it('has no value without a drawdown', () => {
    expect(recoveryFactor(metric(0.5), metric(0))).toEqual(noValue('no drawdown'));
    expect(recoveryFactor(noValue('no trades'), metric(0.2))).toEqual(noValue('no trades'));
    expect(recoveryFactor(metric(0.5), noValue('no trades'))).toEqual(noValue('no trades'));
  });
});

describe('time under water', () => {
  it('is 3 of 6 bars', () => {
    expect(timeUnderWater(declines).value).toBe(0.5);
    expect(timeUnderWater([0]).value).toBe(0);
    expect(timeUnderWater([])).toEqual(noValue('no bars'));
  });
});

describe('average drawdown', () => {
  it('is the mean of 25 and 10 %, over 2 and 1 bars', () => {
    const found = averageDrawdown(declines);
    expect(found.depth.value).toBeCloseTo((0.25 + 0.1) / 2, 12);
    expect(found.length.value).toBe(1.5);
  });

  it('counts two stretches apart that touch a peak between them', () => {
    const found = averageDrawdown([-0.1, 0, -0.3, -0.2]);
    expect(found.depth.value).toBeCloseTo(0.2, 12);
    expect(found.length.value).toBe(1.5);
  });

  it('has no value where equity never falls', () => {
    expect(averageDrawdown([0, 0])).toEqual({
      depth: noValue('no drawdown'),
      length: noValue('no drawdown'),
    });
    expect(averageDrawdown([]).depth).toEqual(noValue('no bars'));
  });
});

describe('run-up', () => {
  it('is the largest rise from the lowest point so far', () => {
    // From 90 to 130; before that only from 100 to 120.
    expect(maxRunUp([100, 120, 90, 96, 130, 117]).value).toBeCloseTo(130 / 90 - 1, 12);
    expect(maxRunUp([110, 105], 100).value).toBeCloseTo(0.1, 12);
  });

  it('is 0 where equity never rises, nothing without bars or from nothing', () => {
    expect(maxRunUp([100, 90, 80]).value).toBe(0);
    expect(maxRunUp([])).toEqual(noValue('no bars'));
    expect(maxRunUp([100, 0, 50])).toEqual(noValue('equity fell to zero or below'));
  });
});
