import { expect, type Page } from '@playwright/test';

/** Opens the lab and waits for its first finished run. */
export async function openLab(page: Page, address = '/'): Promise<void> {
  await page.goto(address);
  await waitForRun(page);
}

/** A finished run is on the page and belongs to the present setup. */
export async function waitForRun(page: Page): Promise<void> {
  await expect(
    page.getByRole('status').filter({ hasText: /Computed here|Verified here/ }),
  ).toBeVisible();
}

/** Waits for the second, stepped pass. */
export async function waitForOwnVerification(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: 'Verified here' })).toBeVisible();
}

export interface Identity {
  readonly runId: string;
  readonly ledgerHash: string;
  readonly equityHash: string;
  readonly dataFingerprint: string;
}

/** The whole hashes of the run on the page, from its run card. */
export async function readIdentity(page: Page): Promise<Identity> {
  await page.getByRole('tab', { name: 'Run card' }).click();
  const whole = async (label: string): Promise<string> => {
    const row = page.locator('dl > div', {
      has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }),
    });
    const title = await row.locator('dd').getAttribute('title');
    expect(title, `${label} hash`).toMatch(/^[0-9a-f]{64}$/);
    return title!;
  };
  return {
    runId: await whole('Run'),
    ledgerHash: await whole('Ledger'),
    equityHash: await whole('Equity'),
    dataFingerprint: await whole('Fingerprint'),
  };
}

/**
 * Chooses an option of a Mantine Select by its label. On a busy machine its list may still move to its place between
 * press and release, and the click is nobody's: it is tried again as long as the list is open.
 */
export async function choose(
  page: Page,
  label: string | RegExp,
  option: string | RegExp,
): Promise<void> {
  const wanted = page.getByRole('option', { name: option }).first();
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await expect(wanted).toBeVisible();
  await expect(async () => {
    if (await wanted.isVisible()) await wanted.click({ timeout: 5000 });
    await expect(wanted).toBeHidden({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
}

export interface FileGiven {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/**
 * Does what opens a file picker and gives it the file. The browser may not have heard yet that the picker is to be
 * intercepted when a busy machine delivers the key press, so it is tried again.
 */
export async function answerPicker(
  page: Page,
  open: () => Promise<void>,
  file: string | FileGiven | readonly FileGiven[],
): Promise<void> {
  await expect(async () => {
    const chooser = page.waitForEvent('filechooser', { timeout: 5000 });
    await open();
    await (await chooser).setFiles(file as string);
  }).toPass({ timeout: 30_000 });
}

/** Hands files to the Data page through the picker and waits for its report. */
export async function giveFile(
  page: Page,
  file: string | FileGiven | readonly FileGiven[],
): Promise<void> {
  await page.goto('/data');
  await expect(page.getByRole('heading', { name: /Library/ })).toBeVisible();
  const button = page.getByRole('button', { name: 'Import', exact: true });
  await answerPicker(page, () => button.click(), file);
}

/** Saves the open import under a name; answers are given before. */
export async function saveImport(page: Page, name: string): Promise<number> {
  await page.getByRole('textbox', { name: 'Name of the data set' }).fill(name);
  const button = page.getByRole('button', { name: /^Save [\d,]+ bars$/ });
  const bars = Number((await button.innerText()).replace(/\D/g, ''));
  await button.click();
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  return bars;
}

/** From the Data page to a run on the chosen data set. */
export async function backtestOnIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Backtest on it' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await waitForRun(page);
}

/** Opens a section of the setup panel, where it is not open already. */
export async function openSection(page: Page, title: string): Promise<void> {
  const section = page.getByRole('button', { name: new RegExp(`^${title}`) }).first();
  await expect(section).toBeVisible();
  if ((await section.getAttribute('aria-expanded')) === 'false') await section.click();
}

/** Types into a box by its label and leaves it. */
export async function fill(page: Page, label: string | RegExp, value: string): Promise<void> {
  const box = page.getByRole('textbox', { name: label }).first();
  await box.fill(value);
  await box.press('Tab');
}

/** Runs what is set, also where runs are too slow to follow by themselves, and waits for it. */
export async function runIt(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Enter');
  await waitForRun(page);
}

/** The link that the page put on the clipboard. */
export async function copyLink(page: Page): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#r1.');
  return page.evaluate(() => navigator.clipboard.readText());
}
