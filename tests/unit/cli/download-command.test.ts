import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import { openExchange } from '../../../lib/cli/open-exchange';
import { uncontrolled } from '../../../lib/core/job';
import type { ExchangeSource } from '../../../lib/market/bars';
import { barsOfSource } from '../../../lib/market/exchange/bars-of-source';
import { memoryDownloads } from '../../../lib/market/exchange/download-store';
import { machineTiming } from '../../../lib/server/gateway/upstream-calls';
import { encodeLink } from '../../../lib/sharing';
import { lookback } from '../../support/cli';
import { loadKernels } from '../../support/kernels';

const flags = ['download', '--exchange', 'replay', '--symbol', 'BTC/USDT', '--interval', '1m'];

describe('download', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lookback-download-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes the bars of a day, which import to the same fingerprint', async () => {
    const out = join(folder, 'day.csv');
    const range = ['--from', '2024-01-10', '--to', '2024-01-11'];
    const run = await lookback([...flags, ...range, '--out', out, '--json']);
    expect(run.code).toBe(0);
    const printed = JSON.parse(run.out) as { fingerprint: string; bars: number; source: object };
    expect(printed.bars).toBe(1_440);
    expect(printed.source).toEqual({
      kind: 'exchange',
      exchange: 'replay',
      symbol: 'BTC/USDT',
      interval: '1m',
      from: Date.UTC(2024, 0, 10),
      to: Date.UTC(2024, 0, 11),
    });
    expect(existsSync(`${out}.part`)).toBe(false);
    const files = { 'day.csv': run.written[out]! };
    const imported = await lookback(['import', 'day.csv', '--json', '--time-zone', 'UTC'], files);
    expect((JSON.parse(imported.out) as { fingerprint: string }).fingerprint).toBe(
      printed.fingerprint,
    );
  });

  it('goes on where it was interrupted, to the same bars', async () => {
    const range = ['--from', '2024-01-05', '--to', '2024-01-10'];
    const out = join(folder, 'days.parquet');
    const part = `${out}.part`;
    const lines = () => (existsSync(part) ? readFileSync(part, 'utf8').split('\n').length - 1 : 0);
    const signal = {
      get aborted() {
        return lines() > 3;
      },
    };
    const stopped = await lookback([...flags, ...range, '--out', out], {}, signal);
    expect(stopped.code).toBe(130);
    expect(stopped.err).toMatch(/3,000 bars are kept in .*days\.parquet\.part; --resume goes on/);
    const again = await lookback([...flags, ...range, '--out', out]);
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/broken off. Go on with it by --resume/);
    const resumed = await lookback([...flags, ...range, '--out', out, '--resume']);
    expect(resumed.code).toBe(0);
    const whole = await lookback([...flags, ...range, '--out', join(folder, 'whole.csv')]);
    const print = (text: string) => /Fingerprint ([0-9a-f]{64})/.exec(text)?.[1];
    expect(print(resumed.out)).toBe(print(whole.out));
    expect(print(whole.out)).toBeDefined();
  });

  it('is made by itself where a link names bars of an exchange', async () => {
    await loadKernels();
    const source = {
      ...{ kind: 'exchange', exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' },
      ...{ from: Date.UTC(2024, 0, 10), to: Date.UTC(2024, 0, 11), resampleMs: 300_000 },
    } as ExchangeSource;
    const { port, close } = openExchange();
    const options = { port, store: memoryDownloads(), timing: machineTiming };
    const { bars } = await barsOfSource(source, { ...options, control: uncontrolled });
    await close();
    expect(bars.source).toEqual(source);
    const config = { strategy: { id: 'sma-cross', params: { fast: 5, slow: 20 } } };
    const made = await runBacktest(bars, config);
    const result = buildRunResult(made, { trialSharpes: [], trials: 1 });
    const { fragment } = encodeLink(made, result, { dataName: 'BTC' });
    const run = await lookback(['verify', fragment]);
    expect(run.out).toMatch(/^Verified\./);
    expect(run.code).toBe(0);
  });

  it('says what is wrong with what was asked for', async () => {
    const out = ['--out', join(folder, 'x.csv')];
    const day = ['--from', '2024-01-10', '--to', '2024-01-11'];
    const tried = async (...args: string[]) => lookback(args);
    const url = await tried(
      ...flags.slice(0, 3),
      '--symbol',
      'http://x',
      '--interval',
      '1m',
      ...out,
    );
    expect(url).toMatchObject({ code: 2 });
    expect(url.err).toContain('A symbol is written BTC/USDT.');
    const unknown = flags.map((flag) => (flag === 'BTC/USDT' ? 'NO/SUCH' : flag));
    const missing = await tried(...unknown, ...day, ...out);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.err).toContain('no market NO/SUCH');
    const reversed = await tried(...flags, '--from', '2024-01-11', '--to', '2024-01-10', ...out);
    expect(reversed).toMatchObject({ code: 2 });
    expect(reversed.err).toContain('not after its beginning');
    const resumed = await tried(...flags, ...day, ...out, '--resume');
    expect(resumed.err).toContain('leave out --resume');
  });
});
