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
  // The setup is loaded beside the result; before it is there, Tab goes past its place.
  await expect(page.getByRole('textbox', { name: /^Fast average/ })).toBeVisible();

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
  // The run before stays on the page until this one has come.
  await expect(page.getByText('typed, daily')).toBeVisible();
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

test('keys lead to every place, tab and menu, and the list of keys names them all', async ({
  page,
}) => {
  await openLab(page);
  const panel = page.getByRole('tabpanel');
  const tabs = page.getByRole('tablist', { name: 'The run in tables' }).getByRole('tab');
  await expect(tabs).toHaveCount(8);
  for (let k = 8; k >= 1; k--) {
    await page.keyboard.press(String(k));
    await expect(tabs.nth(k - 1)).toHaveAttribute('aria-selected', 'true');
    await expect(panel).toBeVisible();
  }

  await page.keyboard.press('t');
  await expect(page.getByRole('region', { name: 'Bars of this run' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('region', { name: 'Bars of this run' })).toHaveCount(0);

  // T belongs to the card that has the focus.
  await page.keyboard.press('4');
  const underwater = panel.getByRole('img').first();
  await underwater.focus();
  await page.keyboard.press('t');
  await expect(panel.getByRole('button', { pressed: true, name: /as a table/ })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Bars of this run' })).toHaveCount(0);
  await page.keyboard.press('t');
  await expect(underwater).toBeVisible();

  await page.keyboard.press('c');
  await expect(page.getByRole('menuitem', { name: /The strategy’s defaults/ })).toBeVisible();
  // The focus is on the first item that can be chosen, and the arrow keys go on from there.
  await expect(page.getByRole('menuitem', { name: /The strategy’s defaults/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: /several data sets/ })).toBeFocused();
  // Single letters are off while a menu is open.
  await page.keyboard.press('2');
  await expect(tabs.nth(3)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem')).toHaveCount(0);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'All keys' });
  for (const [what, keys] of [
    ['Show a tab', '1…9'],
    ['Chart as a table', 'T'],
    ['Compare with other runs', 'C'],
    ['Copy the link', 'L'],
    ['Run', 'Ctrl↵'],
    ['From cell to cell of a map; open the cell', '←→↑↓↵'],
    ['Go to Backtest, Data, Models, Optimise, Paper, Runs', 'GBDMOPU'],
  ] as const) {
    const row = help.getByText(what, { exact: true }).locator('..');
    expect((await row.innerText()).replace(/\s/g, '')).toBe(`${what}${keys}`.replace(/\s/g, ''));
  }
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);

  for (const [key, path] of [
    ['o', '/optimise'],
    ['u', '/runs'],
    ['m', '/models'],
    ['p', '/paper'],
    ['d', '/data'],
    ['b', '/'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.waitForURL((url) => url.pathname === path);
  }
});

test('a search is set, run and opened without a mouse', async ({ page }) => {
  await openLab(page);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForURL('**/optimise');
  await expect(page.getByRole('button', { name: /Run the search/ })).toBeEnabled();
  for (const value of ['10', '30', '10', '40', '80', '20']) {
    await tabTo(page, /^(From|To|Step)$/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(value);
  }
  await expect(page.getByText('9 cells', { exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  const verdict = page.getByRole('complementary', { name: 'What the best is worth' });
  await expect(verdict.getByRole('status')).toBeVisible({ timeout: 60_000 });
  await tabTo(page, /^Sharpe by /);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SMA cross 20/60');
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
