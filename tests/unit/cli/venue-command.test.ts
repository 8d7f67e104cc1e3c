import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../../lib/cli/exit-codes';
import { lookback } from '../../support/cli';

/** Runs the command until `look` is done with the address it names. */
async function whileRunning(args: readonly string[], look: (url: string) => Promise<void>) {
  const port = String(20_000 + (process.pid % 20_000));
  const signal = { aborted: false };
  const run = lookback(['venue', '--port', port, ...args], files, signal);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const isUp = await fetch(`${url}/api/v3/ping`).then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (tries > 400) throw new Error('The venue did not start.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await look(url);
  signal.aborted = true;
  return run;
}

const rows = Array.from({ length: 40 }, (_, i) => {
  const time = new Date(Date.UTC(2024, 4, 1, 0, i)).toISOString();
  return `${time},${100 + i},${101 + i},${99 + i},${100.5 + i},${7 + i}`;
});
const files = { 'BTCUSDT_1m.csv': `time,open,high,low,close,volume\n${rows.join('\n')}\n` };

describe('lookback venue', () => {
  it('plays the synthetic market until it is interrupted', async () => {
    const run = await whileRunning([], async (url) => {
      const { symbols } = (await (await fetch(`${url}/api/v3/exchangeInfo`)).json()) as {
        symbols: unknown[];
      };
      expect(symbols).toHaveLength(4);
    });
    expect(run.code).toBe(exitCodes.ok);
    expect(run.out).toContain('BTC/USDT ETH/USDT SOL/USDT EUR/USD');
  });

  it('plays a file: its first half is history, the rest comes', async () => {
    const args = ['--bars-file', 'BTCUSDT_1m.csv', '--pair', 'BTC/EUR', '--speed', '0.01'];
    const run = await whileRunning(args, async (url) => {
      const path = '/api/v3/klines?symbol=BTCEUR&interval=1m';
      const klines = (await (await fetch(url + path)).json()) as [number, string][];
      expect(klines).toHaveLength(21);
      expect(klines[3]!.slice(0, 6)).toEqual([
        Date.UTC(2024, 4, 1, 0, 3),
        '103.00000000',
        '104.00000000',
        '102.00000000',
        '103.50000000',
        '10.00000000',
      ]);
    });
    expect(run.code).toBe(exitCodes.ok);
  });

  it('says what is wrong with its arguments', async () => {
    for (const args of [
      ['--port', '99999'],
      ['--speed', '0'],
      ['--speed', 'fast'],
      ['--bars-file', 'BTCUSDT_1m.csv', '--pair', 'http://x'],
    ]) {
      const run = await lookback(['venue', ...args], files);
      expect([args, run.code]).not.toEqual([args, exitCodes.ok]);
      expect(run.err).not.toBe('');
    }
  });
});
