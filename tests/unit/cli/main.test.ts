import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunIdentity } from '../../../lib/backtest/run-identity';
import { singleResult } from '../../../lib/cli/backtest-command';
import { exportCsv } from '../../../lib/market/export-csv';
import { walkBars } from '../../support/bars';
import { type CliRun, lookback } from '../../support/cli';
import { loadKernels } from '../../support/sessions';

interface Printed {
  readonly title: string;
  readonly identity: RunIdentity;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly noValue: Readonly<Record<string, string>>;
  readonly config: { readonly strategy: { readonly params: Readonly<Record<string, unknown>> } };
  readonly data: { readonly bars: number };
  readonly link?: string;
}

const json = (run: CliRun): Printed => {
  expect(run.err).not.toMatch(/fail/i);
  expect(run.code).toBe(0);
  return JSON.parse(run.out) as Printed;
};
const cross = ['--strategy', 'sma-cross', '--fast', '10', '--slow', '30'];

describe('lookback backtest', () => {
  it('prints the figures and hashes the library computes', async () => {
    await loadKernels();
    const bars = await walkBars(600, 4);
    const printed = json(
      await lookback(['backtest', 'walk.csv', ...cross, '--capital', '5000', '--json'], {
        'walk.csv': new TextDecoder().decode(exportCsv(bars)),
      }),
    );
    const run = await runBacktest(bars, {
      strategy: { id: 'sma-cross', params: { fast: 10, slow: 30 } },
      account: { capital: 5000 },
    });
    const { figures } = singleResult(run);
    expect(printed.identity).toEqual(run.identity);
    expect(printed.title).toBe('SMA cross 10/30');
    for (const [name, figure] of Object.entries(figures)) {
      expect(printed.figures[name], name).toBe(figure.value);
    }
  });

  it('saves the tearsheet as a file of its own', async () => {
    const run = await lookback(['backtest', 'sample:sp500', ...cross, '--report', 'out.html']);
    expect(run.code).toBe(0);
    expect(run.written['out.html']).toContain('<h1>SMA cross 10/30</h1>');
    expect(run.written['out.html']).toContain('How to get it again');
  });

  it('gives one ledger by columns and stepped', async () => {
    const args = ['backtest', 'sample:sp500', ...cross, '--json'];
    const column = json(await lookback(args));
    const stepped = json(await lookback([...args, '--stepped']));
    expect(column.data.bars).toBe(5105);
    expect(stepped.identity).toEqual(column.identity);
  });

  it('takes the flags of the strategy that is named, its presets, and percent signs', async () => {
    const printed = json(
      await lookback([
        'backtest',
        'sample:sp500',
        '--strategy=donchian-breakout',
        '--preset',
        'both-sides',
        '--exit-bars',
        '7',
        '--no-allow-short',
        '--stop-loss',
        '5%',
        '--json',
      ]),
    );
    expect(printed.config.strategy.params).toEqual({
      entryBars: 20,
      exitBars: 7,
      allowShort: false,
    });
    expect(printed.config).toMatchObject({ protection: { stopLoss: 0.05 } });
  });

  it('prints a tearsheet in plain lines, progress on standard error', async () => {
    const run = await lookback(['backtest', 'sample:sp500', ...cross]);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(
      /^SMA cross 10\/30 on S&P 500, 1 d, 5,105 bars, 2000-01-03 to 2020-04-/,
    );
    expect(run.out).toMatch(/Ledger {16}[0-9a-f]{64}\n/);
    expect(run.out).not.toMatch(/NaN|undefined|Infinity/);
    expect(run.err).toBe('Running the backtest …\n');
  });

  it('says why there are no trades and gives no value for what has none', async () => {
    const bars = await walkBars(62, 4);
    const files = { 'walk.csv': new TextDecoder().decode(exportCsv(bars)) };
    const args = ['backtest', 'walk.csv', '--strategy', 'sma-cross'];
    const run = await lookback(args, files);
    expect(run.out).toMatch('No trades: the slow average needs 100 bars and there are 62.');
    const printed = json(await lookback([...args, '--json'], files));
    expect(printed.figures.winRate).toBeNull();
    expect(printed.noValue.winRate).toMatch(/no/);
  });

  it('ends with 2 for wrong arguments and settings, and names them', async () => {
    const refuse = async (...args: string[]) => {
      const run = await lookback(['backtest', 'sample:sp500', ...args]);
      expect(run.code, args.join(' ')).toBe(2);
      expect(run.out).toBe('');
      return run.err;
    };
    expect(await refuse('--strategy', 'magic')).toMatch(/Allowed choices are sma-cross/);
    expect(await refuse('--fast', '0')).toMatch(/strategy.params.fast must be at least 1/);
    expect(await refuse('--fast', '30', '--slow', '10')).toMatch(/must be shorter/);
    expect(await refuse('--entry-bars', '3')).toMatch(/unknown option '--entry-bars'/);
    expect(await refuse('--fast', 'ten')).toMatch(/A number is wanted/);
    expect((await lookback(['backtest'])).code).toBe(2);
    expect((await lookback(['backtest', 'sample:moon'])).err).toMatch(/there are sp500/);
  });

  it('ends with 3 for a file that is not there or holds no bars', async () => {
    expect((await lookback(['backtest', 'none.csv'])).code).toBe(3);
    const run = await lookback(['backtest', 'a.csv'], { 'a.csv': 'hello\nworld\n' });
    expect(run.code).toBe(3);
    expect(run.err).toMatch(/a\.csv/);
  });

  it('ends with 130 when interrupted', async () => {
    const run = await lookback(['backtest', 'sample:sp500'], {}, { aborted: true });
    expect(run.code).toBe(130);
    expect(run.err).toMatch(/Cancelled/);
  });

  it('documents its exit codes and the flags of the strategy', async () => {
    const help = await lookback(['backtest', '--strategy', 'rsi-reversion', '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/--oversold/);
    expect(help.out).not.toMatch(/--slow/);
    expect(help.out).toMatch(/4 {2}a file, or an answer only you have/);
  });
});

const ambiguous = [
  'date,open,high,low,close,volume',
  ...Array.from({ length: 9 }, (_, i) => `0${i + 1}.0${(i % 3) + 1}.2021,10,12,9,11,100`),
].join('\n');

describe('lookback import', () => {
  it('reports what is wrong, row by row, and saves nothing', async () => {
    const text = [
      'timestamp,open,high,low,close,volume',
      '2021-01-01T00:00:00Z,10,11,9,10,5',
      '2021-01-01T01:00:00Z,10,11,9,n/a,5',
      '2021-01-01T02:00:00Z,10,11,9,10,5',
      '2021-01-01T03:00:00Z,10,8,9,10,5',
      '2021-01-01T04:00:00Z,10,11,9,10,5',
    ].join('\n');
    const run = await lookback(['import', 'b.csv'], { 'b.csv': text });
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/row 3: .*n\/a/);
    expect(run.out).toMatch(/row 5: high/);
    expect(run.out).toMatch(/3 bars kept, 2 rows dropped/);
  });

  it('asks with 4 what only the user knows, and takes the answer', async () => {
    const files = { 'c.csv': ambiguous };
    const asked = await lookback(['import', 'c.csv'], files);
    expect(asked.code).toBe(4);
    expect(asked.err).toMatch(/--date-order dmy/);
    expect(asked.err).toMatch(/--date-order mdy/);
    expect((await lookback(['backtest', 'c.csv'], files)).code).toBe(4);
    const printed = async (...args: string[]) => {
      const run = await lookback(['import', 'c.csv', '--json', ...args], files);
      expect(run.err).toBe('');
      expect(run.code).toBe(0);
      return JSON.parse(run.out) as { fingerprint: string };
    };
    const dmy = await printed('--date-order', 'dmy');
    const mdy = await printed('--answers', '{"dateOrder":"mdy"}');
    expect(dmy.fingerprint).not.toBe(mdy.fingerprint);
  });
});

describe('lookback import --out', () => {
  const hours = async () => new TextDecoder().decode(exportCsv(await walkBars(50, 3)));

  it('writes bars that import to the same fingerprint', async () => {
    const run = await lookback(['import', 'w.csv', '--out', 'o.csv'], { 'w.csv': await hours() });
    expect(run.code).toBe(0);
    const again = await lookback(['import', 'o.csv'], { 'o.csv': run.written['o.csv']! });
    const fingerprint = /Fingerprint [0-9a-f]{64}/;
    expect(fingerprint.exec(again.out)?.[0]).toBe(fingerprint.exec(run.out)?.[0]);
  });

  it('gathers closed bars into longer ones, and refuses what is no interval', async () => {
    const files = { 'w.csv': await hours() };
    const bars = async (...args: string[]) =>
      JSON.parse((await lookback(['import', 'w.csv', '--json', ...args], files)).out) as {
        bars: number;
      };
    const whole = (await bars()).bars;
    const gathered = await lookback(['import', 'w.csv', '--resample', '5h'], files);
    expect(gathered.code).toBe(0);
    expect((await bars('--resample', '5h')).bars).toBeLessThan(whole / 4);
    const wrong = await lookback(['import', 'w.csv', '--resample', 'often'], files);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/write 5m, 4h, 1d or 1w/);
  });

  it('never writes over a file', async () => {
    const files = { 'w.csv': await hours(), 'there.csv': 'x' };
    const run = await lookback(['import', 'w.csv', '--out', 'there.csv'], files);
    expect(run.code).toBe(3);
    expect(run.err).toMatch(/exists already/);
  });
});

