import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../lib/core/rng';
import {
  type Candle,
  type CandlePage,
  ExchangeError,
  type ExchangePort,
  type LiveHandlers,
  type LiveMessage,
} from '../../../../lib/market/exchange/exchange-port';
import { LiveBars, type ReceivedBar } from '../../../../lib/market/exchange/live-bars';
import type { LineState } from '../../../../lib/market/exchange/live-line';
import { sourceBars } from '../../../support/fake-exchange';
import { VirtualTime } from '../../../support/virtual-time';

const minute = 60_000;
const epoch = 1_700_000_040_000;
const series = { exchange: 'kraken', symbol: 'BTC/USDT', interval: '1m' } as const;
const bars = sourceBars(createRng(2), { from: epoch - 10 * minute, intervalMs: minute, bars: 60 });
const bar = (k: number): Candle => bars[k + 10]!;

/** A line whose both ends are in the hands of the test; bar 0 opens at `epoch`, local time 0. */
class Line implements ExchangePort {
  readonly time = new VirtualTime();
  readonly got: ReceivedBar[] = [];
  readonly states: LineState[] = [];
  readonly asked: { from: number; to: number }[] = [];
  streams: LiveHandlers[] = [];
  /** What the exchange's history answers with before it has the bars. */
  failures: (ExchangeError | CandlePage)[] = [];
  /** What the receiver does with bars. */
  receive: (batch: readonly ReceivedBar[]) => Promise<void> | void = () => undefined;
  readonly feed: LiveBars;

  constructor(from = epoch) {
    this.feed = new LiveBars({
      series,
      from,
      port: this,
      timing: this.time,
      handlers: {
        bars: async (batch) => {
          await this.receive(batch);
          this.got.push(...batch);
        },
        state: (state) => void this.states.push(state),
      },
    });
    this.feed.start();
  }

  get exchangeTime(): number {
    return epoch + this.time.now();
  }

  async symbols() {
    return [];
  }

  async candles({ from, to, limit }: Parameters<ExchangePort['candles']>[0]): Promise<CandlePage> {
    this.asked.push({ from, to });
    const failure = this.failures.shift();
    if (failure instanceof ExchangeError) throw failure;
    if (failure !== undefined) return failure;
    const inside = bars.filter(([t]) => t >= from && t < to && t + minute <= this.exchangeTime);
    const { exchangeTime } = this;
    return { candles: inside.slice(0, limit), next: inside[limit]?.[0] ?? null, exchangeTime };
  }

  live(_series: unknown, handlers: LiveHandlers) {
    this.streams.push(handlers);
    return { close: () => void this.streams.splice(this.streams.indexOf(handlers), 1) };
  }

  say(message: LiveMessage): void {
    this.streams.at(-1)!.message(message);
  }

  open(): void {
    this.say({ kind: 'open', exchangeTime: this.exchangeTime });
  }

  /** Time goes on to the close of bar `k`, and the stream tells it. */
  async close(k: number): Promise<void> {
    await this.time.goTo((k + 1) * minute);
    this.say({ kind: 'closed', candle: bar(k), exchangeTime: this.exchangeTime });
    await this.time.goTo(this.time.now() + 10);
  }

  get hows(): string[] {
    return this.got.map(({ how }) => how);
  }
}

