import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/lookback';
import {
  backtestOnIt,
  choose,
  giveFile,
  type Identity,
  openLab,
  readIdentity,
  saveImport,
  waitForRun,
} from './support/pages';
import { dailyRows, dialects } from './support/sample-files';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lookback-parity-'));

const strategies = [
  { id: 'sma-cross', label: 'SMA cross' },
  { id: 'donchian-breakout', label: 'Donchian breakout' },
  { id: 'rsi-reversion', label: 'RSI reversion' },
  { id: 'buy-and-hold', label: 'Buy and hold' },
] as const;

/** The identity the command line prints for a strategy with the defaults of its schema. */
function headless(file: string, strategy: string): Identity {
  const output = execFileSync(
    process.execPath,
    ['bin/lookback.mjs', 'backtest', file, '--strategy', strategy, '--json'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return (JSON.parse(output) as { identity: Identity }).identity;
}

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
      const there = headless(set.file, id);
      expect(here.ledgerHash).toBe(there.ledgerHash);
      expect(here.equityHash).toBe(there.equityHash);
      expect(here.runId).toBe(there.runId);
    }
  });
}