describe('lookback verify', () => {
  const linkOf = async (args: readonly string[], files = {}) =>
    json(await lookback(['backtest', ...args, '--json', '--link'], files)).link!;

  it('verifies the link of a run on a sample with 0', async () => {
    const link = await linkOf(['sample:sp500', ...cross]);
    const run = await lookback(['verify', `https://example.org/${link}`]);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^Verified\./);
  });

  it('needs the file with 4, verifies with it, and differs with 1 when one bar is altered', async () => {
    const text = new TextDecoder().decode(exportCsv(await walkBars(300, 9)));
    const link = await linkOf(['w.csv', ...cross], { 'w.csv': text });
    const needed = await lookback(['verify', link]);
    expect(needed.code).toBe(4);
    expect(needed.out).toMatch(/w\.csv whose fingerprint is [0-9a-f]{4}·[0-9a-f]{4}/);
    expect((await lookback(['verify', link, '--data', 'w.csv'], { 'w.csv': text })).code).toBe(0);
    const lines = text.split('\n');
    const cells = lines[200]!.split(',');
    cells[5] = String(Number(cells[5]) + 1);
    lines[200] = cells.join(',');
    const altered = await lookback(['verify', link, '--data', 'w.csv'], {
      'w.csv': lines.join('\n'),
    });
    expect(altered.code).toBe(1);
    expect(altered.out).toMatch(/^Differs from the claim\. The data are not the claimed ones/);
  });

  it('ends with 3 for a link that is damaged or none', async () => {
    const link = await linkOf(['sample:sp500', ...cross]);
    expect((await lookback(['verify', link.slice(0, -3)])).code).toBe(3);
    expect((await lookback(['verify', 'hello'])).err).toMatch(/not a link/);
  });
});

describe('bin/lookback.mjs', () => {
  it('runs as a process from any folder, with only JSON on standard output', async () => {
    const bin = fileURLToPath(new URL('../../../bin/lookback.mjs', import.meta.url));
    const args = ['backtest', 'sample:sp500', ...cross, '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      cwd: '/',
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/Error/);
    expect(status).toBe(0);
    const here = json(await lookback(args));
    expect(JSON.parse(stdout)).toEqual(here);
  });
});
