import { expectVerifiedElsewhere } from './support/elsewhere';
import { expect, test } from './support/lookback';
import { copyLink, waitForRun } from './support/pages';

test('a network is trained with a reload in the middle, judged, traded and shared as a link that verifies', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  await page.goto('/models');
  await expect(page.getByRole('region', { name: 'The split' })).toBeVisible();
  await page.getByRole('button', { name: 'How it is trained' }).click();
  await page.getByRole('textbox', { name: /^Epochs/ }).fill('18');
  await page.getByRole('textbox', { name: /^Patience/ }).fill('18');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('progressbar', { name: 'Progress of the training' })).toBeVisible();
  await expect(page.getByText(/Epoch ([3-9]|1\d) of at most 18/)).toBeVisible({ timeout: 120_000 });

  await page.reload();
  await expect(page.getByText(/was left after ([2-9]|[12]\d) of at most 18 epochs/)).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  const result = page.getByRole('table').filter({ hasText: 'Ridge regression' });
  await expect(result).toBeVisible({ timeout: 120_000 });
  await expect(result.getByRole('row')).toHaveCount(5);
  await expect(page.getByText(/^Out of sample the network/)).toBeVisible();
  await expect(page.getByText('1 model tried on these bars')).toBeVisible();

  // It can be given a name, deleted, and brought back.
  await page.getByRole('button', { name: /^More for / }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of the model' }).fill('First try');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('First try');
  await page.getByRole('button', { name: 'More for First try' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('None yet.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'First try', exact: true }).click();

  await page.getByRole('button', { name: 'Backtest it' }).click();
  await waitForRun(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Model');
  await expect(page.getByText('Predicted return, 5 bars')).toBeVisible();
  const link = await copyLink(page);
  expect(link.length).toBeLessThanOrEqual(8000);
  await expectVerifiedElsewhere(browser, link);
});
