import { expect, test } from './support/lookback';
import {
  cellsDone,
  fact,
  finishSearch,
  goToOptimise,
  savedCells,
  setRanges,
  sweepPicture,
} from './support/optimise';
import { openLab, openSection, runIt, waitForRun } from './support/pages';

test('a search fills its map, pauses, goes on, outlives a visit elsewhere, and stops for good', async ({
  page,
}) => {
  await openLab(page);
  await goToOptimise(page);
  await setRanges(page, { from: 2, to: 290, step: 1 }, { from: 20, to: 300, step: 1 });
  await page.getByRole('button', { name: /Run the search/ }).click();
  await expect.poll(() => cellsDone(page)).toBeGreaterThan(200);
  await expect(page.getByText('Running', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  // What the workers had in hand still arrives.
  let paused = -1;
  await expect(async () => {
    const before = await cellsDone(page);
    await page.waitForTimeout(400);
    paused = await cellsDone(page);
    expect(paused).toBe(before);
  }).toPass();
  await page.waitForTimeout(1000);
  expect(await cellsDone(page)).toBe(paused);

  await page.getByRole('link', { name: 'Runs' }).first().click();
  await expect(page.getByRole('table', { name: 'Runs' })).toBeVisible();
  await page.getByRole('link', { name: 'Optimise' }).first().click();
  expect(await cellsDone(page)).toBe(paused);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => cellsDone(page)).toBeGreaterThan(paused + 100);

  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  const stopped = await cellsDone(page);
  expect(stopped).toBeGreaterThan(paused);
  expect(stopped).toBeLessThan(289 * 281);
  await page.waitForTimeout(500);
  expect(await cellsDone(page)).toBe(stopped);
  await expect(page.getByRole('heading', { name: 'Stopped before the end' })).toBeVisible();
  const best = page.getByRole('table', { name: 'Best cells' });
  expect(await best.getByRole('row').count()).toBeGreaterThan(10);
  expect(await savedCells(page)).toHaveLength(stopped);
});

test('any cell opens the run whose in-sample figures it shows, and counts as tried', async ({
  page,
}) => {
  await openLab(page);
  await openSection(page, 'Period');
  await page.getByRole('group', { name: 'Split' }).getByRole('button', { name: '70/30' }).click();
  await runIt(page);
  await goToOptimise(page);
  await expect(page.getByText(/Cells are ranked on the part before/)).toBeVisible();
  await setRanges(page, { from: 5, to: 25, step: 5 }, { from: 20, to: 100, step: 20 });
  await finishSearch(page);

  const picture = sweepPicture(page);
  const cells = page.getByRole('region', { name: 'Cells', exact: true });
  await test.step('the arrow keys move from cell to cell', async () => {
    await picture.focus();
    await page.keyboard.press('ArrowRight');
    await expect(cells).toContainText('Fast average 5 bars, slow average 20 bars: Sharpe');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(cells).toContainText('Fast average 10 bars, slow average 60 bars: Sharpe');
    await page.keyboard.press('End');
    await expect(cells).toContainText('Fast average 25 bars, slow average 60 bars');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(cells).toContainText(/slow average 20 bars: not run\. .*/);
    // A cell that was not run opens nothing.
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).pathname).toBe('/optimise');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await expect(cells).toContainText('Fast average 20 bars, slow average 60 bars: Sharpe');
  });

  const shown: Record<string, string> = {};
  await test.step('the table holds the same cell', async () => {
    await page.keyboard.press('t');
    const table = cells.getByRole('table');
    const names = await table.getByRole('columnheader').allInnerTexts();
    // Rows lie from below, five cells each: the third row's fourth.
    const values = await table.getByRole('row').nth(14).getByRole('cell').allInnerTexts();
    for (const [k, name] of names.entries()) shown[name.trim()] = values[k]!.trim();
    await page.keyboard.press('t');
    await expect(picture).toBeVisible();
  });

  const tried = await fact(page, 'Settings tried').innerText();
  await picture.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SMA cross 20/60');
  await waitForRun(page);
  await page.getByRole('tab', { name: 'Metrics' }).click();
  const inSample = async (figure: string): Promise<string> => {
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: figure, exact: true }) });
    return (await row.getByRole('cell').nth(1).innerText()).split('\n')[0]!.trim();
  };
  for (const figure of ['Sharpe', 'Sortino', 'Calmar']) {
    expect(await inSample(figure), figure).toBe(shown[figure]);
  }
  // A trade entered before the split and closed after it is one the search may not know the end of.
  const closedLater = Number(await inSample('Closed trades')) - Number(shown.Trades);
  expect([0, 1]).toContain(closedLater);
  if (closedLater === 0) expect(await inSample('Profit factor')).toBe(shown['Profit factor']);
  for (const figure of ['Net return', 'CAGR', 'Max drawdown']) {
    const rounded = (text: string) => Number(text.replace('−', '-').replace(/[+%,]/g, ''));
    const [full, short] = [rounded(await inSample(figure)), rounded(shown[figure]!)];
    expect(Math.abs(full - short), figure).toBeLessThanOrEqual(0.0551);
  }
  await expect(
    page.getByRole('rowheader', { name: `Deflated Sharpe, ${tried.trim()} settings tried` }),
  ).toBeVisible();

  await test.step('the search is still there', async () => {
    await page.getByRole('link', { name: 'Optimise' }).first().click();
    await expect(picture).toBeVisible();
    expect(await cellsDone(page)).toBe(25);
  });
});

test('one setting alone is a line that is walked by the arrow keys', async ({ page }) => {
  await openLab(page);
  await goToOptimise(page);
  await page.getByRole('combobox', { name: 'Up', exact: true }).click();
  await page.getByRole('option', { name: 'None: one setting only' }).click();
  await setRanges(page, { from: 10, to: 90, step: 10 });
  await finishSearch(page);
  expect(await cellsDone(page)).toBe(9);
  await sweepPicture(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  const cells = page.getByRole('region', { name: 'Cells', exact: true });
  await expect(cells).toContainText('Fast average 90 bars: Sharpe');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SMA cross 90/100');
});

test('a range that can’t be says why at its own field, and nothing is run', async ({ page }) => {
  await openLab(page);
  await goToOptimise(page);
  const run = page.getByRole('button', { name: /Run the search/ });
  await setRanges(page, { from: 5, to: 25, step: 0 });
  await expect(run).toBeDisabled();
  await expect(page.getByText(/step/i).filter({ visible: true }).first()).toBeVisible();
  await setRanges(page, { from: 2, to: 999, step: 1 }, { from: 2, to: 999, step: 1 });
  await expect(page.getByRole('alert').filter({ hasText: 'the most' })).toContainText('100,000');
  await expect(run).toBeDisabled();
});
