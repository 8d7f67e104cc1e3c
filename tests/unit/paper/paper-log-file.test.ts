import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PaperLogFile } from '../../../lib/cli/paper-log-file';
import { firstEvents } from '../../../lib/paper/first-events';
import type { PaperEvent } from '../../../lib/paper/paper-event';
import { market, series, walkCandles } from '../../support/paper-candles';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookback-paper-'));
});
afterEach(() => rm(folder, { recursive: true }));

const first = () =>
  firstEvents({
    series,
    market,
    config: { strategy: { id: 'sma-cross', params: {} } },
    warmup: walkCandles(30, 3),
    at: 7,
  });

const more: readonly PaperEvent[] = [
  { kind: 'bars', how: 'live', candles: walkCandles(31, 3).slice(30), at: 9, delayMs: 0.1 },
  { kind: 'feed', what: 'disconnected', text: 'Lost “it”.', at: 10 },
];

describe('the log of a session in a file', () => {
  it('gives back what was written, bit for bit', async () => {
    const path = join(folder, 'a.ndjson');
    const log = await PaperLogFile.create(path);
    const events = await first();
    await log.append(events);
    await log.append(more);
    await log.close();
    const again = await PaperLogFile.resume(path);
    expect(await again.read()).toEqual([...events, ...more]);
    await again.append(more);
    await again.close();
    const third = await PaperLogFile.resume(path);
    expect(await third.read()).toEqual([...events, ...more, ...more]);
    await third.close();
  });

  it('drops a last line that was not written to its end', async () => {
    const path = join(folder, 'a.ndjson');
    const log = await PaperLogFile.create(path);
    const events = await first();
    await log.append(events);
    await log.close();
    const whole = await readFile(path, 'utf8');
    await appendFile(path, '{"kind":"bars","how":"li');
    const again = await PaperLogFile.resume(path);
    expect(await again.read()).toEqual(events);
    expect(await readFile(path, 'utf8')).toBe(whole);
    await again.append(more);
    await again.close();
    expect((await readFile(path, 'utf8')).startsWith(whole)).toBe(true);
  });

  it('never writes over a file, and names what is no log', async () => {
    const path = join(folder, 'a.ndjson');
    await writeFile(path, '{"kind":"bars"}\n');
    await expect(PaperLogFile.create(path)).rejects.toThrow(/exists already/);
    await expect(PaperLogFile.resume(path)).rejects.toThrow(/not the log of a paper session/);
    await writeFile(path, 'time,open\n');
    await expect(PaperLogFile.resume(path)).rejects.toThrow(/Row 1 of a.ndjson/);
    const [started] = await first();
    await writeFile(path, `${JSON.stringify({ ...started, version: 99 })}\n`);
    await expect(PaperLogFile.resume(path)).rejects.toThrow(/another version/);
    await expect(PaperLogFile.resume(join(folder, 'b'))).rejects.toThrow(/can't be read/);
  });
});
