import { describe, expect, it } from 'vitest';
import { decodeLink } from '../../../lib/sharing/link-codec';
import { lookback } from '../../support/cli';
import { fixture } from '../../support/fixtures';

describe('a link made before there were periods, benchmarks, margins and funding', () => {
  const file = fixture('sma-cross-sp500.lookback');

  it('reads as a run without them', () => {
    const { config, benchmark, funding } = decodeLink(new TextDecoder().decode(file));
    expect(config.period).toEqual({ from: null, to: null, split: null });
    expect(config.statistics.benchmark).toEqual({ kind: 'hold' });
    expect(config.account).toMatchObject({ funding: 'none', maintenance: 0, strictCash: false });
    expect([benchmark, funding]).toEqual([null, null]);
  });

  it('verifies: name, ledger, equity and figures are what they were', async () => {
    const run = await lookback(['verify', 'old.lookback'], { 'old.lookback': file });
    expect(run.out).toMatch(/^Verified\./);
    expect(run.code).toBe(0);
  });
});
