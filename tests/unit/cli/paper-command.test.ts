import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookback } from '../../support/cli';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookback-paper-'));
});
afterEach(() => rm(folder, { recursive: true }));

const fast = ['paper', '--exchange', 'replay-fast', '--warmup', '30'];
const strategy = ['--strategy', 'sma-cross', '--fast', '2', '--slow', '4'];

describe('lookback paper', () => {
  it('trades on live bars, is interrupted, goes on, and its replay has its ledger', async () => {
    const log = join(folder, 'session.ndjson');
    const signal = { aborted: false };
    const interrupted = lookback([...fast, ...strategy, '--log', log], {}, signal);
    const written = () => readFile(log, 'utf8').catch(() => '');
    while ((await written()).split('"live"').length < 15) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    signal.aborted = true;
    const first = await interrupted;
    expect(first.code).toBe(0);
    expect(first.out).toContain('SMA cross 2/4 on BTC/USDT, 1m, started with paper money');
    const bars = (await readFile(log, 'utf8')).split('\n').length;
    const second = await lookback(['paper', '--resume', log, '--bars', '40', '--json']);
    expect(second.code).toBe(0);
    const result = JSON.parse(second.out);
    expect(result).toMatchObject({ same: true, differs: null });
    expect(result.ledgerHash).toBe(result.replayedHash);
    expect(result.liveBars + result.backFilledBars).toBeGreaterThanOrEqual(40);
    expect(result.backFilledBars).toBeGreaterThan(0);
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(bars);
    expect(lines.map((line) => JSON.parse(line).kind)).toContain('recovered');
    expect(JSON.parse(lines.at(-1)!).kind).toBe('ended');
  });

  it.each([
    [['--from', '2020-01-01', '--log', 'x'], 'A paper session has no --from: leave it out.'],
    [[], 'Name a file for the log with --log, or the log to go on with by --resume'],
    [['--log', 'x', '--symbol', 'http://a/b'], 'symbol'],
    [['--log', 'x', '--symbol', 'NO/USDT'], 'has no market NO/USDT'],
  ])('refuses %j', async (flags, message) => {
    const { code, err } = await lookback([...fast, ...strategy, ...flags]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
