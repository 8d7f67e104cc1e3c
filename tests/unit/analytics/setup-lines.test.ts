import { describe, expect, it } from 'vitest';
import { setupLines } from '../../../lib/analytics/views/setup-lines';
import { resolveConfig } from '../../../lib/backtest/resolve-config';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';

const linesOf = (input: RunConfigInput) =>
  setupLines(resolveConfig(input).config, 'en').map(
    ({ group, label, value }) => `${group} | ${label} | ${value}`,
  );
const strategy = { id: 'sma-cross', params: { fast: 20, slow: 100 } };

describe('the lines of a setup', () => {
  it('say every setting in the words of the forms', () => {
    const lines = linesOf({
      strategy,
      account: { capital: 50_000, fundingRate: 0.0002, funding: 'constant' },
      period: { from: Date.UTC(2020, 2, 1) },
    });
    expect(lines).toContain('SMA cross | Fast average | 20 bars');
    expect(lines).toContain('Account | Starting capital | 50,000');
    expect(lines).toContain('Period | From | 2020-03-01 00:00 UTC');
    expect(lines).toContain('Period | To | the last bar');
    expect(lines).toContain('Statistics | Benchmark | buy and hold');
    expect(lines.some((line) => line.includes('Paper session'))).toBe(false);
    expect(lines.every((line) => !line.includes('undefined') && !line.includes('NaN'))).toBe(true);
  });

  it('count what a paper session was away and told', () => {
    const lines = linesOf({
      strategy,
      live: { away: [[0, 5]], commands: [{ kind: 'flatten', after: 7 }] },
    });
    expect(lines).toContain('Paper session | Stretches not there | 1');
    expect(lines).toContain('Paper session | Commands by hand | 1');
  });
});

describe('a model among the settings', () => {
  it('is named by its short hash, or said to be missing', () => {
    const named = { id: 'model-signal', params: { model: '0123456789abcdef'.repeat(4) } };
    const line = (strategy: typeof named) =>
      setupLines(resolveConfig({ strategy }).config, 'en').find(({ label }) => label === 'Model');
    expect(line(named)?.value).toBe('0123·4567');
    expect(line({ ...named, params: { model: '' } })?.value).toBe('none chosen');
  });
});
