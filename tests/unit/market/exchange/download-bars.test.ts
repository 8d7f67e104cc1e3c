import { describe, expect, it } from 'vitest';
import { createJobControl, type JobProgress } from '../../../../lib/core/job';
import { createRng } from '../../../../lib/core/rng';
import type { Bars } from '../../../../lib/market/bars';
import { downloadBars } from '../../../../lib/market/exchange/download-bars';
import { holesOf, spansOver } from '../../../../lib/market/exchange/download-rows';
import {
  type DownloadPlan,
  downloadId,
  memoryDownloads,
} from '../../../../lib/market/exchange/download-store';
import { examineDownload } from '../../../../lib/market/exchange/examine-download';
import type { Candle } from '../../../../lib/market/exchange/exchange-port';
import { FakeExchange, sourceBars } from '../../../support/fake-exchange';
import { VirtualTime } from '../../../support/virtual-time';

const minute = 60_000;
const epoch = 1_700_000_040_000;
const series = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;

function setUp(bars: number, faults: { holes?: number; askFaults?: number } = {}) {
  const from = epoch - bars * minute;
  const source = sourceBars(createRng(3), {
    from,
    intervalMs: minute,
    bars,
    holes: faults.holes ?? 0,
  });
  const time = new VirtualTime();
  const port = new FakeExchange({
    series,
    time,
    source,
    epoch,
    seed: 5,
    askFaults: faults.askFaults ?? 0,
  });
  const plan: DownloadPlan = { series, from, to: epoch, extending: null };
  const store = memoryDownloads();
  const progress: JobProgress[] = [];
  const stop = { aborted: false };
  const control = createJobControl(
    stop,
    (now) => progress.push(now),
    async () => undefined,
  );
  const options = { port, store, timing: time, control };
  return { source, time, port, plan, store, progress, stop, options };
}

/** The outcome of work that waits for virtual time. */
async function driven<T>(time: VirtualTime, work: Promise<T>): Promise<T> {
  let isDone = false;
  const end = (): void => {
    isDone = true;
  };
  work.then(end, end);
  while (!isDone) await time.goTo(time.now() + 50);
  return work;
}

const rows = (bars: Bars): Candle[] =>
  Array.from(bars.time, (t, i) => [
    t,
    bars.open[i]!,
    bars.high[i]!,
    bars.low[i]!,
    bars.close[i]!,
    bars.volume[i]!,
  ]);

