import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { isUsSession } from '../../../lib/market/calendar';
import { sampleFromBytes, samples } from '../../../lib/market/samples';
import { syntheticBars } from '../../../lib/market/synthetic/synthetic-bars';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

const day = 86_400_000;
const sp500 = readFileSync(
  fileURLToPath(
    new URL('../../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url),
  ),
);

describe('the S&P 500 sample', () => {
  it('has 5,105 daily bars from 2000 to 2020 of a price index', async () => {
    const bars = await sampleFromBytes('sp500', sp500);
    expect(bars.length).toBe(5105);
    expect(bars.time[0]).toBe(Date.UTC(2000, 0, 3));
    expect(bars.time[5104]).toBe(Date.UTC(2020, 3, 17));
    expect(bars.close[0]).toBe(1455.219971);
    expect(bars.volume[5104]).toBe(5792140000);
    expect(samples[0]).toMatchObject({ id: 'sp500', includesDividends: false });
  });

  it('has a bar for every session', async () => {
    const bars = await sampleFromBytes('sp500', sp500);
    const have = new Set([...bars.time].map((t) => t / day));
    for (let d = have.values().next().value!; d <= bars.time[5104]! / day; d++) {
      expect(have.has(d), `day ${d}`).toBe(isUsSession(d));
    }
  });

  it('comes resampled by its id', async () => {
    const weeks = await sampleFromBytes(`sp500@${7 * day}`, sp500);
    expect(weeks.intervalMs).toBe(7 * day);
    expect(weeks.source).toEqual({ kind: 'sample', id: `sp500@${7 * day}` });
  });

  it('refuses another file and another id', async () => {
    await expect(sampleFromBytes('sp500', sp500.subarray(0, 5000))).rejects.toThrow(
      /expected 5105/,
    );
    await expect(sampleFromBytes('gold', sp500)).rejects.toThrow(/no sample ‘gold’/);
  });
});

describe('a synthetic market', () => {
  const returns = (close: Float64Array): number[] =>
    Array.from(close.subarray(1), (c, i) => c / close[i]! - 1);
  const correlation = (a: readonly number[], b: readonly number[]): number => {
    const mean = (x: readonly number[]): number => x.reduce((s, v) => s + v, 0) / x.length;
    const [ma, mb] = [mean(a), mean(b)];
    let ab = 0;
    let aa = 0;
    let bb = 0;
    a.forEach((x, i) => {
      ab += (x - ma) * (b[i]! - mb);
      aa += (x - ma) * (x - ma);
      bb += (b[i]! - mb) * (b[i]! - mb);
    });
    return ab / Math.sqrt(aa * bb);
  };

  it('is the same for the same seed, and another for another', async () => {
    const [a, b, c] = await Promise.all([
      syntheticBars({ seed: 7, assets: 2, bars: 500 }),
      syntheticBars({ seed: 7, assets: 3, bars: 500 }),
      syntheticBars({ seed: 8, assets: 2, bars: 500 }),
    ]);
    expect(a!.map((x) => x.fingerprint)).toEqual(b!.slice(0, 2).map((x) => x.fingerprint));
    expect(a![0]!.fingerprint).not.toBe(c![0]!.fingerprint);
    expect(a![0]!.fingerprint).not.toBe(a![1]!.fingerprint);
    expect(a![0]!.fingerprint).toMatchInlineSnapshot(
      `"07679615ec2d05c083640558aa419772546b246542ebb98e2f09c3086294d043"`,
    );
  });

  it('is labelled synthetic and is made again from its label', async () => {
    const [, second] = await syntheticBars({ seed: 3, assets: 2, bars: 200 });
    if (second!.source.kind !== 'synthetic') throw new Error('not labelled');
    const again = await syntheticBars(second!.source.config);
    expect(again[second!.source.asset]!.fingerprint).toBe(second!.fingerprint);
    expect(second!.instrument.name).toContain('Synthetic');
  });

  it('has bars a broker can fill on', async () => {
    for (const bars of await syntheticBars({ seed: 5, assets: 3, bars: 3000, jumpsPerYear: 400 })) {
      for (let i = 0; i < bars.length; i++) {
        expect(bars.low[i]!).toBeGreaterThan(0);
        expect(bars.high[i]!).toBeGreaterThanOrEqual(Math.max(bars.open[i]!, bars.close[i]!));
        expect(bars.low[i]!).toBeLessThanOrEqual(Math.min(bars.open[i]!, bars.close[i]!));
        expect(bars.volume[i]!).toBeGreaterThan(0);
      }
    }
  });

  it.each([0, 0.5, 0.95])('correlates by its common factor of %d', async (commonFactor) => {
    const [a, b] = await syntheticBars({
      seed: 11,
      assets: 2,
      bars: 20_000,
      commonFactor,
      jumpsPerYear: 0,
    });
    expect(correlation(returns(a!.close), returns(b!.close))).toBeCloseTo(commonFactor, 1);
  });

  it('has spells of volatility, and volume that follows them', async () => {
    const [bars] = await syntheticBars({ seed: 2, assets: 1, bars: 20_000, jumpsPerYear: 0 });
    const size = returns(bars!.close).map(Math.abs);
    expect(correlation(size.slice(0, -1), size.slice(1))).toBeGreaterThan(0.05);
    expect(correlation(size, [...bars!.volume.subarray(1)])).toBeGreaterThan(0.5);
  });

  it('keeps New York sessions where asked', async () => {
    const [bars] = await syntheticBars({ assets: 1, bars: 400, hours: 'session', interval: '1h' });
    for (const t of bars!.time) expect(isUsSession(Math.floor(t / day))).toBe(true);
    expect(bars!.time[0]).toBe(Date.UTC(2020, 0, 2, 14, 30));
    expect(bars!.instrument.calendar).toBe('equity-us');
  });

  it('refuses settings out of bounds', async () => {
    await expect(syntheticBars({ bars: 5 })).rejects.toThrow();
    await expect(syntheticBars({ commonFactor: 2 })).rejects.toThrow();
  });
});
