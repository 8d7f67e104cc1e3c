import type { Browser, Page } from '@playwright/test';
import { expect, expectQuiet, test, watchPage } from './support/lookback';
import { choose, openLab, readIdentity, waitForRun } from './support/pages';

/** The link that the page put on the clipboard. */
async function copyLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#r1.');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens a link in a profile that has never seen the page. */
async function openElsewhere(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await watchPage(page);
  await page.goto(link);
  return page;
}

const verdict = (page: Page) => page.getByTestId('verdict');

test('a link verifies in a clean browser profile', async ({ page, browser }) => {
  await openLab(page);
  const link = await copyLink(page);
  expect(link.length).toBeLessThanOrEqual(2000);
  const other = await openElsewhere(browser, link);
  await expect(verdict(other)).toHaveAttribute('data-verdict', 'verified');
  await expect(verdict(other)).toContainText('Your browser recomputed this run');
  await expect(other.getByText('differs', { exact: true })).toHaveCount(0);
  expectQuiet(other);
  await other.getByRole('button', { name: 'Open and change it' }).click();
  await waitForRun(other);
  expect(await readIdentity(other)).toEqual(await readIdentity(page));
  await other.context().close();
});

test('a link of a synthetic market verifies without any file', async ({ page, browser }) => {
  await openLab(page);
  await choose(page, 'Data', /Synthetic market/);
  await waitForRun(page);
  await expect(page.getByText('Synthetic', { exact: true }).first()).toBeVisible();
  const other = await openElsewhere(browser, await copyLink(page));
  await expect(verdict(other)).toHaveAttribute('data-verdict', 'verified');
  await other.context().close();
});

test('an altered link fails visibly', async ({ page, browser }) => {
  await openLab(page);
  const link = await copyLink(page);
  const at = link.indexOf('#r1.') + 4 + 200;
  const other = link[at] === 'A' ? 'B' : 'A';
  const broken = await openElsewhere(browser, link.slice(0, at) + other + link.slice(at + 1));
  await expect(verdict(broken)).toHaveAttribute('data-verdict', 'differs');
  await broken.context().close();

  const cut = await openElsewhere(browser, link.slice(0, at));
  await expect(verdict(cut)).toContainText('This link can’t be read');
  await cut.context().close();
});
