import { expectVerifiedElsewhere } from './support/elsewhere';
import { expect, test } from './support/lookback';
import { copyLink, waitForRun } from './support/pages';
import { barsHeard, endAndReplay, events, health, startSession, stateOf } from './support/paper';

test('a strategy trades the replay exchange through a lost line, a reload and a kill, and its record replays to the same ledger', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await startSession(page);

  // It decides and fills on bars as they close.
  await expect(
    events(page)
      .getByText(/^(Bought|Sold) /)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Order by hand' }).click();
  await page.getByRole('textbox', { name: 'Units' }).fill('0.01');
  await page.getByRole('button', { name: /^Buy for about/ }).click();
  await expect(
    events(page)
      .getByText(/^Buy 0.0100 at market/)
      .first(),
  ).toBeVisible();

  // The line is cut: nothing is decided, and orders by hand are refused.
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(stateOf(page)).toHaveText('Disconnected');
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

  await endAndReplay(page);
  await expectVerifiedElsewhere(browser, await copyLink(page));

  // It can be given a name, deleted, and brought back.
  await page.getByRole('tab', { name: 'Setup' }).click();
  await page.getByRole('textbox', { name: 'Name of the session' }).fill('A morning on the replay');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A morning on the replay');
  await page.getByRole('button', { name: 'Delete the session' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A morning on the replay');

  await page.getByRole('button', { name: 'Open as backtest' }).click();
  await waitForRun(page);
});
