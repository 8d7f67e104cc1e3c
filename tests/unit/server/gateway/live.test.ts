import { describe, expect, it } from 'vitest';
import type { Candle } from '../../../../lib/market/exchange/exchange-port';
import { replayStart } from '../../../../lib/server/venue/replay-market';
import type { VenueFault } from '../../../../lib/server/venue/venue-fault';
import { gatewayAt, listenTo, replayMinutes, uncaught, until } from '../../../support/gateway';
import { minuteBars } from '../../../support/minute-bars';
import { minute, type SteppedVenue, steppedVenue } from '../../../support/venue';

const everyFault: readonly VenueFault[] = [
  { kind: 'disconnect', forMs: 2 * minute },
  { kind: 'silent', forMs: 2 * minute },
  { kind: 'gap', bars: 3 },
  { kind: 'duplicate', bars: 3 },
  { kind: 'late', after: 3 },
  { kind: 'malformed', how: 'json', bars: 2, requests: 1 },
  { kind: 'malformed', how: 'numbers', bars: 2, requests: 1 },
  { kind: 'rate-limit', requests: 1, retryAfterSeconds: 0 },
  { kind: 'server-error', requests: 2 },
  { kind: 'slow', requests: 2, delayMs: 20 },
];

/** Plays `bars` minutes, a quarter of one at a time, and lets everything be read. */
async function play({ venue, clock }: SteppedVenue, bars: number): Promise<void> {
  for (let quarter = 0; quarter < 4 * bars; quarter++) {
    clock.advance(minute / 4);
    await venue.settled();
  }
}

async function sourceFrom(bars: number, first: number, last: number): Promise<Candle[]> {
  const { open, high, low, close, volume } = await minuteBars(bars);
  const candles: Candle[] = [];
  for (let time = first; time <= last; time += minute) {
    const i = (time - replayStart) / minute;
    candles.push([time, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!]);
  }
  return candles;
}

