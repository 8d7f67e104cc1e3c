import type { Browser, Page } from '@playwright/test';
import { expect, watchPage } from './lookback';

/** Opens a link in a profile that has never seen the page. */
export async function openElsewhere(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await watchPage(page);
  await page.goto(link);
  return page;
}

/** What opening a link came to. */
export const verdict = (page: Page) => page.getByTestId('verdict');

/** Opens a link in a clean profile, waits until its browser has recomputed the run, and closes it. */
export async function expectVerifiedElsewhere(browser: Browser, link: string): Promise<void> {
  const other = await openElsewhere(browser, link);
  await expect(verdict(other)).toHaveAttribute('data-verdict', 'verified', { timeout: 60_000 });
  await other.context().close();
}
