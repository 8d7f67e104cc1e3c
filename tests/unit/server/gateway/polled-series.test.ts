import { describe, expect, it } from 'vitest';
import {
  type Candle,
  ExchangeError,
  type LiveMessage,
} from '../../../../lib/market/exchange/exchange-port';
import type { ExchangeDesk } from '../../../../lib/server/gateway/exchange-desk';
import { LiveSeries } from '../../../../lib/server/gateway/live-series';
import { VirtualTime } from '../../../support/virtual-time';

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);
const series = { exchange: 'bitstamp', symbol: 'BTC/USD', interval: '1m' } as const;

/** A real exchange without streams, whose history is `has` minutes and `lagMs` late. */
function polled(o: { has?: (open: number) => boolean; lagMs?: number } = {}) {
  const time = new VirtualTime(start + 30_500);
  const has = o.has ?? (() => true);
  const state = { asked: 0, isDown: false, over: 0 };
  const desk = {
    label: 'Bitstamp',
    isReplay: false,
    pageBars: 1000,
    timing: time,
    clock: { now: async () => time.now() },
    requireSeries: async () => {},
    openStream: () => null,
    async bars(_symbol: string, _interval: string, since: number, limit: number) {
      state.asked += 1;
      if (state.isDown) throw new ExchangeError('Bitstamp can’t be reached.', 'unavailable');
      const bars: Candle[] = [];
      for (let t = since; t + (o.lagMs ?? 0) <= time.now() && bars.length < limit; t += minute) {
        if (has(t)) bars.push([t, 2, 3, 1, 2, 5]);
      }
      return bars;
    },
  } as unknown as ExchangeDesk;
  const live = new LiveSeries(desk, series, 0, () => {
    state.over += 1;
  });
  const heard: { at: number; message: LiveMessage }[] = [];
  const handlers = {
    message: (message: LiveMessage) => heard.push({ at: time.now(), message }),
    ended() {},
  };
  live.join(handlers);
  const of = <K extends LiveMessage['kind']>(kind: K) =>
    heard.flatMap(({ at, message }) =>
      message.kind === kind ? [{ at, ...(message as Extract<LiveMessage, { kind: K }>) }] : [],
    );
  return { time, state, heard, of, leave: () => live.leave(handlers) };
}

describe('a series of an exchange without streams', () => {
  it('is polled, and tells each bar once soon after its close', async () => {
    const { time, of, state, leave } = polled();
    await time.goTo(start + 20 * minute);
    expect(of('open')).toHaveLength(1);
    const closed = of('closed');
    expect(closed.map(({ candle }) => candle[0])).toEqual(
      Array.from({ length: closed.length }, (_, k) => start + k * minute),
    );
    expect(closed.length).toBeGreaterThanOrEqual(18);
    for (const { at, candle } of closed) {
      expect(at - candle[0] - minute).toBeGreaterThanOrEqual(0);
      expect(at - candle[0] - minute).toBeLessThan(5_000);
    }
    expect(of('forming').length).toBeGreaterThan(20);
    // Twenty polls a bar, and one question for each that closed.
    expect(state.asked).toBeLessThan(20 * 22);
    leave();
    expect(state.over).toBe(1);
    const { asked } = state;
    await time.goTo(start + 40 * minute);
    expect(state.asked).toBe(asked);
  });

  it('has its missed bars told once it is back, before it stands again', async () => {
    const { time, of, heard, state } = polled();
    await time.goTo(start + 5.5 * minute);
    state.isDown = true;
    await time.goTo(start + 15.5 * minute);
    state.isDown = false;
    await time.goTo(start + 20 * minute);
    const closed = of('closed').map(({ candle }) => candle[0]);
    expect(closed).toEqual(closed.map((_, k) => start + k * minute));
    expect(closed.length).toBeGreaterThanOrEqual(18);
    expect(new Set(of('trouble').map(({ what }) => what))).toEqual(new Set(['disconnected']));
    const again = heard.findLastIndex(({ message }) => message.kind === 'open');
    const missed = heard
      .slice(0, again)
      .filter(({ at, message }) => message.kind === 'closed' && at > start + 15.5 * minute);
    expect(missed.length).toBe(10);
    // Waits of at most ten seconds, so it was asked every so often and no more.
    expect(state.asked).toBeLessThan(500);
  });

  it('leaves bars out that the exchange has none of, and goes on behind them', async () => {
    const isTraded = (open: number) => open < start + 4 * minute || open >= start + 9 * minute;
    const { time, of } = polled({ has: isTraded });
    await time.goTo(start + 15 * minute);
    const closed = of('closed').map(({ candle }) => (candle[0] - start) / minute);
    expect(closed.slice(0, 6)).toEqual([0, 1, 2, 3, 9, 10]);
  });

  it('waits for history that lags', async () => {
    const { time, of } = polled({ lagMs: 8_000 });
    await time.goTo(start + 10 * minute);
    const closed = of('closed').map(({ candle }) => candle[0]);
    expect(closed).toEqual(closed.map((_, k) => start + k * minute));
    expect(closed.length).toBeGreaterThanOrEqual(8);
  });
});