describe('a live series', () => {
  it('tells every bar once, in order, with the values of history', async () => {
    const stepped = await steppedVenue({ bars: 2_000, start: replayStart + 500 * minute });
    const heard = listenTo(gatewayAt(stepped.venue.url));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 2);
    await until(() => heard.messages.some(({ kind }) => kind === 'open'), 'the stream stands');
    await play(stepped, 300);
    const last = stepped.clock.now() - minute;
    await until(() => heard.closed.at(-1)?.[0] === last, 'the last bar came');
    expect(heard.closed).toEqual(await sourceFrom(2_000, heard.closed[0]![0], last));
    expect(heard.closed.length).toBeGreaterThanOrEqual(299);
    for (const message of heard.messages) {
      if (message.kind !== 'closed') continue;
      expect(message.exchangeTime).toBeGreaterThanOrEqual(message.candle[0] + minute);
    }
    expect(heard.troubles.size).toBe(0);
  });

  it('asks for ranges where it is behind: a thousand bars at once cost a few questions', async () => {
    const stepped = await steppedVenue({ bars: 2_000, start: replayStart + 500 * minute });
    const heard = listenTo(gatewayAt(stepped.venue.url));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 3);
    await until(() => heard.closed.length > 0, 'the first bar came');
    const before = stepped.venue.counts.requests;
    stepped.clock.advance(1_000 * minute);
    const last = stepped.clock.now() - minute;
    await until(() => heard.closed.at(-1)?.[0] === last, 'the last bar came');
    expect(heard.closed).toEqual(await sourceFrom(2_000, heard.closed[0]![0], last));
    expect(heard.closed.length).toBeGreaterThan(1_000);
    expect(stepped.venue.counts.requests - before).toBeLessThan(40);
  });

  const faults: readonly (readonly [VenueFault, string | null])[] = [
    [{ kind: 'disconnect', forMs: minute / 2 }, 'disconnected'],
    [{ kind: 'gap', bars: 3 }, null],
    [{ kind: 'duplicate', bars: 3 }, null],
    [{ kind: 'late', after: 2 }, null],
    [{ kind: 'malformed', how: 'json', bars: 2 }, 'malformed'],
    [{ kind: 'malformed', how: 'types', bars: 2 }, 'malformed'],
    [{ kind: 'malformed', how: 'numbers', bars: 2 }, 'malformed'],
    [{ kind: 'rate-limit', requests: 1, retryAfterSeconds: 1 }, 'refused'],
    [{ kind: 'server-error', requests: 2 }, 'disconnected'],
    [{ kind: 'slow', requests: 2, delayMs: 100 }, null],
  ];

  it.each(faults)('loses and doubles nothing over %j', async (fault, trouble) => {
    const found = uncaught();
    const stepped = await steppedVenue({ bars: 2_000, start: replayStart + 500 * minute });
    const heard = listenTo(gatewayAt(stepped.venue.url));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 3);
    await until(() => heard.closed.length > 0, 'the first bar came');
    stepped.venue.inject(fault);
    await play(stepped, 6);
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open again');
    await play(stepped, 6);
    const last = stepped.clock.now() - minute;
    await until(() => heard.closed.at(-1)?.[0] === last, 'the last bar came');
    expect(heard.closed).toEqual(await sourceFrom(2_000, heard.closed[0]![0], last));
    expect([...heard.troubles]).toEqual(trouble === null ? [] : [trouble]);
    expect(heard.ended).toEqual([]);
    expect(found).toEqual([]);
  });

  it('loses and doubles nothing over every fault five times in turn', async () => {
    const found = uncaught();
    const stepped = await steppedVenue({ bars: 2_000, start: replayStart + 200 * minute });
    const { venue, clock } = stepped;
    const heard = listenTo(gatewayAt(venue.url));
    await until(() => venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 2);
    await until(() => heard.closed.length > 0, 'the first bar came');
    for (let round = 0; round < 5; round++) {
      for (const fault of everyFault) {
        venue.inject(fault);
        for (let bar = 0; bar < 20; bar++) {
          clock.advance(minute);
          await venue.settled();
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      }
    }
    await until(() => venue.counts.connections === 1, 'the stream is open again');
    await play(stepped, 3);
    const last = clock.now() - minute;
    await until(() => heard.closed.at(-1)?.[0] === last, 'the last bar came');
    expect(heard.closed).toEqual(await sourceFrom(2_000, heard.closed[0]![0], last));
    expect(heard.closed.length).toBeGreaterThanOrEqual(5 * 20 * everyFault.length);
    for (const { kind } of everyFault)
      expect(venue.counts.injected[kind]).toBeGreaterThanOrEqual(5);
    expect(found).toEqual([]);
  });

  it('says what closed during an absence before it says that the stream stands again', async () => {
    const stepped = await steppedVenue({ bars: 2_000, start: replayStart + 500 * minute });
    const heard = listenTo(gatewayAt(stepped.venue.url));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 3);
    await until(() => heard.closed.length > 0, 'the first bar came');
    stepped.venue.inject({ kind: 'disconnect', forMs: 5 * minute });
    await play(stepped, 6);
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open again');
    await play(stepped, 1);
    const opened = () => heard.messages.filter(({ kind }) => kind === 'open').length;
    await until(() => opened() === 2, 'the stream stands again');
    const kinds = heard.messages.map(({ kind }) => kind).filter((kind) => kind !== 'forming');
    const broke = kinds.indexOf('trouble');
    const stands = kinds.lastIndexOf('open');
    expect(kinds.slice(broke, stands).filter((kind) => kind === 'closed').length).toBeGreaterThan(
      4,
    );
  });

  it('begins anew where the stream falls silent and history goes on', async () => {
    const stepped = await steppedVenue({ bars: 2_000, start: replayStart + 500 * minute });
    const heard = listenTo(gatewayAt(stepped.venue.url));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 3);
    await until(() => heard.closed.length > 0, 'the first bar came');
    stepped.venue.inject({ kind: 'silent', forMs: 60 * minute });
    await until(() => {
      stepped.clock.advance(minute / 40);
      return heard.troubles.has('silent');
    }, 'the silence is noticed');
    expect(heard.closed.map(([time]) => time)).toEqual(
      heard.closed.map((_, k) => heard.closed[0]![0] + k * minute),
    );
  });

  it('is one stream for all who listen, and none once they have left', async () => {
    const stepped = await steppedVenue();
    const gateway = gatewayAt(stepped.venue.url);
    const heard = Array.from({ length: 5 }, () => listenTo(gateway));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 2);
    await until(() => heard.every(({ closed }) => closed.length > 0), 'all have heard a bar');
    expect(stepped.venue.counts.connections).toBe(1);
    expect(gateway.counts()).toEqual({ series: 1, listeners: 5 });
    const late = [];
    for (let k = 0; k < 3; k++) {
      const one = listenTo(gateway);
      late.push(one);
      await play(stepped, 1);
      await until(() => one.messages.length > 0, 'one who joins hears something');
      expect(one.messages[0]!.kind, 'that it stands, before any bar').toBe('open');
    }
    for (const one of [...heard, ...late]) one.close();
    expect(gateway.counts()).toEqual({ series: 0, listeners: 0 });
    await until(() => stepped.venue.counts.connections === 0, 'the stream is closed');
    const before = heard[0]!.messages.length;
    await play(stepped, 2);
    expect(heard[0]!.messages.length).toBe(before);
  });

  it('of an unknown market ends with the reason', async () => {
    const { venue } = await steppedVenue();
    const gateway = gatewayAt(venue.url);
    const heard = listenTo(gateway, { ...replayMinutes, symbol: 'BTC/EUR' });
    await until(() => heard.ended.length > 0, 'it ended');
    expect(heard.ended).toMatchObject([{ name: 'ExchangeError', reason: 'request' }]);
    expect(gateway.counts()).toEqual({ series: 0, listeners: 0 });
  });

  it('goes on for others where one listener fails', async () => {
    const stepped = await steppedVenue();
    const gateway = gatewayAt(stepped.venue.url);
    const failing = gateway.live(replayMinutes, {
      message() {
        throw new Error('of a listener');
      },
      ended() {},
    });
    const heard = listenTo(gateway);
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 2);
    await until(() => heard.closed.length > 0, 'a bar came');
    failing.close();
  });

  it('shows the forming bar at most twice a second', async () => {
    const stepped = await steppedVenue();
    const heard = listenTo(gatewayAt(stepped.venue.url));
    await until(() => stepped.venue.counts.connections === 1, 'the stream is open');
    const began = performance.now();
    await play(stepped, 100);
    await until(() => heard.closed.length > 0, 'a bar came');
    await new Promise((resolve) => setTimeout(resolve, 600));
    const forming = heard.messages.filter(({ kind }) => kind === 'forming').length;
    expect(forming).toBeGreaterThan(0);
    expect(forming).toBeLessThanOrEqual(2 + (performance.now() - began) / 500);
  });
});
