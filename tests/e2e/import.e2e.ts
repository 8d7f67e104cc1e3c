import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { sharedData, sharedDataPresent } from '../support/shared-data';
import {
  factorFile,
  fundingFile,
  longFile,
  metaTraderFile,
  parquetFile,
  plainStock,
  splitStock,
} from './support/instrument-files';
import { expect, expectNothingSent, test } from './support/lookback';
import {
  answerPicker,
  backtestOnIt,
  giveFile,
  openLab,
  readIdentity,
  saveImport,
  waitForRun,
} from './support/pages';
import { dailyRows, dialects } from './support/sample-files';

for (const dialect of dialects) {
  test(`imports ${dialect.label}`, async ({ page }) => {
    await giveFile(page, { name: dialect.fileName, mimeType: 'text/csv', buffer: dialect.bytes });
    await expect(page.getByText(dialect.format, { exact: true })).toBeVisible();
    expect(await saveImport(page, `My ${dialect.label}`)).toBe(dialect.bars);
    await expectNothingSent(page, dialect.secrets);
  });
}

test('imports pasted rows and a gzipped file to the same bars', async ({ page }) => {
  const text = dailyRows(120);
  await openLab(page);
  await page.evaluate((rows) => navigator.clipboard.writeText(rows), text);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ControlOrMeta+v');
  await page.waitForURL('**/data');
  expect(await saveImport(page, 'Pasted')).toBe(120);
  const pasted = await page.getByTitle('Copy the whole fingerprint').innerText();
  await giveFile(page, {
    name: 'bars.csv.gz',
    mimeType: 'application/gzip',
    buffer: gzipSync(text),
  });
  await saveImport(page, 'Gzipped');
  expect(await page.getByTitle('Copy the whole fingerprint').innerText()).toBe(pasted);
});

