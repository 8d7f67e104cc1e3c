import { beforeAll, describe, expect, it } from 'vitest';
import { runAnalysisWork } from '../../../lib/analytics/build-run-analysis';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import { buildReport } from '../../../lib/analytics/report/build-report';
import { linearScale, logScale } from '../../../lib/analytics/report/ticks';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { atOnce } from '../../../lib/core/sliced-work';
import type { Bars } from '../../../lib/market/bars';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

const cross: RunConfigInput = {
  strategy: { id: 'sma-cross', params: { fast: 5, slow: 20, allowShort: true } },
};

let bars: Bars;

beforeAll(async () => {
  await loadKernels();
  bars = await walkBars(1200, 4);
});

async function reportOf(config: RunConfigInput, name?: string): Promise<string> {
  const run = await runBacktest(bars, config);
  const result = buildRunResult(run, { trialSharpes: [0.02, 0.01], trials: 2 });
  const analysis = atOnce(runAnalysisWork(run));
  return buildReport(result, analysis, { name: name ?? run.title, address: null });
}

describe('the report', () => {
  it('needs nothing but itself', async () => {
    const text = await reportOf(cross);
    expect(text).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bsrc=|https?:/i);
  });

  it('has the same bytes for the same run', async () => {
    expect(await reportOf(cross)).toBe(await reportOf(cross));
  });

  it('escapes names it was given', async () => {
    const text = await reportOf(cross, '<img src=x onerror="alert(1)">');
    expect(text).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(text).not.toContain('<img');
  });

  it('shows every part of a tearsheet and no value that is none', async () => {
    const text = await reportOf(cross);
    for (const heading of [
      'Key figures',
      'Equity',
      'Worst drawdowns',
      'Returns by year and month',
      'Distributions',
      'Rolling figures',
      'Trades',
      'Exposure and costs',
      'What chance could have made of it',
      'All figures',
      'How to get it again',
    ]) {
      expect(text).toContain(heading);
    }
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('says why there is nothing to see where nothing was traded', async () => {
    const text = await reportOf({
      strategy: { id: 'sma-cross', params: { fast: 5, slow: 5000, allowShort: true } },
    });
    expect(text).toContain('No trades.');
    expect(text).toContain('5000 bars');
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('draws the split and gives both samples', async () => {
    const text = await reportOf({ ...cross, period: { split: bars.time[800]! } });
    expect(text).toMatch(/Out of sample from \d{4}-\d\d-\d\d/);
    expect(text).toContain('<th scope="col">In sample</th>');
  });
});

describe('an axis', () => {
  it('has round steps that hold the range', () => {
    expect(linearScale(0, 1).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearScale(-0.31, 0.12).ticks).toEqual([-0.3, -0.2, -0.1, 0, 0.1]);
    expect(linearScale(0, 2300).ticks).toEqual([0, 500, 1000, 1500, 2000]);
  });

  it('places a flat line in the middle', () => {
    expect(linearScale(5, 5).place(5)).toBeCloseTo(0.5, 12);
  });

  it('has 1, 2 and 5 of every power of ten where it is logarithmic', () => {
    const scale = logScale(45_000, 230_000);
    expect(scale.ticks).toEqual([50_000, 100_000, 200_000]);
    expect(scale.place(45_000)).toBeCloseTo(0, 12);
    expect(scale.place(230_000)).toBeCloseTo(1, 12);
  });
});
