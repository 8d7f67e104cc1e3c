import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../../lib/market/civil-date';
import { replayDays, replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';
import { startReplayVenue } from '../../../../lib/server/venue/replay-venue';
import { startVenue } from '../../../../lib/server/venue/start-venue';
import { replayClock, replaySpan, SteppedClock } from '../../../../lib/server/venue/venue-clock';
import { minute, RawStream } from '../../../support/venue';

describe('the clock of a replay exchange', () => {
  const opening = replayStart + replayDays.history * DAY_MS;

  it('plays a week at speed 60 and twelve hours at 600 before it begins again', () => {
    expect(replaySpan(60)).toBe(7 * DAY_MS);
    expect(replaySpan(600)).toBe(12 * HOUR_MS);
    for (const speed of [0.5, 1, 60, 61, 600, 6000, 100_000]) {
      expect(replaySpan(speed) * speed).toBeLessThanOrEqual(replayDays.played * DAY_MS);
    }
  });

  it('goes on after a restart as if it had never stopped', () => {
    let wall = 1_790_000_000_000;
    const first = replayClock(() => wall, 60);
    const before = first.now();
    wall += 5000;
    const second = replayClock(() => wall, 60);
    expect(second.now()).toBe(first.now());
    expect(second.now() - before).toBe(5 * minute);
  });

  it('always shows a moment the market has bars for, with its history before it', () => {
    const series = replayMarket().get('BTCUSDT')!;
    for (const speed of [60, 600]) {
      for (let k = 0; k < 50; k++) {
        const wall = 1_790_000_000_000 + k * 37 * HOUR_MS + k;
        const now = replayClock(() => wall, speed).now();
        expect(now).toBeGreaterThanOrEqual(opening);
        expect(series.indexFrom(now)).toBeLessThan(series.length);
        expect(series.indexFrom(now)).toBeGreaterThan(50_000);
      }
    }
  });

  it('begins again when its time is over, and ends the streams with 1012 and every fault', async () => {
    const span = replaySpan(600);
    let wall = 40_000 * span - 20;
    const clock = replayClock(() => wall, 600);
    const venue = await startVenue({ market: replayMarket(), clock });
    const stream = new RawStream(`${venue.url.replace('http', 'ws')}/ws/btcusdt@kline_1m`);
    await stream.opened;
    venue.inject({ kind: 'silent', forMs: DAY_MS });
    venue.inject({ kind: 'rate-limit', requests: 9, retryAfterSeconds: 1 });
    wall += 30;
    expect(await stream.ended).toBe(1012);
    expect(clock.now()).toBe(opening + 6000);
    const { serverTime } = (await (await fetch(`${venue.url}/api/v3/time`)).json()) as {
      serverTime: number;
    };
    expect(serverTime).toBe(opening + 6000);
    await venue.close();
  });

  it('drives the streams of a venue by itself', async () => {
    const venue = await startReplayVenue('replay-fast', () => Date.now());
    const stream = new RawStream(`${venue.url.replace('http', 'ws')}/ws/ethusdt@kline_1m`);
    await stream.opened;
    await stream.heard(12);
    expect(stream.bars.filter((bar) => bar.x).length).toBeGreaterThan(1);
    await venue.close();
  });

  it('gives the same bars from a venue started anew', async () => {
    const wall = 1_790_000_000_000;
    const answers: string[] = [];
    for (let run = 0; run < 2; run++) {
      const venue = await startReplayVenue('replay', () => wall);
      const path = '/api/v3/klines?symbol=BTCUSDT&interval=15m&limit=100';
      answers.push(await (await fetch(`${venue.url}${path}`)).text());
      await venue.close();
    }
    expect(answers[1]).toBe(answers[0]);
  });
});

describe('a stepped clock', () => {
  it('stands until it is moved, and never goes back', () => {
    const clock = new SteppedClock(1000);
    let calls = 0;
    const stop = clock.follow(() => calls++);
    clock.advance(5);
    clock.advanceTo(10);
    expect([clock.now(), calls]).toEqual([1005, 2]);
    stop();
    clock.advance(5);
    expect([clock.now(), calls]).toEqual([1010, 2]);
  });
});
