import { decodeWire, encodeWire } from '../../lib/sharing/link-codec';
import { openElsewhere, verdict } from './support/elsewhere';
import { expect, expectQuiet, test } from './support/lookback';
import { oldLinks } from './support/old-links';
import {
  choose,
  copyLink,
  openLab,
  openSection,
  readIdentity,
  runIt,
  waitForRun,
} from './support/pages';

type Wire = ReturnType<typeof decodeWire>;

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

test('a link of a period with a split verifies, and differs with the split moved', async ({
  page,
  browser,
}) => {
  await openLab(page);
  await openSection(page, 'Period');
  await page.getByLabel('First day').fill('2003-01-02');
  await page.getByRole('group', { name: 'Split' }).getByRole('button', { name: '70/30' }).click();
  await runIt(page);
  const link = await copyLink(page);
  expect(link.length).toBeLessThanOrEqual(2000);
  const other = await openElsewhere(browser, link);
  await expect(verdict(other)).toHaveAttribute('data-verdict', 'verified');
  await other.getByRole('button', { name: 'See the setup' }).click();
  await expect(other.getByText('2003-01-02 00:00 UTC', { exact: true })).toBeVisible();
  expectQuiet(other);
  await other.getByRole('button', { name: 'Open and change it' }).click();
  await waitForRun(other);
  await other.getByRole('tab', { name: 'Metrics' }).click();
  await expect(other.getByRole('columnheader', { name: /Out of sample/ })).toBeVisible();
  expect(await readIdentity(other)).toEqual(await readIdentity(page));
  await other.context().close();

  const moved = await openElsewhere(
    browser,
    forged(link, (wire) => {
      const { period } = wire.config as { period?: { split?: number } };
      const split = period?.split;
      expect(split).toBeGreaterThan(0);
      return {
        ...wire,
        config: { ...wire.config, period: { ...period, split: split! + 86_400_000 * 30 } },
      } as Wire;
    }),
  );
  await expect(verdict(moved)).toHaveAttribute('data-verdict', 'differs');
  await moved.context().close();
});

test('a link of a run measured against other data verifies', async ({ page, browser }) => {
  await openLab(page);
  await choose(page, 'Data', /Synthetic market/);
  await waitForRun(page);
  // The sample ends before the market does.
  await openSection(page, 'Period');
  await page.getByLabel('Last day').fill('2020-04-15');
  await openSection(page, 'Benchmark');
  await page.getByRole('radiogroup', { name: 'Benchmark' }).getByText('Other data').click();
  await choose(page, /^Data in /, /S&P 500/);
  await runIt(page);
  await expect(page.getByText('Buy and hold S&P 500').first()).toBeVisible();
  const other = await openElsewhere(browser, await copyLink(page));
  await expect(verdict(other)).toHaveAttribute('data-verdict', 'verified');
  expectQuiet(other);
  await other.getByRole('button', { name: 'Open and change it' }).click();
  await waitForRun(other);
  expect(await readIdentity(other)).toEqual(await readIdentity(page));
  await other.context().close();
});

for (const { title, fragment } of oldLinks) {
  test(`a link of the first version still verifies: ${title}`, async ({ page }) => {
    await page.goto(`/${fragment}`);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'verified');
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
