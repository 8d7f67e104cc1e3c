import type { Browser, Page } from '@playwright/test';
import { decodeWire, encodeWire } from '../../lib/sharing/link-codec';
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

type Wire = ReturnType<typeof decodeWire>;

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

/** The link with its content changed and its checksum made right again, as somebody who wants to deceive would do it. */
function forged(link: string, alter: (wire: Wire) => Wire): string {
  const [address, fragment] = [link.slice(0, link.indexOf('#')), link.slice(link.indexOf('#'))];
  return address + encodeWire(alter(decodeWire(fragment))).fragment;
}

const forgeries: readonly [string, (wire: Wire) => Wire][] = [
  [
    'one parameter',
    (wire) => ({
      ...wire,
      config: {
        ...wire.config,
        strategy: { ...wire.config.strategy, params: { ...wire.config.strategy.params, fast: 21 } },
      },
    }),
  ],
  [
    'a claimed figure',
    (wire) => ({
      ...wire,
      figures: wire.figures.map((f, i) => (i === 0 && f !== null ? f + 0.5 : f)),
    }),
  ],
  ['the ledger hash', (wire) => ({ ...wire, ledger: wire.equity })],
];

for (const [what, alter] of forgeries) {
  test(`a link with ${what} altered differs visibly`, async ({ page, browser }) => {
    await openLab(page);
    const other = await openElsewhere(browser, forged(await copyLink(page), alter));
    await expect(verdict(other)).toHaveAttribute('data-verdict', 'differs');
    await expect(verdict(other)).toContainText('Differs from the claim');
    await expect(other.getByRole('button', { name: 'Open my own result' })).toBeVisible();
    await other.context().close();
  });
}

test('a damaged link says that it can’t be read', async ({ page, browser }) => {
  await openLab(page);
  const link = await copyLink(page);
  const at = link.indexOf('#r1.') + 4 + 200;
  const other = link[at] === 'A' ? 'B' : 'A';
  for (const bad of [link.slice(0, at) + other + link.slice(at + 1), link.slice(0, at)]) {
    const damaged = await openElsewhere(browser, bad);
    await expect(verdict(damaged)).toContainText('This link can’t be read');
    await damaged.context().close();
  }
});
