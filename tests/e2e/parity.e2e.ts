import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SweepJson } from '../../lib/cli/sweep-command';
import { commandLine, headless } from './support/command-line';
import { expect, test } from './support/lookback';
import { fact, finishSearch, goToOptimise, savedCells, setRanges } from './support/optimise';
import {
  backtestOnIt,
  choose,
  fill,
  giveFile,
  openLab,
  openSection,
  readIdentity,
  runIt,
  saveImport,
  waitForRun,
} from './support/pages';
import { dailyRows, dialects } from './support/sample-files';

const folder = mkdtempSync(join(tmpdir(), 'lookback-parity-'));

const strategies = [
  { id: 'sma-cross', label: 'SMA cross' },
  { id: 'donchian-breakout', label: 'Donchian breakout' },
  { id: 'rsi-reversion', label: 'RSI reversion' },
  { id: 'buy-and-hold', label: 'Buy and hold' },
] as const;

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const plain = fileOf('bars.csv', dailyRows(400));
const archive = fileOf('BTCUSDT-1h-2022-01.csv', dialects[3]!.bytes);

const dataSets = [
  { name: 'the sample', file: 'sample:sp500', open: null },
  { name: 'a plain daily file', file: plain, open: plain },
  { name: 'a Binance archive', file: archive, open: archive },
] as const;

for (const set of dataSets) {
  test(`command line and browser agree on every strategy over ${set.name}`, async ({ page }) => {
    if (set.open === null) {
      await openLab(page);
    } else {
      await giveFile(page, set.open);
      await saveImport(page, 'Parity');
      await backtestOnIt(page);
    }
    for (const { id, label } of strategies) {
      // Choosing another one first makes the page start from the defaults of the schema.
      await choose(page, 'Strategy', id === 'buy-and-hold' ? 'SMA cross' : 'Buy and hold');
      await waitForRun(page);
      await choose(page, 'Strategy', label);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(label);
      await waitForRun(page);
      const here = await readIdentity(page);
      const there = headless(set.file, '--strategy', id);
      expect(here.ledgerHash).toBe(there.ledgerHash);
      expect(here.equityHash).toBe(there.equityHash);
      expect(here.runId).toBe(there.runId);
    }
  });
}

/** A setup made by hand in the page, and the words that mean the same. */
interface Case {
  readonly name: string;
  readonly data: string;
  readonly words: readonly string[];
  set(page: Page): Promise<void>;
}

const cases: readonly Case[] = [
  {
    name: 'a period with a split',
    data: 'sample:sp500',
    words: ['--from', '2004-03-01', '--to', '2010-06-30', '--split', '2008-01-02'],
    set: async (page) => {
      await openSection(page, 'Period');
      await page.getByLabel('First day').fill('2004-03-01');
      await page.getByLabel('Last day').fill('2010-06-30');
      await page.getByLabel('Out of sample from').fill('2008-01-02');
    },
  },
  {
    name: 'a perpetual with constant funding',
    data: 'synthetic:{}',
    words: ['--market', 'crypto-perpetual', '--allow-short', '--funding-rate', '0.0003'],
    set: async (page) => {
      await choose(page, 'Data', /Synthetic market/);
      await waitForRun(page);
      await choose(page, 'Market', 'Crypto, perpetual');
      await page.getByRole('switch', { name: 'Short side' }).check();
      await openSection(page, 'Margin and carry');
      await fill(page, /^Funding rate/, '0.03');
    },
  },
  {
    name: 'slippage that grows with volatility',
    data: 'sample:sp500',
    words: ['--slippage-model', 'volatility', '--slippage-exponent', '1.5'],
    set: async (page) => {
      await openSection(page, 'Further costs');
      await choose(page, 'Slippage model', 'Grows with volatility');
      await fill(page, 'Volatility exponent', '1.5');
    },
  },
  {
    name: 'a trailing stop',
    data: 'sample:sp500',
    words: ['--trailing-stop', '0.04'],
    set: async (page) => {
      await openSection(page, 'Protection');
      await fill(page, 'Trailing stop', '4');
    },
  },
  {
    name: 'momentum at a volatility target',
    data: 'sample:sp500',
    words: [
      ...['--strategy', 'time-series-momentum'],
      ...['--sizing', 'volatility-target', '--target-volatility', '0.1'],
    ],
    set: async (page) => {
      await choose(page, 'Strategy', 'Time-series momentum');
      await choose(page, 'Sizing', 'Volatility target');
      await fill(page, 'Target volatility', '10');
    },
  },
];

test('command line and browser agree on periods, markets, costs, stops and sizes', async ({
  page,
}) => {
  const seen = new Set<string>();
  for (const { name, data, words, set } of cases) {
    await test.step(name, async () => {
      await page.goto('/');
      await page.evaluate(() => localStorage.removeItem('lookback.setup'));
      await openLab(page);
      await set(page);
      await runIt(page);
      const here = await readIdentity(page);
      const { runId, ledgerHash, equityHash, dataFingerprint } = headless(data, ...words);
      expect(here, name).toEqual({ runId, ledgerHash, equityHash, dataFingerprint });
      seen.add(ledgerHash);
    });
  }
  // Each setting changed the trades: none was left out on both sides.
  expect(seen.size).toBe(cases.length);
});

test('command line and browser find the same best cell, with the same figures and worth', async ({
  page,
}) => {
  await openLab(page);
  await goToOptimise(page);
  await setRanges(page, { from: 5, to: 30, step: 5 }, { from: 20, to: 120, step: 20 });
  await finishSearch(page);
  const cells = await savedCells(page);
  const there = commandLine<SweepJson>(
    'sweep',
    ...['--data', 'sample:sp500'],
    ...['--axis', 'strategy.params.slow=20:120:20', '--axis', 'strategy.params.fast=5:30:5'],
  );
  expect(cells).toHaveLength(36);
  expect(there.cells).toHaveLength(36);
  for (const [k, cell] of there.cells.entries()) {
    const row = cells[k]!;
    expect(row.refused !== '', `cell ${k}`).toBe(cell!.refused !== null);
    for (const [id, value] of Object.entries(cell!.figures ?? {})) {
      // The page's file leaves out the ratio per period.
      if (id !== 'trialSharpe') expect(row[id], `${id} of cell ${k}`).toBe(String(value ?? ''));
    }
  }
  const best = cells[there.best!]!;
  const shown = page.getByRole('table', { name: 'Best cells' }).getByRole('row').nth(1);
  const settings = [best['strategy.params.fast'], best['strategy.params.slow']];
  expect((await shown.getByRole('cell').allInnerTexts()).slice(1, 3)).toEqual(settings);
  const percent = (value: number | null): string => `${(value! * 100).toFixed(1)}%`;
  await expect(fact(page, 'Settings tried')).toHaveText(String(there.trials));
  await expect(fact(page, 'Deflated Sharpe')).toContainText(percent(there.deflatedSharpe.value));
  await expect(fact(page, 'Probabilistic Sharpe')).toContainText(
    percent(there.probabilisticSharpe.value),
  );

  await test.step('and the cell opened is that run', async () => {
    await page.getByRole('button', { name: 'Open the best' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await waitForRun(page);
    expect((await readIdentity(page)).runId).toBe(there.cells[there.best!]!.runId);
  });
});
