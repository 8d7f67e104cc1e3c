import { beforeAll, describe, expect, it } from 'vitest';
import { PlantedSignal } from '../../../lib/market/synthetic/planted-signal';
import { syntheticBars } from '../../../lib/market/synthetic/synthetic-bars';
import { loadKernels } from '../../support/kernels';

beforeAll(loadKernels);

const settings = { seed: 5, assets: 1, bars: 6000, stressedVolatility: 0.35, jumpsPerYear: 0 };

/** Correlation of a bar's move with what the bars before say of it. */
async function told(signal: number): Promise<number> {
  const [bars] = await syntheticBars({ ...settings, signal });
  const { close, open } = bars!;
  const unit = 0.35 / Math.sqrt(365 * 24);
  const planted = new PlantedSignal();
  const said: number[] = [];
  const moved: number[] = [];
  for (let i = 0; i < close.length; i++) {
    const move = Math.log(close[i]! / open[i]!) / unit;
    if (i >= 4) {
      said.push(planted.next());
      moved.push(move);
    }
    planted.see(move);
  }
  const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;
  const [a, b] = [mean(said), mean(moved)];
  const product = (x: readonly number[], p: number, y: readonly number[], q: number) =>
    x.reduce((sum, value, i) => sum + (value - p) * (y[i]! - q), 0);
  return (
    product(said, a, moved, b) / Math.sqrt(product(said, a, said, a) * product(moved, b, moved, b))
  );
}

describe('A planted signal', () => {
  it('tells of the next bar as far as its strength says', async () => {
    expect(Math.abs(await told(0))).toBeLessThan(0.05);
    const half = await told(0.5);
    expect(half).toBeGreaterThan(0.2);
    expect(await told(1)).toBeGreaterThan(half + 0.1);
  });

  it('is bounded and says nothing before the first bar', () => {
    const planted = new PlantedSignal();
    expect(planted.next()).toBe(0);
    planted.see(1000);
    expect(planted.next()).toBe(1);
    planted.see(-1e6);
    expect(planted.next()).toBe(-1);
  });

  it('of strength 0 leaves a market and its reference as they were', async () => {
    const [without] = await syntheticBars(settings);
    const [none] = await syntheticBars({ ...settings, signal: 0 });
    expect(none!.fingerprint).toBe(without!.fingerprint);
    expect(none!.source).toEqual(without!.source);
    expect(without!.source).not.toHaveProperty('config.signal');
  });
});
