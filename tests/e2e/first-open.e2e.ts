import { expect, test } from './support/lookback';
import { openLab, waitForOwnVerification, waitForRun } from './support/pages';

test('the first open shows a finished run of the sample', async ({ page }) => {
  await openLab(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SMA cross 20/100');
  await expect(page.getByText('S&P 500, daily').first()).toBeVisible();
  for (const figure of ['Net return', 'CAGR', 'Sharpe', 'Max drawdown', 'Win rate']) {
    await expect(page.getByText(figure, { exact: true }).first()).toBeVisible();
  }
  await expect(page.locator('canvas').first()).toBeVisible();
  // An index without dividends says so.
  await expect(page.getByText(/dividends/i).first()).toBeVisible();
  await waitForOwnVerification(page);
});

test('a changed parameter gives another result at once, and undo brings the old one back', async ({
  page,
}) => {
  await openLab(page);
  const hash = page.getByRole('status').filter({ hasText: /here/ });
  const before = await hash.innerText();
  const fast = page.getByRole('textbox', { name: /Fast average/ });
  await fast.fill('35');
  await fast.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SMA cross 35/100');
  await waitForRun(page);
  expect(await hash.innerText()).not.toBe(before);
  await page.getByRole('button', { name: 'Undo the last change' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SMA cross 20/100');
});

test('no figure on the page reads NaN, Infinity, undefined or minus zero', async ({ page }) => {
  await openLab(page);
  for (const tab of [
    'Trades',
    'Metrics',
    'Returns',
    'Drawdowns',
    'Trade analysis',
    'Exposure and costs',
    'Cone',
    'Run card',
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/NaN|Infinity|undefined|[−-]0\.0+(?!\d)/);
  }
});
