import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/lookback';
import { giveFile, openLab, waitForRun } from './support/pages';

const folder = fileURLToPath(new URL('../../docs/results/screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });

const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

const places: readonly { name: string; open(page: Page): Promise<void> }[] = [
  { name: 'backtest', open: (page) => openLab(page) },
  {
    name: 'data',
    open: async (page) => {
      await page.goto('/data');
      await expect(page.getByRole('heading', { name: /Library/ })).toBeVisible();
      await expect(page.getByText('S&P 500').first()).toBeVisible();
    },
  },
  {
    name: 'import',
    open: async (page) => {
      const lines = ['time;open;high;low;close;volume'];
      for (let i = 0; i < 60; i++) {
        const at = new Date(Date.UTC(2021, 2, 1, 22 + i)).toISOString();
        const open = 1.2061 + i / 10_000;
        const prices = [open, open + 0.0009, open - 0.0008, open + 0.0003].map((p) => p.toFixed(5));
        lines.push([at.slice(0, 16).replace('T', ' '), ...prices, 4000 + i].join(';'));
      }
      lines[20] = lines[20]!.replace(/;[^;]*;(\d+)$/, ';n/a;$1');
      await giveFile(page, {
        name: 'eurusd_h1.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(lines.join('\n')),
      });
      await expect(page.getByRole('table', { name: 'Faults by class' })).toBeVisible();
    },
  },
  {
    name: 'runs',
    open: async (page) => {
      await openLab(page);
      await page.goto('/runs');
      await expect(page.getByRole('table', { name: 'Runs' })).toBeVisible();
    },
  },
  {
    name: 'trade',
    open: async (page) => {
      await openLab(page);
      await page.getByRole('link', { name: /why/i }).first().click();
      await page.waitForURL('**/trade/**');
      await expect(page.getByText(/next open/i).first()).toBeVisible();
    },
  },
  {
    name: 'shared',
    open: async (page) => {
      await openLab(page);
      await page.keyboard.press('l');
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toContain('#r1.');
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await page.goto('about:blank');
      await page.goto(link);
      await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'verified');
    },
  },
];

for (const size of sizes) {
  for (const scheme of ['light', 'dark'] as const) {
    for (const place of places) {
      test(`${place.name}, ${size.name}, ${scheme}: no serious accessibility fault, nothing wider than the screen`, async ({
        page,
      }) => {
        await page.setViewportSize({ width: size.width, height: size.height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await place.open(page);
        await page.waitForTimeout(600); // charts settle on their last frame
        await page.screenshot({ path: `${folder}${place.name}-${size.name}-${scheme}.png` });
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(wider).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
        expect(grave.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
      });
    }
  }
}

test('a phone shows the setup in a drawer and runs from there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page);
  await page.getByRole('button', { name: /Setup/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await waitForRun(page);
});
