import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../lib/core/rng';
import { replayStart } from '../../../../lib/server/venue/replay-market';
import { gatewayAt } from '../../../support/gateway';
import { minuteBars } from '../../../support/minute-bars';
import { minute, steppedVenue } from '../../../support/venue';

const asked = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;

describe('bars of an exchange', () => {
  it('are those of the source, page after page, whatever the range and the limit', async () => {
    const source = await minuteBars(5_000);
    const { venue } = await steppedVenue({ bars: 5_000, start: replayStart + 5_000 * minute });
    const gateway = gatewayAt(venue.url);
    const rng = createRng(7);
    for (let round = 0; round < 12; round++) {
      const first = rng.below(4_800);
      const count = 1 + rng.below(5_000 - first);
      const limit = 1 + rng.below(round < 6 ? 1_000 : 300);
      const times: number[] = [];
      const to = replayStart + (first + count) * minute;
      let from: number | null = replayStart + first * minute - rng.below(minute);
      while (from !== null) {
        const page = await gateway.candles({ ...asked, from, to, limit });
        expect(page.candles.length).toBeLessThanOrEqual(limit);
        for (const [time, ...values] of page.candles) {
          const i = (time - replayStart) / minute;
          const { open, high, low, close, volume } = source;
          expect(values).toEqual([open[i], high[i], low[i], close[i], volume[i]]);
          times.push(time);
        }
        from = page.next;
      }
      expect(times).toEqual(
        Array.from({ length: count }, (_, k) => replayStart + (first + k) * minute),
      );
    }
  });

  it('never hold the one that is forming, and hold it once its time is over', async () => {
    const { venue, clock } = await steppedVenue();
    const gateway = gatewayAt(venue.url);
    const request = {
      ...asked,
      from: clock.now() - 3 * minute,
      to: clock.now() + minute,
      limit: 9,
    };
    expect((await gateway.candles(request)).candles).toHaveLength(3);
    clock.advance(minute - 1);
    expect((await gateway.candles(request)).candles).toHaveLength(3);
    clock.advance(1);
    const page = await gateway.candles(request);
    expect(page.candles).toHaveLength(4);
    expect(page.next).toBeNull();
    expect(page.exchangeTime).toBe(clock.now());
  });

  it('are asked for once by many at a time, and never again once the page is closed', async () => {
    const { venue } = await steppedVenue({ bars: 5_000, start: replayStart + 4_900 * minute });
    const gateway = gatewayAt(venue.url);
    const from = Math.floor(replayStart / (1_000 * minute) + 1) * 1_000 * minute;
    const request = { ...asked, from, to: from + 500 * minute, limit: 1_000 };
    await gateway.symbols('replay');
    const before = venue.counts.requests;
    const pages = await Promise.all(Array.from({ length: 8 }, () => gateway.candles(request)));
    expect(new Set(pages.map((page) => JSON.stringify(page.candles))).size).toBe(1);
    // One for the bars; each answer says what time it is, which costs one more.
    expect(venue.counts.requests - before).toBe(1 + 1 + 8);
    const between = venue.counts.requests;
    await gateway.candles({ ...request, from: from + 7 * minute, limit: 20 });
    expect(venue.counts.requests - between).toBe(1);
  });

  it('are refused where the exchange has no such market or interval, with its own list', async () => {
    const { venue } = await steppedVenue();
    const gateway = gatewayAt(venue.url);
    const range = { from: 0, to: 1, limit: 1 };
    await expect(gateway.candles({ ...asked, symbol: 'BTC/EUR', ...range })).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'request',
      message: 'Replay exchange has no market BTC/EUR. Choose one of its list.',
    });
    await expect(
      gateway.candles({ ...asked, exchange: 'nasdaq' as 'replay', ...range }),
    ).rejects.toMatchObject({ reason: 'request' });
  });

  it('end for one who gave up while others get them', async () => {
    const { venue, clock } = await steppedVenue();
    const gateway = gatewayAt(venue.url);
    const request = { ...asked, from: clock.now() - 9 * minute, to: clock.now(), limit: 9 };
    const leaving = new AbortController();
    const left = gateway.candles(request, leaving.signal);
    const stays = gateway.candles(request);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect((await stays).candles).toHaveLength(9);
  });
});

describe('markets of an exchange', () => {
  it('are the active ones in order, with their step, asked once an hour', async () => {
    const { venue } = await steppedVenue();
    let now = 1e12;
    const gateway = gatewayAt(venue.url, {
      timing: {
        now: () => now,
        after(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
    });
    expect(await gateway.symbols('replay')).toEqual([
      { symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', tickSize: 1e-8 },
    ]);
    const { requests } = venue.counts;
    now += 3_599_000;
    await gateway.symbols('replay');
    expect(venue.counts.requests).toBe(requests);
    now += 2_000;
    await gateway.symbols('replay');
    expect(venue.counts.requests).toBe(requests + 1);
    now += 3_601_000;
    venue.inject({ kind: 'server-error', requests: 2 });
    // Where they can't be renewed, those that were known go on.
    expect(await gateway.symbols('replay')).toHaveLength(1);
    expect(venue.counts.requests).toBe(requests + 3);
    now += 61_000;
    await gateway.symbols('replay');
    expect(venue.counts.requests).toBe(requests + 4);
  });
});
