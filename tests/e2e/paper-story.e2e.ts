import type { Page } from '@playwright/test';
import { expectVerifiedElsewhere } from './support/elsewhere';
import { expect, test } from './support/lookback';
import { copyLink } from './support/pages';

const stateOf = (page: Page) => page.getByRole('main').getByRole('status');
const health = (page: Page, label: string) =>
  page
    .getByRole('region', { name: 'Health of this session' })
    .locator('dl > div')
    .filter({ hasText: label });
const events = (page: Page) => page.getByRole('region', { name: 'As it happens' });

/** Bars the session has heard since its start. */
async function barsHeard(page: Page): Promise<number> {
  const text = await health(page, 'Bars').locator('b').innerText();
  return Number(text.replaceAll(',', ''));
}

test('a strategy trades the replay exchange through a lost line, a reload and a kill, and its record replays to the same ledger', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await page.goto('/paper');
  await page.getByRole('button', { name: 'Start on the replay exchange' }).click();
  await page.getByRole('textbox', { name: /^Fast average/ }).fill('2');
  await page.getByRole('textbox', { name: /^Slow average/ }).fill('4');
  await page.getByRole('button', { name: 'Start with paper money' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SMA cross 2/4');
  await expect(stateOf(page)).toHaveText('Connected');

  // It decides and fills on bars as they close.
  await expect(
    events(page)
      .getByText(/^Bought /)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Order by hand' }).click();
  await page.getByRole('textbox', { name: 'Units' }).fill('0.01');
  await page.getByRole('button', { name: /^Buy for about/ }).click();
  await page.getByRole('tab', { name: 'Positions and orders' }).click();
  await expect(page.getByText('by hand').first()).toBeVisible();

  // The line is cut: nothing is decided, and orders by hand are refused.
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(stateOf(page)).toHaveText('Disconnected');
  await page.getByRole('tab', { name: 'Order by hand' }).click();
  await expect(page.getByText('Without a connection no order could be sent.')).toBeVisible();
  await page.waitForTimeout(3000); // bars close meanwhile
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await expect(stateOf(page)).toHaveText('Connected');
  await expect(health(page, 'Bars')).toContainText(/[1-9]\d* back-filled/);

  // The page is reloaded: the session is where it was, and goes on.
  const before = await barsHeard(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SMA cross 2/4');
  await expect(stateOf(page)).toHaveText('Connected');
  await expect.poll(() => barsHeard(page)).toBeGreaterThan(before);

  await page.getByRole('button', { name: 'Flatten' }).click();
  await expect(events(page).getByText(/^Flatten: /)).toBeVisible();

  await page.getByRole('button', { name: 'Kill switch' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop everything' }).click();
  await expect(stateOf(page)).toHaveText('Halted');
  await expect(page.getByText('Nothing is held.')).toBeVisible();

  await page.getByRole('button', { name: 'End the session' }).click();
  await expect(stateOf(page)).toHaveText('Ended');
  await page.getByRole('button', { name: 'Replay as backtest' }).click();
  await expect(health(page, 'Parity')).toContainText('Equal');

  await expectVerifiedElsewhere(browser, await copyLink(page));

  await page.getByRole('button', { name: 'Open as backtest' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: /Computed here|Verified here/ }),
  ).toBeVisible();
  await expect(page.getByText('Replay', { exact: false }).first()).toBeVisible();
});
