import { describe, expect, it } from 'vitest';
import { replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';
import { roughSchedule } from '../../../../lib/server/venue/rough-schedule';
import {
  type FaultSchedule,
  type VenueFault,
  venueFaultKinds,
} from '../../../../lib/server/venue/venue-fault';
import { minute, steppedVenue } from '../../../support/venue';

const path = '/ws/btcusdt@kline_1m';
const klines = '/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=2';
const middle = replayStart + 300 * minute;

/** Open times of the bars a client heard the end of, in minutes after the middle. */
const ends = (bars: readonly { t: number; x: boolean }[]) =>
  bars.filter((bar) => bar.x).map((bar) => (bar.t - middle) / minute);

describe('faults of a venue', () => {
  it('disconnect: drops every socket and refuses requests and streams until its time is over', async () => {
    const { venue, clock, connect, get } = await steppedVenue();
    const stream = await connect(path);
    venue.inject({ kind: 'disconnect', forMs: 2 * minute });
    expect(await stream.ended).toBe(1006);
    await expect(connect(path)).rejects.toThrow();
    await expect(get(klines)).rejects.toThrow();
    clock.advance(2 * minute);
    expect((await get(klines)).status).toBe(200);
    const again = await connect(path);
    clock.advance(minute);
    await again.caughtUp();
    expect(ends(again.bars)).toEqual([2]);
    expect(venue.counts.injected.disconnect).toBe(1);
    expect(venue.counts.struck.disconnect).toBe(3);
  });

  it('silent: the socket stays open and says nothing, not even a pong', async () => {
    const { venue, clock, connect, get } = await steppedVenue();
    const stream = await connect(path);
    venue.inject({ kind: 'silent', forMs: 2 * minute });
    clock.advance(2 * minute - 1);
    stream.socket.ping();
    stream.socket.send('{"method":"LIST_SUBSCRIPTIONS","id":1}');
    expect((await get(klines)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([stream.texts.length, stream.pongs]).toEqual([0, 0]);
    clock.advance(2 * minute);
    await stream.caughtUp();
    expect(stream.socket.readyState).toBe(1);
    expect(ends(stream.bars)).toEqual([1, 2]);
    expect(venue.counts.struck.silent).toBeGreaterThan(7);
  });

  it('gap: no further message of the forming bar and those after it', async () => {
    const { venue, clock, connect } = await steppedVenue();
    const stream = await connect(path);
    clock.advance(30_000);
    venue.inject({ kind: 'gap', bars: 3 });
    clock.advance(5 * minute);
    await stream.caughtUp();
    expect(ends(stream.bars)).toEqual([3, 4]);
    expect(stream.bars.filter((bar) => bar.t < middle + 3 * minute)).toHaveLength(2);
    expect(venue.counts.struck.gap).toBe(2 + 5 + 5);
  });

  it('gap: counts bars of each stream in its own length', async () => {
    const { venue, clock, connect } = await steppedVenue();
    const stream = await connect('/ws/btcusdt@kline_5m');
    venue.inject({ kind: 'gap', bars: 2 });
    clock.advance(20 * minute);
    await stream.caughtUp();
    expect(ends(stream.bars)).toEqual([10, 15]);
  });

  it('duplicate: every message of the bar comes twice', async () => {
    const { venue, clock, connect } = await steppedVenue();
    const stream = await connect(path);
    venue.inject({ kind: 'duplicate', bars: 1 });
    clock.advance(2 * minute);
    await stream.caughtUp();
    expect(ends(stream.bars)).toEqual([0, 0, 1]);
    const first = stream.bars.filter((bar) => bar.t === middle);
    expect(first).toHaveLength(8);
    expect(first[0]).toEqual(first[1]);
    expect(venue.counts.struck.duplicate).toBe(4);
  });

  it('late: the end of a bar comes after those of later bars', async () => {
    const { venue, clock, connect } = await steppedVenue();
    const stream = await connect(path);
    venue.inject({ kind: 'late', after: 2 });
    clock.advance(4 * minute);
    await stream.caughtUp();
    expect(ends(stream.bars)).toEqual([1, 2, 0, 3]);
    expect(venue.counts.struck.late).toBe(1);
  });

  it.each(['json', 'types', 'numbers'] as const)(
    'malformed (%s): breaks messages and answers',
    async (how) => {
      const { venue, clock, connect, get } = await steppedVenue();
      const stream = await connect(path);
      venue.inject({ kind: 'malformed', how, bars: 1, requests: 2 });
      clock.advance(2 * minute);
      await stream.caughtUp();
      expect(stream.texts).toHaveLength(10);
      const broken = [...stream.texts.slice(0, 4), (await get(klines)).text];
      for (const text of broken) {
        if (how === 'json') expect(() => JSON.parse(text)).toThrow();
        else if (how === 'numbers') expect(text).toContain('"NaN"');
        else expect(text).toContain('{"value":null}');
      }
      const time = (await get('/api/v3/time')).text;
      expect(time).not.toMatch(/^\{"serverTime":\d+\}$/);
      expect((await get(klines)).json).toHaveLength(2);
      expect(venue.counts.struck.malformed).toBe(4 + 2);
    },
  );

  it('rate-limit: 429 and then 418, with Retry-After and Binance’s code', async () => {
    const { venue, get } = await steppedVenue();
    venue.inject({ kind: 'rate-limit', requests: 2, retryAfterSeconds: 7 });
    venue.inject({ kind: 'rate-limit', requests: 1, retryAfterSeconds: 60, banned: true });
    const answers = [await get(klines), await get(klines), await get(klines), await get(klines)];
    expect(answers.map((answer) => answer.status)).toEqual([429, 429, 418, 200]);
    expect(answers.map((answer) => answer.headers.get('retry-after'))).toEqual([
      '7',
      '7',
      '60',
      null,
    ]);
    expect(answers[0]!.json).toMatchObject({ code: -1003 });
    expect(venue.counts.struck['rate-limit']).toBe(3);
  });

  it('server-error: an answer that is no JSON', async () => {
    const { venue, get } = await steppedVenue();
    venue.inject({ kind: 'server-error', requests: 1 });
    venue.inject({ kind: 'server-error', requests: 1, status: 503 });
    const answers = [await get(klines), await get(klines), await get(klines)];
    expect(answers.map((answer) => answer.status)).toEqual([502, 503, 200]);
    expect(answers[0]!.json).toBeUndefined();
  });

  it('slow: the answer waits', async () => {
    const { venue, get } = await steppedVenue();
    venue.inject({ kind: 'slow', requests: 1, delayMs: 120 });
    const before = performance.now();
    expect((await get(klines)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(110);
    expect(venue.counts.struck.slow).toBe(1);
  });

  it('several at once keep their own bars', async () => {
    const { venue, clock, connect } = await steppedVenue();
    const stream = await connect(path);
    venue.inject({ kind: 'late', after: 3 });
    clock.advance(minute);
    venue.inject({ kind: 'gap', bars: 1 });
    clock.advance(minute);
    venue.inject({ kind: 'duplicate', bars: 1 });
    clock.advance(4 * minute);
    await stream.caughtUp();
    expect(ends(stream.bars)).toEqual([2, 2, 3, 0, 4, 5]);
  });
});

describe('the schedule of a bad line', () => {
  const day = 1440 * minute;

  it('is the same however it is asked for', () => {
    const schedule = roughSchedule(4);
    const whole = [...Array(48).keys()].flatMap((slot) =>
      schedule.due(replayStart + slot * 30 * minute, replayStart + (slot + 1) * 30 * minute),
    );
    const pieces = [...Array(288).keys()].flatMap((k) =>
      roughSchedule(4).due(replayStart + k * 5 * minute, replayStart + (k + 1) * 5 * minute),
    );
    expect(whole).toHaveLength(48);
    expect(pieces).toEqual(whole);
    expect(roughSchedule(5).due(replayStart, replayStart + 30 * minute)).not.toEqual(
      schedule.due(replayStart, replayStart + 30 * minute),
    );
  });

  it('holds every kind, and nothing older than an hour at once', () => {
    const schedule = roughSchedule(1);
    const kinds = new Set<VenueFault['kind']>();
    for (let k = 0; k < 96; k++) {
      const from = replayStart + k * 30 * minute;
      for (const { fault } of schedule.due(from, from + 30 * minute)) kinds.add(fault.kind);
    }
    expect([...kinds].sort()).toEqual([...venueFaultKinds].sort());
    expect(schedule.due(replayStart, replayStart + 30 * day).length).toBeLessThanOrEqual(3);
  });

  it('comes to a venue the same way however its clock moves', async () => {
    const counts: unknown[] = [];
    for (const step of [minute, 7 * minute]) {
      const { venue, clock, get } = await steppedVenue({
        market: replayMarket(),
        start: replayStart + day,
        faults: roughSchedule(2),
      });
      for (let at = step; at <= 315 * minute; at += step) {
        clock.advance(step);
        await get('/api/v3/ping').catch(() => null);
      }
      counts.push(venue.counts.injected);
    }
    expect(counts[1]).toEqual(counts[0]);
    expect(Object.values(counts[0] as object).reduce((sum, n) => sum + n, 0)).toBe(10);
  });

  it('strikes a stream at its moment, even where the clock leaps over it', async () => {
    const faults: FaultSchedule = {
      due: (after, until) =>
        [{ atMs: middle + 3.5 * minute, fault: { kind: 'gap', bars: 2 } as const }].filter(
          ({ atMs }) => atMs > after && atMs <= until,
        ),
    };
    const { clock, connect } = await steppedVenue({ faults });
    const stream = await connect(path);
    clock.advance(8 * minute);
    await stream.caughtUp();
    expect(ends(stream.bars)).toEqual([0, 1, 2, 5, 6, 7]);
  });
});
