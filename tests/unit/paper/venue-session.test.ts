import { beforeAll, describe, expect, it } from 'vitest';
import { loadKernels } from '../../support/kernels';
import { paperOnVenue, venueFaults } from '../../support/paper-venue';

beforeAll(loadKernels);

describe('a paper session on a venue with every fault', () => {
  it('loses and doubles no bar in 2,000, and its ledger is that of their backtest', async () => {
    const done = await paperOnVenue({ bars: 2000, times: 5, seed: 1 });
    expect(done.heard).toEqual(done.source);
    expect(done.parity).toMatchObject({ same: true, differs: null });
    for (const { kind } of venueFaults) {
      expect(done.counts.injected[kind]).toBeGreaterThanOrEqual(5);
      expect(done.counts.struck[kind]).toBeGreaterThan(0);
    }
    expect(done.heard.length).toBeGreaterThanOrEqual(20 + 1999);
    const { liveBars, backFilledBars, missingBars } = done.session.account().feed;
    expect(liveBars).toBeGreaterThan(1200);
    expect(backFilledBars).toBeGreaterThan(20);
    expect(missingBars).toBe(0);
    expect(done.acknowledged.filter((name) => !done.ordersInLog.has(name))).toEqual([]);
    expect(done.acknowledged.length).toBeGreaterThan(10);
    expect(done.session.ledger().fills.length).toBeGreaterThan(200);
  }, 120_000);

  it('stands exactly as before when its worker is killed ten times meanwhile', async () => {
    const done = await paperOnVenue({ bars: 600, times: 1, seed: 2, kills: 10 });
    expect(done.killed).toBeGreaterThanOrEqual(9);
    expect(done.heard).toEqual(done.source);
    expect(done.heard.length).toBeGreaterThanOrEqual(20 + 599);
    expect(done.parity).toMatchObject({ same: true, differs: null });
    expect(done.acknowledged.filter((name) => !done.ordersInLog.has(name))).toEqual([]);
    expect(done.session.ledger().fills.length).toBeGreaterThan(50);
  }, 120_000);
});