test('asks where the date order is ambiguous, with both readings, and saves nothing before', async ({
  page,
}) => {
  const rows = ['date,open,high,low,close,volume'];
  for (let d = 1; d <= 12; d++)
    rows.push(`${String(d).padStart(2, '0')}/04/2019,10,11,9,10.${d},100`);
  await giveFile(page, {
    name: 'ambiguous.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  const question = page.getByRole('radiogroup', { name: /day or the month/ });
  await expect(question.getByRole('radio')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Answer 1 question first' })).toBeDisabled();
  await question.getByRole('radio').first().click();
  expect(await saveImport(page, 'Answered')).toBe(12);
});

test('a broken file names the row of each fault', async ({ page }) => {
  const folder = new URL('../fixtures/', import.meta.url);
  const bytes = readFileSync(new URL('broken-20.csv', folder));
  const expected = JSON.parse(readFileSync(new URL('broken-20.json', folder), 'utf8')) as {
    row: number;
    fault: string;
    reason: string;
  }[];
  expect(expected.length).toBeGreaterThanOrEqual(20);
  await giveFile(page, { name: 'broken-20.csv', mimeType: 'text/csv', buffer: bytes });
  const table = page.getByRole('table', { name: 'Faults by class' });
  await expect(table).toBeVisible();
  const folded = table.getByRole('button', { expanded: false });
  while ((await folded.count()) > 0) await folded.first().click();
  const text = await table.innerText();
  for (const { row, reason } of expected) {
    expect(text).toMatch(new RegExp(`Row ${row.toLocaleString('en-US')}\\b`));
    expect(text).toContain(reason);
  }
});

test('a file that is no table of bars is refused with what to do', async ({ page }) => {
  await giveFile(page, {
    name: 'letter.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Dear Sir,\nthank you for your letter.\n'),
  });
  await expect(page.getByRole('alert').filter({ hasText: 'can’t be read' })).toContainText(
    /column|time|price/i,
  );
});

test('a reload keeps data and runs; rename, delete and undo work', async ({ page }) => {
  await giveFile(page, {
    name: 'kept.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(dailyRows(200)),
  });
  await saveImport(page, 'Kept');
  await backtestOnIt(page);
  const identity = await readIdentity(page);
  await page.reload();
  await waitForRun(page);
  expect(await readIdentity(page)).toEqual(identity);

  await page.goto('/runs');
  await expect(page.getByRole('table', { name: 'Runs' }).getByText('Kept').first()).toBeVisible();

  await page.goto('/data');
  await page.getByRole('button', { name: 'Kept', exact: true }).click();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('Kept and named');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('heading', { name: 'Kept and named' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Kept and named', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Kept and named', exact: true })).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Kept and named', exact: true }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const exported = readFileSync((await (await download).path())!, 'utf8')
    .trim()
    .split('\n');
  expect(exported).toHaveLength(201);
  expect(createHash('sha256').update(exported[0]!).digest('hex')).toBe(
    createHash('sha256').update('timestamp,open,high,low,close,volume').digest('hex'),
  );
});

test('a long table becomes a data set for each instrument that can be read', async ({ page }) => {
  await giveFile(page, longFile());
  const table = page.getByRole('table', { name: 'Instruments found' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(table.getByRole('row', { name: /ALFA/ })).toContainText('Clean');
  await expect(table.getByRole('row', { name: /BRVO/ })).toContainText('1 faulty row');
  await expect(table.getByRole('checkbox', { name: 'Save LONE' })).toBeDisabled();
  await table.getByRole('button', { name: 'Report of BRVO' }).click();
  await expect(page.getByRole('heading', { name: 'Quality report, BRVO' })).toBeVisible();
  await table.getByRole('checkbox', { name: 'Save CHRL' }).uncheck();
  await page.getByRole('button', { name: 'Save 2 instruments' }).click();
  const library = page.getByRole('table', { name: 'Data sets' });
  await expect(library.getByRole('button', { name: 'ALFA', exact: true })).toBeVisible();
  await expect(library.getByRole('row', { name: /BRVO/ })).toContainText('119');
  await expect(library.getByRole('button', { name: 'CHRL', exact: true })).toHaveCount(0);
});

test('several files are one import', async ({ page }) => {
  const files = ['AAAA', 'BBBB'].map((symbol, k) => ({
    name: `${symbol}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(dailyRows(50 + k)),
  }));
  await giveFile(page, files);
  await page.getByRole('button', { name: 'Save 2 instruments' }).click();
  const library = page.getByRole('table', { name: 'Data sets' });
  await expect(library.getByRole('row', { name: /AAAA/ })).toContainText('50');
  await expect(library.getByRole('row', { name: /BBBB/ })).toContainText('51');
});

/** Closes of the data set on the page, by what it exports. */
async function exportedCloses(page: Page): Promise<number[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const lines = readFileSync((await (await download).path())!, 'utf8')
    .trim()
    .split('\n');
  return lines.slice(1).map((line) => Number(line.split(',')[4]));
}

const leap = (closes: readonly number[]): number =>
  Math.max(...closes.slice(1).map((close, i) => closes[i]! / close));

test('a stock with an adjusted close asks how to adjust, and shows the split both ways', async ({
  page,
}) => {
  const stock = splitStock();
  await giveFile(page, stock);
  const question = page.getByRole('radiogroup', { name: /splits and dividends/ });
  await expect(question.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(page.getByText('Not answered: the default holds')).toBeVisible();
  await expect(page.getByRole('img', { name: /are multiplied by 0\.2/ })).toBeVisible();
  await question.getByRole('radio', { name: /As written/ }).click();
  expect(await saveImport(page, 'As written')).toBe(stock.bars);
  expect(leap(await exportedCloses(page))).toBeGreaterThan(3.5);

  await giveFile(page, stock);
  await question.getByRole('radio', { name: /Adjusted/ }).click();
  expect(await saveImport(page, 'Adjusted')).toBe(stock.bars);
  expect(leap(await exportedCloses(page))).toBeLessThan(1.1);
});

test('a factor file added to an import takes the split out', async ({ page }) => {
  await giveFile(page, plainStock());
  await expect(page.getByRole('button', { name: /^Save [\d,]+ bars$/ })).toBeVisible();
  const add = page.getByRole('button', { name: 'Add factor file…' });
  await answerPicker(page, () => add.click(), factorFile());
  const question = page.getByRole('radiogroup', { name: /splits and dividends/ });
  await expect(question).toBeVisible();
  await expect(page.getByRole('img', { name: /are multiplied by 0\.25/ })).toBeVisible();
  await saveImport(page, 'With factors');
  expect(leap(await exportedCloses(page))).toBeLessThan(1.1);
});

test('a MetaTrader export is described in words, and asks for its clock', async ({ page }) => {
  const file = metaTraderFile();
  await giveFile(page, file);
  await expect(page.getByText(/MetaTrader.*, tab-separated, YYYY\.MM\.DD/)).toBeVisible();
  const question = page.getByRole('radiogroup', { name: /clock/ });
  await question.getByRole('radio').first().click();
  expect(await saveImport(page, 'My MetaTrader')).toBe(file.bars);
});

test('funding rates become rate series with their mean and range', async ({ page }) => {
  await giveFile(page, fundingFile());
  await page.getByRole('button', { name: 'Save 2 rate series' }).click();
  await expect(page.getByRole('img', { name: /on average .*% a charge/ })).toBeVisible();
  const library = page.getByRole('table', { name: 'Data sets' });
  await expect(library.getByRole('row', { name: /ETHUSDT/ })).toContainText('Rates');
  await page.getByRole('radiogroup', { name: 'What is listed' }).getByText('Rates').click();
  await expect(library.getByRole('row', { name: /S&P 500/ })).toHaveCount(0);
  await library.getByRole('button', { name: /BTCUSDT/ }).click();
  const fingerprint = page.getByTitle('Copy the whole fingerprint');
  await expect(page.getByRole('heading', { name: 'BTCUSDT funding', exact: true })).toBeVisible();
  const first = await fingerprint.innerText();
  const exporting = page.getByRole('button', { name: 'Export the rates as CSV' });
  await page.getByRole('button', { name: 'Rename' }).focus();
  await page.keyboard.press('Tab');
  await expect(exporting).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveText('Save all rates as CSV, UTC times');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const name = (await download).suggestedFilename();
  expect(name).toBe('BTCUSDT-funding.csv');
  const buffer = readFileSync((await (await download).path())!);
  expect(buffer.toString('utf8')).toMatch(/^timestamp,rate\n2023-01-01T00:00:00Z,0\.\d+\n/);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(library.getByRole('row', { name: /BTCUSDT/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(library.getByRole('row', { name: /BTCUSDT/ })).toBeVisible();

  // The file gives the same series again.
  await giveFile(page, { name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Save 1 rate series' }).click();
  await expect(page.getByRole('heading', { name: 'BTCUSDT funding', exact: true })).toBeVisible();
  expect(await fingerprint.innerText()).toBe(first);
  await expect(library.getByRole('row', { name: /BTCUSDT/ })).toHaveCount(1);
});

test('rates are exported at phone width', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await giveFile(page, fundingFile());
  await page.getByRole('button', { name: 'Save 2 rate series' }).click();
  const exporting = page.getByRole('button', { name: 'Export the rates as CSV' });
  await expect(exporting).toBeInViewport({ ratio: 1 });
  const download = page.waitForEvent('download');
  await exporting.click();
  expect((await download).suggestedFilename()).toMatch(/^(BTC|ETH)USDT-funding\.csv$/);
});

test('the library shows that it is being read, and counts what it holds once it was', async ({
  page,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The list waits for the sample.
  await page.context().route('**/samples/*.csv', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/data');
  const library = page.getByRole('region', { name: /^Library/ });
  await expect(library.getByText('Reading the library …')).toBeVisible();
  const heading = library.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^Library\s*$/);
  await expect(page.getByText('Bring your own bars')).toHaveCount(0);
  await expect(library.getByRole('table')).toHaveCount(0);
  release();
  await expect(heading).toHaveText(/^Library 1$/);
  await expect(library.getByText('Reading the library …')).toHaveCount(0);
  await library.getByRole('radiogroup', { name: 'What is listed' }).getByText('Rates').click();
  await expect(library.getByText(/^No rates yet\./)).toBeVisible();
});

test('a library that can’t be read says why, has no count and is read again when told to', async ({
  page,
}) => {
  const samples = '**/samples/*.csv';
  await page.context().route(samples, (route) => route.fulfill({ body: '' }));
  await page.goto('/data');
  const library = page.getByRole('region', { name: /^Library/ });
  await expect(library.getByRole('alert')).toHaveText(
    'The library can’t be read. The file has no rows of data.',
  );
  const heading = library.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^Library\s*$/);
  await expect(library.getByText('Nothing is stored here yet')).toHaveCount(0);
  await page.context().unroute(samples);
  await library.getByRole('button', { name: 'Try again' }).click();
  await expect(heading).toHaveText(/^Library 1$/);
  await expect(library.getByRole('alert')).toHaveCount(0);
});

test('bars exported to Parquet and imported again have the same fingerprint', async ({ page }) => {
  await giveFile(page, parquetFile(90));
  expect(await saveImport(page, 'From Parquet')).toBe(90);
  const fingerprint = page.getByTitle('Copy the whole fingerprint');
  const first = await fingerprint.innerText();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Parquet' }).click();
  const buffer = readFileSync((await (await download).path())!);
  await giveFile(page, { name: 'again.parquet', mimeType: 'application/octet-stream', buffer });
  expect(await saveImport(page, 'Again')).toBe(90);
  expect(await fingerprint.innerText()).toBe(first);
});

/** File, bars its README states. */
const realFiles: readonly [string, number][] = [
  ['crypto-daily/BTCUSDT.csv', 2923],
  ['crypto-intraday/BTCUSDT_1h.csv.gz', 23987],
  ['crypto-1m/BTCUSDT_perp_1m.csv.gz', 43199],
  ['equities/AAPL_1d.csv', 5849],
  ['equities/SPY_1h.csv.gz', 40832],
  ['fx/EURUSD_1h_mit.csv.gz', 53159],
  ['crypto-daily/permissive/ETHUSDT_mit.csv', 1999],
];

for (const [path, bars] of realFiles) {
  test(`imports ${path} with ${bars} bars`, async ({ page }) => {
    test.skip(!sharedDataPresent, 'the shared data folder is absent');
    await giveFile(page, sharedData(path));
    expect(await saveImport(page, `Real ${path}`)).toBe(bars);
  });
}

test.afterAll(() => {
  if (!sharedDataPresent) console.log(`${realFiles.length} data-dependent not run`);
});
