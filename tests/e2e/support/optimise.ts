import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

/** A range as it is typed. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Opens the page of searches by its link, so that the lab stays as it is. */
export async function goToOptimise(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Optimise' }).first().click();
  await page.waitForURL('**/optimise');
  await expect(page.getByRole('button', { name: /Run the search/ })).toBeEnabled();
}

/** Types the ranges of the settings, the one across first. */
export async function setRanges(page: Page, ...ranges: readonly Range[]): Promise<void> {
  for (const [k, range] of ranges.entries()) {
    // The end first: while the start is beyond it there is no grid, and none is needed yet.
    for (const [label, value] of [
      ['To', range.to],
      ['From', range.from],
      ['Step', range.step],
    ] as const) {
      await page.getByRole('textbox', { name: label, exact: true }).nth(k).fill(String(value));
    }
  }
}

/** The map or line of the search, named by a sentence of how far it is. */
export const sweepPicture = (page: Page) =>
  page.getByRole('region', { name: 'Cells', exact: true }).getByRole('img', { name: / cells/ });

/** How many cells are done, by that sentence. */
export async function cellsDone(page: Page): Promise<number> {
  const sentence = (await sweepPicture(page).getAttribute('aria-label')) ?? '';
  const count = /: ([\d,]+) of [\d,]+ cells/.exec(sentence)?.[1];
  if (count === undefined) throw new Error(`no count in “${sentence}”`);
  return Number(count.replaceAll(',', ''));
}

/** Runs the search and waits for its verdict. */
export async function finishSearch(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Run the search/ }).click();
  const verdict = page.getByRole('complementary', { name: 'What the best is worth' });
  await expect(verdict.getByRole('status')).toBeVisible({ timeout: 60_000 });
}

/** A fact of the verdict by its name. */
export const fact = (page: Page, name: string | RegExp) =>
  page
    .getByRole('complementary', { name: 'What the best is worth' })
    .locator('dl > div', { has: page.locator('dt', { hasText: name }) })
    .locator('dd');

/** A line of the file of all cells, by column. */
export type CellRow = Readonly<Record<string, string>>;

/** The file the page saves of all its cells. */
export async function savedCells(page: Page): Promise<readonly CellRow[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all cells as CSV' }).click();
  const text = readFileSync((await (await download).path())!, 'utf8');
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    // Reasons are the last column and the only one that may hold a comma.
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, k) => [name, cells[k] ?? '']));
  });
}
