import type { Page } from '@playwright/test';
import { expect, expectQuiet, test, watchPage } from './support/lookback';
import { answerPicker, giveFile, openLab, waitForRun } from './support/pages';
import { dailyRows } from './support/sample-files';

const typed = {
  name: 'typed.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(dailyRows(300)),
};

/** Presses Tab until the element that has the focus answers to the name. */
async function tabTo(page: Page, name: RegExp, limit = 120): Promise<void> {
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const e = document.activeElement as HTMLElement | null;
      // Between the last element and the first the focus is on the body, whose text is the whole page.
      if (e === null || e === document.body) return '';
      const labelled = (e as HTMLInputElement).labels?.[0]?.innerText ?? '';
      return `${e.getAttribute('aria-label') ?? ''} ${labelled} ${e.innerText ?? ''}`.trim();
    });
    if (name.test(label)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test('the keyboard alone does the whole story', async ({ page, browser }) => {
  await openLab(page);

  // Change a parameter.
  await tabTo(page, /Fast average/);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('SMA cross 20/100');
  await waitForRun(page);

  // Go to Data and import a file.
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL('**/data');
  await tabTo(page, /^Import$/);
  await answerPicker(page, () => page.keyboard.press('Enter'), typed);
  await expect(page.getByRole('table', { name: 'Faults by class' })).toBeVisible();
  await tabTo(page, /^Save [\d,]+ bars$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Backtest on it' })).toBeVisible();
  await tabTo(page, /Backtest on it/);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await waitForRun(page);

  // Look at a trade, go back to the sample by reloading nothing, and share.
  await page.keyboard.press('j');
  await page.keyboard.press('2');
  await expect(page.getByRole('tab', { name: 'Metrics' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('l');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#r1.');
  const link = await page.evaluate(() => navigator.clipboard.readText());

  // The recipient has no such file: it is asked for, dropped, and the run verifies.
  const context = await browser.newContext();
  const other = await context.newPage();
  await watchPage(other);
  await other.goto(link);
  const verdict = other.getByTestId('verdict');
  await expect(verdict).toContainText('data needed');
  await tabTo(other, /Choose the file/);
  await answerPicker(other, () => other.keyboard.press('Enter'), typed);
  await expect(verdict).toHaveAttribute('data-verdict', 'verified');
  expectQuiet(other);
  await context.close();
});

test('a file with one altered bar does not verify', async ({ page, browser }) => {
  const rows = dailyRows(300);
  await giveFile(page, { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await page.getByRole('button', { name: /^Save [\d,]+ bars$/ }).click();
  await page.getByRole('button', { name: 'Backtest on it' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await waitForRun(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#r1.');
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const lines = rows.split('\n');
  const cells = lines[150]!.split(',');
  cells[4] = (Number(cells[4]) * 1.0005).toFixed(4);
  cells[2] = (Number(cells[2]) * 1.001).toFixed(4);
  lines[150] = cells.join(',');
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(link);
  const choose = other.getByRole('button', { name: 'Choose the file' });
  await answerPicker(other, () => choose.click(), {
    name: 'mine.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\n')),
  });
  await expect(other.getByTestId('verdict')).toHaveAttribute('data-verdict', 'differs');
  await context.close();
});
