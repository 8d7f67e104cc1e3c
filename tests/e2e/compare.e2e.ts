import type { Page } from '@playwright/test';
import { expect, test } from './support/lookback';
import { choose, fill, giveFile, openLab, runIt, saveImport, waitForRun } from './support/pages';
import { dailyRows } from './support/sample-files';

const runs = (page: Page) => page.getByRole('table', { name: 'Runs' });
const heads = (page: Page) =>
  page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem');
const differing = (page: Page) => page.getByRole('table', { name: 'What differs' });
const figures = (page: Page) => page.getByRole('table', { name: 'Figures', exact: true });

/** Values of a row by the name of its setting or figure. */
const valuesOf = async (page: Page, table: ReturnType<typeof differing>, name: string) =>
  table
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell')
    .allInnerTexts();

test('chosen runs stand beside each other, what differs first, and one can be left out', async ({
  page,
}) => {
  await openLab(page);
  // A run that another one of its strategy replaces sooner was only passed through and is not kept.
  await page.waitForTimeout(1600);
  await fill(page, /Fast average/, '35');
  await runIt(page);
  await choose(page, 'Strategy', 'RSI reversion');
  await runIt(page);
  await page.getByRole('link', { name: 'Runs' }).first().click();
  const compare = page.getByRole('button', { name: 'Compare', exact: true });
  await expect(compare).toBeDisabled();
  for (const name of ['SMA cross 20/100', 'SMA cross 35/100']) {
    await runs(page)
      .getByRole('checkbox', { name: `Compare ${name} on S&P 500` })
      .check();
  }
  await expect(page.getByText('2 of 6 chosen')).toBeVisible();
  await compare.click();
  await page.waitForURL('**/runs/compare?**');
  await expect(heads(page)).toHaveCount(2);
  await expect(figures(page)).toBeVisible();
  expect(await valuesOf(page, differing(page), 'Fast average')).toEqual(['20 bars', '35 bars']);
  // Nothing else was changed between the two.
  expect(await differing(page).getByRole('rowheader').allInnerTexts()).toEqual(['Fast average']);
  await page.getByRole('button', { name: /Show \d+ settings that are the same/ }).click();
  await expect(
    page
      .getByRole('table', { name: 'The same in all runs' })
      .getByRole('rowheader', { name: 'Slow average' }),
  ).toBeVisible();
  const net = await valuesOf(page, figures(page), 'Net return');
  expect(net.filter((text) => text.includes('best'))).toHaveLength(1);

  await page.getByRole('link', { name: 'Add a run' }).click();
  await expect(page.getByText('2 of 6 chosen')).toBeVisible();
  await runs(page)
    .getByRole('checkbox', { name: /Compare RSI reversion/ })
    .check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(heads(page)).toHaveCount(3);
  await expect(figures(page).getByRole('columnheader', { name: 'C' })).toBeVisible();
  await page.getByRole('button', { name: /^Leave B,/ }).click();
  await expect(heads(page)).toHaveCount(2);
  await expect(heads(page).nth(1)).toContainText('RSI reversion');
  // The address alone brings the same comparison back.
  await page.reload();
  await expect(heads(page)).toHaveCount(2);
  await expect(figures(page).getByRole('columnheader')).toHaveText([/A/, /B/]);
  await page.getByRole('button', { name: /^Leave B,/ }).click();
  await expect(page.getByText(/Only SMA cross 20\/100 is chosen/)).toBeVisible();
});

test('one setup runs on several data sets; a deleted one keeps its column and says so', async ({
  page,
}) => {
  await giveFile(page, {
    name: 'mine.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(dailyRows(400)),
  });
  await saveImport(page, 'Mine');
  await page.getByRole('button', { name: 'Synthetic', exact: true }).click();
  await page.getByRole('button', { name: 'Make and save' }).click();
  const library = page.getByRole('table', { name: 'Data sets' });
  await expect(
    library.getByRole('button', { name: 'Synthetic market 1', exact: true }),
  ).toBeVisible();
  await page.goto('/');
  await waitForRun(page);

  await page.keyboard.press('c');
  await page.getByRole('menuitem', { name: /Run on several data sets/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: /S&P 500/ })).toBeChecked();
  await dialog.getByRole('checkbox', { name: /Synthetic market 1/ }).check();
  await dialog.getByRole('checkbox', { name: /Mine/ }).check();
  await dialog.getByRole('button', { name: 'Run on 3 data sets' }).click();
  await page.waitForURL('**/runs/compare?**');
  await expect(heads(page)).toHaveCount(3);
  await expect(figures(page)).toBeVisible();
  await expect(heads(page).filter({ hasText: 'Synthetic' })).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Correlation of monthly returns' })).toBeVisible();
  const address = page.url();

  await page.goto('/data');
  await page.getByRole('button', { name: 'Mine', exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Mine', exact: true })).toHaveCount(0);
  await page.goto(address);
  await expect(heads(page)).toHaveCount(3);
  await expect(heads(page).filter({ hasText: 'Mine' })).toContainText('can’t be re-run');
  await expect(page.getByText(/Its data was deleted/)).toBeVisible();
  await expect(figures(page).getByText('as kept').first()).toBeVisible();
  expect(await page.getByRole('main').innerText()).not.toMatch(/NaN|Infinity|undefined/);
});

test('runs of an address that are not kept here are said to be missing', async ({ page }) => {
  await openLab(page);
  await page.goto(`/runs/compare?ids=${'ab'.repeat(32)},${'cd'.repeat(32)}`);
  await expect(page.getByRole('alert').filter({ hasText: '2 runs of the address' })).toBeVisible();
  await page.getByRole('link', { name: 'Choose runs' }).click();
  await expect(runs(page)).toBeVisible();
});
