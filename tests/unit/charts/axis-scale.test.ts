import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCompact } from '../../../lib/analytics/views/axis-text';
import { axisScale, axisText } from '../../../lib/analytics/views/charts/axis-scale';
import { timeTicks } from '../../../lib/analytics/views/charts/time-ticks';
import { formatNumber, formatPercent } from '../../../lib/analytics/views/format';
import { wallClock } from '../../../lib/analytics/views/wall-clock';

describe('the scale of an axis', () => {
  it('ends on round ticks that hold every value', () => {
    expect(axisScale([0.013, 0.38, -0.27, null, Number.NaN])).toEqual({
      domain: [-0.4, 0.4],
      ticks: [-0.4, -0.2, 0, 0.2, 0.4],
      step: 0.2,
      log: false,
    });
  });

  it('takes zero in where it is wished, and something to stand on where there is no spread', () => {
    expect(axisScale([3, 5], { with: [0] }).domain).toEqual([0, 6]);
    const flat = axisScale([100, 100]);
    expect(flat.domain[0]).toBeLessThan(100);
    expect(flat.domain[1]).toBeGreaterThan(100);
    expect(axisScale([]).domain).toEqual([0, 1]);
  });

  it('is logarithmic only where every value is above zero', () => {
    expect(axisScale([1000, 90_000], { log: true })).toMatchObject({
      log: true,
      domain: [1000, 90_000],
      ticks: [1000, 2000, 5000, 10_000, 20_000, 50_000],
    });
    expect(axisScale([1, 1e12], { log: true }).ticks).toEqual([1, 1e3, 1e6, 1e9, 1e12]);
    // Within less than a decade powers would leave one tick: even steps.
    expect(axisScale([0.8, 1.4], { log: true })).toMatchObject({
      log: true,
      ticks: [0.8, 1, 1.2, 1.4],
      step: 0.2,
    });
    expect(axisScale([0, 90_000], { log: true }).log).toBe(false);
    expect(axisScale([5, 5], { log: true }).log).toBe(false);
  });

  it('holds what it is given for any values', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const { domain, ticks } = axisScale(values);
        const room = 1e-6 * (domain[1] - domain[0]);
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) + room);
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) - room);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(12);
      }),
      { seed: 20261121 },
    );
  });

  it('writes ticks with the decimals their distance needs', () => {
    expect(axisText('percent', 0.2, 0.2)).toBe(formatPercent(0.2, 0));
    expect(axisText('percent', 0.125, 0.025)).toBe(formatPercent(0.125, 1));
    expect(axisText('ratio', 1.5, 0.5)).toBe(formatNumber(1.5, 1));
    expect(axisText('money', 50_000, 10_000)).toBe(formatCompact(50_000));
    expect(axisText('ratio', 1.5, 0)).toBe(formatNumber(1.5, 1));
    expect(axisText('ratio', 2, 0)).toBe(formatNumber(2, 0));
  });
});

describe('ticks of time', () => {
  const utc = wallClock('UTC', 86_400_000);

  it('fall on years for twenty years, on months for one, on days for a month', () => {
    const years = timeTicks(Date.UTC(2000, 0, 3), Date.UTC(2020, 3, 17), 6, utc);
    expect(years.map(({ text }) => text)).toEqual(['2005', '2010', '2015', '2020']);
    const months = timeTicks(Date.UTC(2020, 0, 1), Date.UTC(2020, 11, 31), 6, utc);
    expect(months.map(({ text }) => text)).toEqual(['2020', 'Mar', 'May', 'Jul', 'Sep', 'Nov']);
    const days = timeTicks(Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 29), 6, utc);
    expect(days.map(({ time }) => new Date(time).getUTCDate())).toEqual([1, 8, 15, 22, 29]);
  });

  it('fall on hours of the zone for a day', () => {
    const newYork = wallClock('America/New_York', 3_600_000);
    const ticks = timeTicks(Date.UTC(2020, 0, 1, 14), Date.UTC(2020, 0, 2, 4), 6, newYork);
    expect(ticks.map(({ text }) => text)).toEqual(['9:00', '12:00', '15:00', '18:00', '21:00']);
    expect(ticks[0]?.time).toBe(Date.UTC(2020, 0, 1, 14));
  });

  it('are one where there is no time between', () => {
    expect(timeTicks(0, 0, 6, utc)).toHaveLength(1);
  });
});
