import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { splitStock } from './support/instrument-files';
import { expect, test } from './support/lookback';
import {
  backtestOnIt,
  choose,
  giveFile,
  openSection,
  saveImport,
  waitForRun,
} from './support/pages';

test('from an adjusted stock over a search to a report that opens without a network', async ({
  page,
  browser,
}) => {
  await test.step('import the stock with its split taken out', async () => {
    await giveFile(page, splitStock(900));
    await page
      .getByRole('radiogroup', { name: /splits and dividends/ })
      .getByRole('radio', { name: /Adjusted/ })
      .click();
    await saveImport(page, 'Acme, adjusted');
    await backtestOnIt(page);
  });

  await test.step('choose the market and split the sample', async () => {
    await choose(page, 'Market', /US stocks/);
    await openSection(page, 'Period');
    await page.getByRole('group', { name: 'Split' }).getByRole('button', { name: '70/30' }).click();
    await waitForRun(page);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    const metrics = page.getByRole('tabpanel');
    await expect(
      metrics.getByRole('columnheader', { name: 'Out of sample' }).first(),
    ).toBeVisible();
  });

  await test.step('search two settings', async () => {
    await page.getByRole('link', { name: 'Optimise' }).click();
    await expect(page.getByText(/Cells are ranked on the part before/)).toBeVisible();
    await page.getByRole('button', { name: /Run the search/ }).click();
    const verdict = page.getByRole('complementary', { name: 'What the best is worth' });
    const fact = (name: string) => verdict.locator('dl > div', { hasText: name }).locator('dd');
    await expect(fact('Deflated Sharpe')).toHaveText(/\d%/);
    await expect(fact('Probabilistic Sharpe')).toHaveText(/\d%/);
    const tried = fact('Settings tried');
    expect(Number((await tried.innerText()).replace(/\D/g, ''))).toBeGreaterThan(50);
    await verdict.getByRole('button', { name: 'Open the best' }).click();
  });

  await test.step('see what the best is worth with the number of trials', async () => {
    await page.waitForURL((url) => url.pathname === '/');
    await waitForRun(page);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    const deflated = page.getByRole('row', { name: /Deflated Sharpe, \d+ settings tried/ });
    await expect(deflated).toBeVisible();
    expect(Number(/, (\d+) settings/.exec(await deflated.innerText())?.[1])).toBeGreaterThan(50);
    await expect(page.getByRole('row', { name: /Probabilistic Sharpe/ })).toContainText('%');
  });

  const name = await page.getByRole('heading', { level: 1 }).innerText();
  const download = await test.step('export the report', async () => {
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /Report/ }).click();
    return started;
  });

  await test.step('compare it with the defaults', async () => {
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('menuitem', { name: /strategy’s defaults/ }).click();
    await page.waitForURL((url) => url.pathname === '/runs/compare');
    await expect(page.getByRole('rowheader', { name: /Fast average/ }).first()).toBeVisible();
    await expect(page.getByRole('rowheader', { name: /Net return/ }).first()).toBeVisible();
  });

  await test.step('open the report with the network off', async () => {
    const path = test.info().outputPath('report.html');
    await download.saveAs(path);
    expect(readFileSync(path, 'utf8')).not.toMatch(/<script|\bsrc=/i);
    const context = await browser.newContext({ offline: true });
    const report = await context.newPage();
    const problems: string[] = [];
    report.on('console', (message) => problems.push(message.text()));
    report.on('requestfailed', (request) => problems.push(request.url()));
    await report.goto(pathToFileURL(path).href);
    await expect(report.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(report.getByRole('heading', { name: 'All figures' })).toBeVisible();
    await expect(report.getByText(/Out of sample from \d{4}-/).first()).toBeVisible();
    expect(await report.getByRole('img').count()).toBeGreaterThan(8);
    expect(problems).toEqual([]);
    await context.close();
  });
});
