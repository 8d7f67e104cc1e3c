import { expect, type Page } from '@playwright/test';

/** How the session on the page stands: `Connected`. */
export const stateOf = (page: Page) => page.getByRole('main').getByRole('status');

/** A line of the session's health: `Bars`, `Parity`. */
export const health = (page: Page, label: string) =>
  page
    .getByRole('region', { name: 'Health of this session' })
    .locator('dl > div')
    .filter({ hasText: label });

export const events = (page: Page) => page.getByRole('region', { name: 'As it happens' });

/** Bars the session has heard since its start. */
export async function barsHeard(page: Page): Promise<number> {
  const text = await health(page, 'Bars').locator('b').innerText();
  return Number(text.replaceAll(',', ''));
}

/** Starts a session of fast averages on the replay exchange and waits until it is connected. */
export async function startSession(page: Page, exchange?: RegExp): Promise<void> {
  await page.goto('/paper');
  await page.getByRole('button', { name: 'Start on the replay exchange' }).click();
  if (exchange !== undefined) {
    await page.getByRole('combobox', { name: 'Exchange', exact: true }).click();
    await page.getByRole('option', { name: exchange }).first().click();
  }
  await page.getByRole('textbox', { name: /^Fast average/ }).fill('2');
  await page.getByRole('textbox', { name: /^Slow average/ }).fill('4');
  await page.getByRole('button', { name: 'Start with paper money' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SMA cross 2/4');
  await expect(stateOf(page)).toHaveText('Connected');
}

/** Ends the session and holds its record, replayed as a backtest, to the same ledger. */
export async function endAndReplay(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End the session' }).click();
  await expect(stateOf(page)).toHaveText('Ended');
  await page.getByRole('button', { name: 'Replay as backtest' }).click();
  await expect(health(page, 'Parity')).toContainText('Equal');
}
