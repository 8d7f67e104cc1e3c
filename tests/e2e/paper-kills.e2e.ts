import type { Page } from '@playwright/test';
import { createRng } from '../../lib/core/rng';
import { expect, test } from './support/lookback';
import { barsHeard, endAndReplay, health, startSession, stateOf } from './support/paper';

/** Ends the worker that runs the sessions, as a crash would: it tells nobody. */
async function killWorker(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    const runsSessions = await worker
      .evaluate(() => self.navigator.locks.query().then(({ held }) => held?.length ?? 0))
      .catch(() => 0);
    if (runsSessions > 0) await worker.evaluate(() => self.close()).catch(() => undefined);
  }
}

test('ten reloads and crashes at random moments lose nothing of a session', async ({ page }) => {
  test.setTimeout(300_000);
  const rng = createRng(20);
  await startSession(page, /ten times faster/);
  for (let round = 0; round < 10; round++) {
    await page.waitForTimeout(200 + Math.floor(rng.uniform() * 1800));
    const heard = await barsHeard(page);
    if (round % 2 === 0) await page.reload();
    else await killWorker(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('SMA cross 2/4');
    await expect(stateOf(page)).toHaveText('Connected', { timeout: 30_000 });
    // What was heard before is there, and it goes on: by more than may have come before the crash was noticed.
    await expect.poll(() => barsHeard(page), { timeout: 30_000 }).toBeGreaterThan(heard + 25);
  }
  await expect(health(page, 'Bars')).toContainText(', 0 missing');
  await endAndReplay(page);
});