describe('a live feed', () => {
  it('back-fills what closed before it stood, and calls live what closes after', async () => {
    const line = new Line(epoch - 5 * minute);
    await line.time.goTo(10);
    line.open();
    for (const k of [0, 1, 2]) await line.close(k);
    expect(line.got.map(({ candle }) => candle)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2].map(bar));
    expect(line.hows).toEqual([...Array(5).fill('back-filled'), 'live', 'live', 'live']);
    expect(line.feed.health).toMatchObject({ liveBars: 3, backFilledBars: 5, missingBars: 0 });
    expect(line.feed.nextOpen).toBe(epoch + 3 * minute);
  });

  it('drops a repeated bar and a late one, and counts them apart', async () => {
    const line = new Line();
    line.open();
    await line.close(0);
    line.say({ kind: 'closed', candle: bar(0), exchangeTime: line.exchangeTime });
    await line.close(2);
    line.say({ kind: 'closed', candle: bar(1), exchangeTime: line.exchangeTime });
    await line.time.goTo(line.time.now() + 10);
    expect(line.got.map(({ candle }) => candle)).toEqual([0, 1, 2].map(bar));
    expect(line.hows).toEqual(['live', 'back-filled', 'live']);
    expect(line.feed.health).toMatchObject({ repeated: 1, late: 1 });
  });

  it('asks again for a bar that came broken, without waiting for the next', async () => {
    const line = new Line();
    line.open();
    await line.time.goTo(minute);
    const [t, open, high, , close, volume] = bar(0);
    const broken: Candle = [t, open, high, high + 1, close, volume];
    line.say({ kind: 'closed', candle: broken, exchangeTime: line.exchangeTime });
    await line.time.goTo(minute + 10);
    expect(line.got).toMatchObject([{ candle: bar(0), how: 'back-filled' }]);
    expect(line.feed.health.malformed).toBe(1);
  });

  it('does not believe a bar that is not over yet', async () => {
    const line = new Line();
    line.open();
    await line.time.goTo(1000);
    line.say({ kind: 'closed', candle: bar(30), exchangeTime: line.exchangeTime });
    await line.close(0);
    expect(line.got.map(({ candle }) => candle)).toEqual([bar(0)]);
    expect(line.feed.health).toMatchObject({ malformed: 1, missingBars: 0 });
  });

  it('calls a bar back-filled that was held up until its successor closed', async () => {
    const line = new Line();
    line.open();
    await line.close(0);
    await line.time.goTo(3 * minute - 1);
    const held = epoch + 2 * minute;
    line.say({ kind: 'closed', candle: bar(1), exchangeTime: held });
    await line.close(2);
    expect(line.hows).toEqual(['live', 'live', 'live']);
    await line.time.goTo(5 * minute + 1);
    // Two minutes late, by a message that says it was in time.
    line.say({ kind: 'closed', candle: bar(3), exchangeTime: epoch + 4 * minute });
    line.say({ kind: 'closed', candle: bar(4), exchangeTime: epoch + 5 * minute });
    await line.time.goTo(line.time.now() + 10);
    expect(line.hows.slice(3)).toEqual(['back-filled', 'live']);
  });

  it('hands nothing on before the receiver has taken what came before', async () => {
    const line = new Line();
    let take: () => void = () => undefined;
    line.receive = () => new Promise((resolve) => (take = resolve));
    line.open();
    await line.close(0);
    await line.close(1);
    expect(line.got).toHaveLength(0);
    take();
    await line.time.goTo(line.time.now() + 1);
    expect(line.got.map(({ candle }) => candle)).toEqual([bar(0)]);
    take();
    await line.time.goTo(line.time.now() + 1);
    expect(line.got).toHaveLength(2);
  });

  it('calls a bar back-filled that the receiver took after its successor closed', async () => {
    const line = new Line();
    let take: () => void = () => undefined;
    line.receive = () => new Promise((resolve) => (take = resolve));
    line.open();
    await line.close(0);
    await line.close(1);
    await line.close(2);
    line.receive = () => undefined;
    take();
    await line.time.goTo(line.time.now() + 10);
    expect(line.hows).toEqual(['live', 'back-filled', 'live']);
  });

  it('fails where the receiver refuses, and hands that bar on no more', async () => {
    const line = new Line();
    line.receive = () => Promise.reject(new Error('The log is full.'));
    line.open();
    await line.close(0);
    await line.time.goTo(10 * minute);
    expect(line.got).toHaveLength(0);
    expect(line.states.at(-1)).toMatchObject({
      kind: 'failed',
      error: { message: 'The log is full.' },
    });
    expect(line.streams).toHaveLength(0);
  });

  it('fails on a request that can’t be', async () => {
    const line = new Line();
    line.streams[0]!.ended(new ExchangeError('Kraken has no market BTC/USDT.', 'request'));
    await line.time.goTo(60_000);
    expect(line.states).toMatchObject([{ kind: 'failed', error: { reason: 'request' } }]);
    expect(line.streams).toHaveLength(1);
  });

  it('connects again after growing waits, and after those it is asked for', async () => {
    const line = new Line();
    line.open();
    const lost = async (error: Error | null) => {
      line.streams.at(-1)!.ended(error);
      await line.time.goTo(line.time.now());
      return line.states.filter((it) => it.kind === 'reconnecting').at(-1);
    };
    expect(await lost(null)).toMatchObject({ attempt: 1, waitMs: 1_000 });
    await line.time.goTo(line.time.now() + 1_000);
    expect(await lost(null)).toMatchObject({ attempt: 2, waitMs: 2_000 });
    await line.time.goTo(line.time.now() + 2_000);
    const asked = new ExchangeError('Wait.', 'rate-limit', 7_000);
    expect(await lost(asked)).toMatchObject({ attempt: 3, waitMs: 7_000 });
    await line.time.goTo(line.time.now() + 7_000);
    line.open();
    await line.time.goTo(line.time.now() + 1);
    expect(line.feed.health.reconnections).toBe(1);
    expect(await lost(null)).toMatchObject({ attempt: 1, waitMs: 1_000 });
  });

  it('opens a line anew that says nothing for three bars', async () => {
    const line = new Line();
    line.open();
    await line.close(0);
    const before = line.streams[0];
    await line.time.goTo(4 * minute - 1);
    expect(line.streams[0]).toBe(before);
    await line.time.goTo(4 * minute + 2_000);
    expect(line.streams[0]).not.toBe(before);
    expect(line.states.filter((it) => it.kind === 'disconnected')).toMatchObject([
      { what: 'silent', text: 'Nothing was heard for 180 s. Connecting again.' },
    ]);
    line.open();
    await line.time.goTo(line.time.now() + 10);
    expect(line.got.map(({ candle }) => candle)).toEqual([0, 1, 2, 3].map(bar));
  });

  it('waits out what passes when it fills a gap, and tells how the line stands meanwhile', async () => {
    const line = new Line(epoch - minute);
    line.failures = [
      new ExchangeError('Too many requests.', 'rate-limit', 5_000),
      new ExchangeError('Down.', 'unavailable'),
    ];
    line.open();
    await line.time.goTo(6_900);
    expect(line.got).toHaveLength(0);
    expect(line.states).toMatchObject([{ kind: 'connected' }]);
    await line.time.goTo(7_100);
    expect(line.got.map(({ candle }) => candle)).toEqual([bar(-1)]);
    expect(line.asked).toHaveLength(3);
  });

  it('passes over what the exchange says twice it has not', async () => {
    const line = new Line();
    line.open();
    await line.time.goTo(1.5 * minute);
    line.say({ kind: 'forming', candle: bar(1), exchangeTime: line.exchangeTime });
    await line.time.goTo(3 * minute);
    const { exchangeTime } = line;
    const holed = { candles: [bar(0)], next: null, exchangeTime };
    line.failures = [holed, holed];
    line.say({ kind: 'closed', candle: bar(2), exchangeTime });
    await line.time.goTo(3 * minute + 2_000);
    expect(line.got.map(({ candle }) => candle)).toEqual([bar(0), bar(2)]);
    expect(line.feed.health.missingBars).toBe(1);
    expect(line.asked).toHaveLength(2);
    // It was settled before its successor closed: one may act on it.
    expect(line.hows).toEqual(['back-filled', 'live']);
  });

  it('gives a bar up that is broken in every answer, and says that it is missing', async () => {
    const line = new Line();
    const [t, open, high, low, close] = bar(0);
    const broken: Candle = [t, open, high, low, close, -1];
    line.failures = Array.from({ length: 9 }, () => ({
      candles: [broken],
      next: null,
      exchangeTime: epoch + minute,
    }));
    line.open();
    await line.time.goTo(2 * minute);
    line.say({ kind: 'closed', candle: bar(1), exchangeTime: line.exchangeTime });
    await line.time.goTo(2 * minute + 40_000);
    expect(line.got.map(({ candle }) => candle)).toEqual([bar(1)]);
    expect(line.feed.health).toMatchObject({ missingBars: 1, malformed: 4 });
    expect(line.hows).toEqual(['live']);
  });

  it('hands nothing on while it is cut, and everything after', async () => {
    const line = new Line();
    line.open();
    await line.close(0);
    line.feed.disconnect();
    expect(line.streams).toHaveLength(0);
    await line.time.goTo(5 * minute);
    expect(line.got).toHaveLength(1);
    line.feed.reconnect();
    line.open();
    await line.close(5);
    expect(line.got.map(({ candle }) => candle)).toEqual([0, 1, 2, 3, 4, 5].map(bar));
    expect(line.hows).toEqual(['live', ...Array(4).fill('back-filled'), 'live']);
    expect(line.states.map(({ kind }) => kind)).toEqual(['connected', 'disconnected', 'connected']);
  });

  it('says that the exchange has begun again', async () => {
    const line = new Line();
    line.open();
    await line.close(0);
    line.say({ kind: 'forming', candle: bar(1), exchangeTime: line.exchangeTime - 101 * minute });
    await line.time.goTo(line.time.now() + 1);
    expect(line.states.at(-1)).toMatchObject({ kind: 'failed' });
  });

  it('says nothing any more once it is closed', async () => {
    const line = new Line();
    line.open();
    await line.close(0);
    await line.feed.close();
    await line.time.goTo(10 * minute);
    expect(line.got).toHaveLength(1);
    expect(line.streams).toHaveLength(0);
  });
});