describe('a download', () => {
  it('equals the bars of the exchange and says where they are from', async () => {
    const { source, time, plan, options, progress } = setUp(2_500);
    const bars = await driven(time, downloadBars(plan, options));
    expect(rows(bars)).toEqual(source);
    expect(bars.source).toEqual({ kind: 'exchange', ...series, from: plan.from, to: plan.to });
    expect(bars.instrument).toMatchObject({
      symbol: 'BTCUSDT',
      calendar: 'crypto-24x7',
      quoteCurrency: 'USDT',
      tickSize: 0.01,
    });
    expect(progress.map(({ done }) => done)).toEqual([0, 1000, 2000, 2500]);
    expect(progress.every(({ total }) => total === 2_500)).toBe(true);
  });

  it('equals them through every kind of fault, and tells of the waits', async () => {
    const { source, time, plan, options, port, progress } = setUp(6_000, {
      holes: 0.02,
      askFaults: 0.6,
    });
    const bars = await driven(time, downloadBars(plan, options));
    expect(rows(bars)).toEqual(source);
    expect(port.made.size).toBeGreaterThan(5);
    expect(progress.some(({ label }) => /Going on by itself in \d+ s/.test(label))).toBe(true);
  });

  it('leaves gaps as they are, and asks for each once more', async () => {
    const { source, time, plan, options, port } = setUp(1_500, { holes: 0.01 });
    const bars = await driven(time, downloadBars(plan, options));
    const missing = 1_500 - source.length;
    expect(missing).toBeGreaterThan(3);
    expect(bars.length).toBe(source.length);
    // Two pages, and two more for the holes in them.
    expect(port.asked).toBe(4);
    const [gaps] = await examineDownload(bars, options.control);
    expect(gaps?.fault).toBe('gap');
    expect(gaps?.count).toBe(holesOf(bars.time, minute, plan.to).length);
  });

  it('stops on Cancel within 100 ms and goes on where it was', async () => {
    const { source, time, plan, options, port, store, stop, progress } = setUp(5_000);
    const first = downloadBars(plan, options);
    while (progress.length < 3) await time.goTo(time.now() + 1);
    stop.aborted = true;
    const stoppedAt = time.now();
    await expect(driven(time, first)).rejects.toThrow('Cancelled');
    expect(time.now() - stoppedAt).toBeLessThanOrEqual(100);
    const [left] = await store.list();
    expect(left).toMatchObject({ id: downloadId(plan), next: plan.from + 3_000 * minute });
    stop.aborted = false;
    port.asked = 0;
    const bars = await driven(time, downloadBars(plan, options));
    expect(port.asked).toBe(2);
    expect(rows(bars)).toEqual(source);
  });

  it('is cancelled while the exchange asks to wait', async () => {
    const { time, plan, options, stop, port } = setUp(100);
    port.candles = async () => {
      const { ExchangeError } = await import('../../../../lib/market/exchange/exchange-port');
      throw new ExchangeError('Too many requests.', 'rate-limit', 3_600_000);
    };
    const work = downloadBars(plan, options);
    await time.goTo(500);
    stop.aborted = true;
    await expect(driven(time, work)).rejects.toThrow('Cancelled');
    expect(time.now()).toBeLessThan(700);
  });

  it('leaves out a bar that is broken whenever it is asked for, and only that one', async () => {
    const { source, time, plan, options, port } = setUp(1_500);
    const [bad] = source[777]!;
    const answer = port.candles.bind(port);
    port.candles = async (request, signal) => {
      const page = await answer(request, signal);
      const candles = page.candles.map((candle) =>
        candle[0] === bad ? (candle.with(2, -1) as unknown as Candle) : candle,
      );
      return { ...page, candles };
    };
    const bars = await driven(time, downloadBars(plan, options));
    expect(rows(bars)).toEqual(source.filter(([t]) => t !== bad));
    const [gaps] = await examineDownload(bars, options.control);
    expect(gaps?.samples).toMatchObject([{ reason: expect.stringMatching(/^1 bar missing/) }]);
  });

  it('goes on from a data set, and has the fingerprint of the whole', async () => {
    const { time, plan, options } = setUp(3_000);
    const whole = await driven(time, downloadBars(plan, options));
    const half = { ...plan, to: plan.from + 1_200 * minute };
    const base = await driven(time, downloadBars(half, options));
    const more = { ...plan, from: base.time[base.length - 1]!, extending: base.fingerprint };
    const joined = await driven(time, downloadBars(more, { ...options, base }));
    expect(joined.fingerprint).toBe(whole.fingerprint);
    expect(joined.source).toEqual(whole.source);
  });

  it('refuses to go on from bars the exchange has changed', async () => {
    const { time, plan, options } = setUp(50);
    const half = { ...plan, to: plan.from + 20 * minute };
    const base = await driven(time, downloadBars(half, options));
    const changed = { ...base, close: base.close.map((c, i) => (i === 19 ? c + 0.01 : c)) };
    const more = { ...plan, from: base.time[19]!, extending: base.fingerprint };
    await expect(driven(time, downloadBars(more, { ...options, base: changed }))).rejects.toThrow(
      /now gives another bar/,
    );
  });

  it('says what is wrong with a range or a symbol', async () => {
    const { time, plan, options } = setUp(50);
    const tried = (changes: Partial<DownloadPlan>) =>
      driven(time, downloadBars({ ...plan, ...changes }, options));
    await expect(tried({ to: plan.from })).rejects.toThrow(/not after its beginning/);
    await expect(tried({ from: plan.from + 1 })).rejects.toThrow(/begin and end with a bar/);
    await expect(tried({ from: 0, to: 9_000_001 * minute })).rejects.toThrow(/9,000,001 bars/);
    await expect(tried({ series: { ...series, symbol: 'NO/SUCH' } })).rejects.toThrow(/no market/);
    await expect(tried({ from: 0, to: 10 * minute })).rejects.toThrow(/no bars of BTC\/USDT/);
  });
});

describe('holes', () => {
  it('are asked for in as few spans as hold them', () => {
    const holes = [
      { from: 10, to: 12 },
      { from: 15, to: 16 },
      { from: 500, to: 2_600 },
    ];
    const asked = [...spansOver(holes, 0, 1_000, 1)];
    expect(asked).toEqual([
      { from: 10, to: 16 },
      { from: 500, to: 1_500 },
      { from: 1_500, to: 2_500 },
      { from: 2_500, to: 2_600 },
    ]);
    expect([...spansOver(holes, 1_500, 1_000, 1)]).toHaveLength(2);
  });
});
