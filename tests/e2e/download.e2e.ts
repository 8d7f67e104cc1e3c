import type { Page } from '@playwright/test';
import type { ExchangeSource } from '../../lib/market/bars';
import { createBars } from '../../lib/market/create-bars';
import { exchangeInstrument } from '../../lib/market/exchange/exchange-instrument';
import { replayMarket } from '../../lib/server/venue/replay-market';
import { expectVerifiedElsewhere } from './support/elsewhere';
import { expect, test } from './support/lookback';
import { backtestOnIt, choose, copyLink, readIdentity } from './support/pages';

const minute = 60_000;

/** The fingerprint of the replay market's minutes that open in `[from, to)`. */
async function fingerprintOf(from: number, to: number): Promise<string> {
  const { listing, bar, indexFrom } = replayMarket().get('BTCUSDT')!;
  const first = indexFrom(from);
  const n = (to - from) / minute;
  const columns = [0, 1, 2, 3, 4, 5].map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const values = bar(first + i);
    for (let c = 0; c < 6; c++) columns[c]![i] = values[c]!;
  }
  const [time, open, high, low, close, volume] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const source: ExchangeSource = {
    kind: 'exchange',
    exchange: 'replay',
    symbol: 'BTC/USDT',
    interval: '1m',
    from,
    to,
  };
  const bars = await createBars(
    { time, open, high, low, close, volume },
    { instrument: exchangeInstrument(listing), intervalMs: minute, timeZone: 'UTC', source },
  );
  return bars.fingerprint;
}

async function openDownload(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Download from an exchange' }).click();
  await expect(page.getByRole('heading', { name: 'From an exchange' })).toBeVisible();
}

async function chooseDays(page: Page, first: string, last: string): Promise<void> {
  await page.getByLabel('First day').fill(first);
  await page.getByLabel('Last day').fill(last);
}

const start = (page: Page) => page.getByRole('button', { name: 'Download', exact: true });
const progress = (page: Page) => page.getByTestId('download-progress');
const result = (page: Page) => page.getByTestId('download-result');

test('a day of minutes is downloaded, cancelled, resumed after a reload, saved, run and shared', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  // An exchange that takes its time, so that there is something to cancel.
  await page.context().route('**/api/trpc/candles*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await route.continue();
  });
  await page.goto('/data');
  await openDownload(page);
  await expect(page.getByText('The exchange has bars since 2024-01-01.')).toBeVisible();
  await chooseDays(page, '2024-01-10', '2024-01-29');
  await expect(page.getByText(/^28,800 bars at most, 1\.\d MB, about \d+ s$/)).toBeVisible();
  await start(page).click();
  await expect(progress(page)).toContainText(/of 28,800 bars, \d+%, about \d+ s left/);
  await progress(page).getByRole('button', { name: 'Cancel' }).click();
  const unfinished = page.getByRole('region', { name: 'Unfinished downloads' });
  await expect(unfinished).toContainText(/[1-9][\d,]* of 28,800 bars are here/);

  await page.reload();
  await openDownload(page);
  await expect(unfinished).toContainText('2024-01-10 00:00 to 2024-01-29 23:59 UTC');
  await unfinished.getByRole('button', { name: /^Resume/ }).click();
  await expect(progress(page)).toContainText(/of 28,800 bars/);
  await expect(result(page)).toContainText('Saved: BTC/USDT, 1 minute, Replay exchange');
  await expect(result(page)).toContainText('28,800 bars');
  await expect(unfinished).toBeHidden();

  // A single day has the bars of the market, bit for bit.
  await chooseDays(page, '2024-01-10', '2024-01-10');
  await expect(page.getByText(/^1,440 bars at most/)).toBeVisible();
  await start(page).click();
  await expect(result(page)).toContainText('1,440 bars');
  await result(page).getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('BTC/USDT at Replay exchange, 1m')).toBeVisible();
  await expect(page.getByRole('row', { name: /BTC\/USDT, 1 minute/ }).first()).toContainText(
    'Synthetic',
  );
  await backtestOnIt(page);
  await expect(page.getByText('Synthetic', { exact: true }).first()).toBeVisible();
  const { dataFingerprint } = await readIdentity(page);
  const from = Date.UTC(2024, 0, 10);
  expect(dataFingerprint).toBe(await fingerprintOf(from, from + 1_440 * minute));

  // A browser that has never seen these bars downloads them and checks the run.
  await expectVerifiedElsewhere(browser, await copyLink(page));
});

test('a set is brought up to date with new bars only, as a set of its own', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/data');
  await openDownload(page);
  await choose(page, 'Exchange', /ten times faster/);
  await choose(page, 'Interval', '5 minutes');
  await page.getByRole('button', { name: '1 month' }).click();
  await start(page).click();
  await expect(result(page)).toContainText('Replay exchange, ten times faster', {
    timeout: 60_000,
  });
  await result(page).getByRole('button', { name: 'Show it' }).click();
  const fingerprint = page.getByTitle('Copy the whole fingerprint');
  const before = await fingerprint.innerText();
  await page.waitForTimeout(1500);
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText(/^[1-9][\d,]* new bars$/)).toBeVisible();
  await expect(fingerprint).not.toHaveText(before);
  await expect(page.getByRole('row', { name: /ten times faster/ })).toHaveCount(2);
});

test('what can’t be downloaded is said where it is chosen', async ({ page }) => {
  await page.goto('/data');
  await openDownload(page);
  await expect(page.getByText('The exchange has bars since 2024-01-01.')).toBeVisible();
  await chooseDays(page, '2024-01-20', '2024-01-10');
  await expect(page.getByText('The last day is before the first.')).toBeVisible();
  await expect(start(page)).toBeDisabled();
  await chooseDays(page, '2023-01-01', '2023-02-01');
  await expect(page.getByText('The exchange’s bars begin on 2024-01-01.')).toBeVisible();
  await expect(start(page)).toBeDisabled();
});

test('fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/data');
  await openDownload(page);
  await expect(page.getByText('The exchange has bars since 2024-01-01.')).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  for (const control of [start(page), page.getByLabel('First day')]) {
    expect((await control.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
});
