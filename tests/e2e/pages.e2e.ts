import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { fundingFile, longFile } from './support/instrument-files';
import { expect, test } from './support/lookback';
import { finishSearch, setRanges, sweepPicture } from './support/optimise';
import {
  choose,
  copyLink,
  giveFile,
  openLab,
  openSection,
  runIt,
  waitForRun,
} from './support/pages';

const folder = fileURLToPath(new URL('../../docs/results/screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });

const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;
type Size = (typeof sizes)[number];

/** Holds what is on screen, or the part of it that is new, to its rules in both schemes, under a name for its pictures. */
type Look = (name: string, part?: string) => Promise<void>;

function lookAt(page: Page, size: Size): Look {
  return async (name, part) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expect(page.locator('.mantine-Skeleton-root:visible'), `${name} is there`).toHaveCount(
        0,
      );
      await page.waitForTimeout(100); // charts settle on their last frame
      await page.screenshot({ path: `${folder}${name}-${size.name}-${scheme}.png` });
      // Colours are the same at every width: in the dark they are held to their rules once.
      if (scheme === 'dark' && size.name === 'phone') continue;
      const axe = new AxeBuilder({ page });
      if (part !== undefined) axe.include(part);
      // Of all rules colours alone depend on the scheme.
      const { violations } = await (scheme === 'light'
        ? axe
        : axe.withRules(['color-contrast'])
      ).analyze();
      const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
      expect
        .soft(
          grave.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 300)}`)),
          `${name}, ${scheme}: no serious accessibility fault`,
        )
        .toEqual([]);
    }
    const beyond = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { width: scrollWidth - window.innerWidth, height: scrollHeight - window.innerHeight };
    });
    // Parts of a page scroll; the frame around them stands.
    expect.soft(beyond, `${name}: nothing lies beyond the screen`).toEqual({ width: 0, height: 0 });
  };
}

/** What a tab of the tester shows. */
const tables = '[role="tabpanel"]';

const tabs = [
  'Trades',
  'Metrics',
  'Returns',
  'Drawdowns',
  'Trade analysis',
  'Exposure and costs',
  'Cone',
  'Run card',
] as const;

const sections = [
  'Period',
  'Benchmark',
  'Protection',
  'Account',
  'Further costs',
  'Margin and carry',
  'Venue',
  'Statistics and seed',
] as const;

const visits: readonly {
  name: string;
  visit(page: Page, look: Look, size: Size): Promise<void>;
}[] = [
  {
    name: 'Backtest with each of its tables',
    visit: async (page, look) => {
      await openLab(page);
      await expect(page.getByRole('link', { name: /why/i }).first()).toBeVisible();
      await look('backtest');
      for (const name of tabs) {
        const tab = page.getByRole('tab', { name });
        await tab.click();
        await expect(tab).toHaveAttribute('aria-selected', 'true');
        const panel = page.getByRole('tabpanel');
        await expect(
          panel.locator('table, dl, [role="img"], a[href*="/trade/"]').first(),
        ).toBeVisible();
        await panel.evaluate((element) => element.scrollIntoView({ block: 'start' }));
        await look(`tab-${name.toLowerCase().replaceAll(' ', '-')}`, tables);
      }
    },
  },
  {
    name: 'charts as tables',
    visit: async (page, look) => {
      await openLab(page);
      for (const name of ['Returns', 'Trade analysis'] as const) {
        await page.getByRole('tab', { name }).click();
        const panel = page.getByRole('tabpanel');
        const button = panel.getByRole('button', { name: /as a table$/, pressed: false });
        await expect(button.first()).toBeVisible();
        while ((await button.count()) > 0) await button.first().click();
        await look(`tables-${name.toLowerCase().replaceAll(' ', '-')}`, tables);
      }
    },
  },
  {
    name: 'the setup with a split, volatility slippage, funding and every section open',
    visit: async (page, look, size) => {
      await openLab(page);
      if (size.name === 'phone') {
        await page.getByRole('button', { name: /Setup/ }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
      }
      await choose(page, 'Market', 'Crypto, perpetual');
      for (const name of sections) await openSection(page, name);
      await page
        .getByRole('group', { name: 'Split' })
        .getByRole('button', { name: '70/30' })
        .click();
      await page.getByRole('radiogroup', { name: 'Benchmark' }).getByText('Cash').click();
      await choose(page, 'Slippage model', 'Grows with volatility');
      await look('setup');
      await page
        .getByRole('button', { name: /^Margin and carry/, expanded: true })
        .scrollIntoViewIfNeeded();
      await look('setup-lower');
      if (size.name === 'phone') await page.keyboard.press('Escape');
      await runIt(page);
      await page.getByRole('tab', { name: 'Metrics' }).click();
      await expect(page.locator('table[aria-label^="Figures of the whole run"]')).toBeAttached();
      await look('metrics-split', tables);
      await page.getByRole('tab', { name: 'Cone' }).click();
      await expect(page.getByRole('tabpanel').getByText('Making the charts')).toHaveCount(0);
      await look('cone-split', tables);
    },
  },
  {
    name: 'Optimise before and after a search, of two settings and of one',
    visit: async (page, look, size) => {
      await page.goto('/optimise');
      await expect(page.getByRole('button', { name: /Run the search/ })).toBeEnabled();
      await look('optimise-empty');
      await setRanges(page, { from: 5, to: 40, step: 5 }, { from: 20, to: 160, step: 20 });
      await finishSearch(page);
      await sweepPicture(page).focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowUp']) {
        await page.keyboard.press(key);
      }
      await look('optimise');
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      await look('optimise-table');
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      if (size.name === 'phone') await page.evaluate(() => window.scrollTo(0, 0));
      await choose(page, 'Up', 'None: one setting only');
      await finishSearch(page);
      await expect(sweepPicture(page).locator('svg')).toBeVisible();
      await look('optimise-line');
    },
  },
  {
    name: 'Runs, and two of them compared',
    visit: async (page, look) => {
      await openLab(page);
      const other = { id: 'rsi-reversion', params: {} };
      await page.evaluate((strategy) => {
        const data = { kind: 'sample', id: 'sp500' };
        localStorage.setItem('lookback.setup', JSON.stringify({ data, config: { strategy } }));
      }, other);
      await openLab(page);
      await page.goto('/runs');
      const picks = page.getByRole('table', { name: 'Runs' }).getByRole('checkbox');
      await expect(picks).toHaveCount(2);
      for (const pick of await picks.all()) await pick.check();
      await look('runs');
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await expect(page.getByRole('table', { name: 'Figures', exact: true })).toBeVisible();
      await expect(page.getByRole('img').first()).toBeVisible();
      await look('compare');
      await page.getByRole('table', { name: 'Figures', exact: true }).scrollIntoViewIfNeeded();
      await look('compare-figures');
      await page.goto('/runs/compare');
      await expect(page.getByText('No runs are chosen')).toBeVisible();
      await look('compare-empty');
    },
  },
  {
    name: 'Data: the library, an import, several instruments, rates',
    visit: async (page, look) => {
      await page.goto('/data');
      await expect(page.getByRole('heading', { name: /Library/ })).toBeVisible();
      await expect(page.getByText('S&P 500').first()).toBeVisible();
      await look('data');
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
      await look('import');
      await giveFile(page, longFile());
      const found = page.getByRole('table', { name: 'Instruments found' });
      await expect(found.getByRole('row')).toHaveCount(5);
      await found.getByRole('button', { name: 'Report of BRVO' }).click();
      await expect(page.getByRole('heading', { name: 'Quality report, BRVO' })).toBeVisible();
      await look('import-instruments');
      await giveFile(page, fundingFile());
      const save = page.getByRole('button', { name: 'Save 2 rate series' });
      await expect(save).toBeVisible();
      await look('import-rates');
      await save.click();
      await expect(page.getByRole('img', { name: /on average .*% a charge/ })).toBeVisible();
      await look('rates');
      await page.getByRole('button', { name: 'Synthetic', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Make and save' })).toBeVisible();
      await look('synthetic');
      await page.reload();
      await page.getByRole('button', { name: 'Download from an exchange' }).click();
      await expect(page.getByText(/bars at most/)).toBeVisible();
      await look('download');
    },
  },
  {
    name: 'Models: a recipe, a training, what came of it',
    visit: async (page, look) => {
      await page.goto('/models');
      await expect(page.getByRole('region', { name: 'The split' })).toBeVisible();
      await look('models');
      await page.getByRole('button', { name: 'How it is trained' }).click();
      await page.getByRole('textbox', { name: /^Epochs/ }).fill('2');
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await expect(page.getByText(/of at most 2/)).toBeVisible();
      const scores = page.getByRole('table').filter({ hasText: 'Ridge regression' });
      await expect(scores).toBeVisible({ timeout: 60_000 });
      await page.getByRole('main').evaluate((element) => element.scrollTo(0, 0));
      await look('model');
    },
  },
  {
    name: 'Paper: the first visit, a new session, one that runs, one that was cut',
    visit: async (page, look) => {
      await page.goto('/paper');
      await page.getByRole('button', { name: 'Start on the replay exchange' }).waitFor();
      await look('paper-first');
      await page.getByRole('button', { name: 'Start on the replay exchange' }).click();
      await expect(page.getByRole('combobox', { name: 'Symbol' })).toHaveValue('BTC/USDT');
      await look('paper-new');
      await page.getByRole('button', { name: 'Start with paper money' }).click();
      await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible();
      await page.waitForTimeout(4000); // a few bars
      await look('paper');
      await page.getByRole('tab', { name: 'Order by hand' }).click();
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await expect(page.getByText('Disconnected', { exact: true }).first()).toBeVisible();
      await look('paper-cut');
    },
  },
  {
    name: 'a trade explained',
    visit: async (page, look) => {
      await openLab(page);
      await page.getByRole('link', { name: /why/i }).first().click();
      await page.waitForURL('**/trade/**');
      await expect(page.getByText(/next open/i).first()).toBeVisible();
      await look('trade');
    },
  },
  {
    name: 'a shared run',
    visit: async (page, look) => {
      await openLab(page);
      const link = await copyLink(page);
      await page.goto('about:blank');
      await page.goto(link);
      await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'verified');
      await look('shared');
    },
  },
  {
    name: 'menus and dialogs',
    visit: async (page, look, size) => {
      await openLab(page);
      if (size.name === 'desktop') {
        await page.keyboard.press('c');
        await expect(page.getByRole('menuitem', { name: /defaults/ })).toBeVisible();
        await look('compare-menu');
      } else {
        await page.getByRole('button', { name: 'Compare and export' }).click();
        await expect(page.getByRole('menuitem', { name: /defaults/ })).toBeVisible();
        await look('compare-menu');
      }
      await page.getByRole('menuitem', { name: /Run on several data sets/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await look('several-data-sets');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible();
      await look('keys');
    },
  },
];

for (const size of sizes) {
  for (const { name, visit } of visits) {
    test(`${size.name}: ${name}, without serious accessibility faults, nothing beyond the screen`, async ({
      page,
    }) => {
      await page.setViewportSize({ width: size.width, height: size.height });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await visit(page, lookAt(page, size), size);
    });
  }
}

test('the first paint in the dark is dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await openLab(page);
  const [red = 255, green = 255, blue = 255] = await page.evaluate(() =>
    (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number),
  );
  expect(red + green + blue).toBeLessThan(150);
});

test('a phone shows the setup in a drawer and runs from there', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page);
  await page.getByRole('button', { name: /Setup/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await waitForRun(page);
});
