import { describe, expect, it, onTestFinished } from 'vitest';
import type { LiveMessage } from '../../../../lib/market/exchange/exchange-port';
import { RequestLimits } from '../../../../lib/server/router-limits';
import { createExchangeClient } from '../../../../workers/exchange-client';
import { NodeEventSource } from '../../../support/event-source';
import { gatewayAt, replayMinutes, uncaught, until } from '../../../support/gateway';
import { routerServer } from '../../../support/router-server';
import { minute, type SteppedVenue, steppedVenue } from '../../../support/venue';

/** A client in front of the router, its gateway and a venue. */
async function chain(limits?: RequestLimits) {
  const stepped = await steppedVenue();
  const gateway = gatewayAt(stepped.venue.url);
  const server = await routerServer(gateway, limits);
  const client = clientOf(server.origin);
  return { ...stepped, stepped, gateway, server, client };
}

function clientOf(origin: string) {
  return createExchangeClient({ origin, EventSource: NodeEventSource as never });
}

async function play({ venue, clock }: SteppedVenue, bars: number): Promise<void> {
  for (let quarter = 0; quarter < 4 * bars; quarter++) {
    clock.advance(minute / 4);
    await venue.settled();
  }
}

function listen(client: ReturnType<typeof clientOf>, series = replayMinutes) {
  const messages: LiveMessage[] = [];
  const ended: (Error | null)[] = [];
  const stream = client.live(series, {
    message: (message) => messages.push(message),
    ended: (reason) => ended.push(reason),
  });
  onTestFinished(() => stream.close());
  const closed = () => messages.flatMap((m) => (m.kind === 'closed' ? [m.candle[0]] : []));
  return { messages, ended, closed, close: () => stream.close() };
}

describe('the client of a worker', () => {
  it('gets the markets and bars the gateway has', async () => {
    const { client, gateway, clock } = await chain();
    expect(await client.symbols('replay')).toEqual(await gateway.symbols('replay'));
    const request = {
      ...replayMinutes,
      from: clock.now() - 50 * minute,
      to: clock.now(),
      limit: 20,
    };
    const page = await client.candles(request);
    expect(page).toEqual(await gateway.candles(request));
    expect(page.candles).toHaveLength(20);
    expect(page.next).toBe(request.from + 20 * minute);
  });

  it('gets errors with their reason, their wait and their sentence', async () => {
    const { client, venue, clock } = await chain();
    await client.symbols('replay');
    const request = {
      ...replayMinutes,
      from: clock.now() - 50 * minute,
      to: clock.now(),
      limit: 20,
    };
    venue.inject({ kind: 'rate-limit', requests: 1, retryAfterSeconds: 9 });
    await expect(client.candles(request)).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'rate-limit',
      retryAfterMs: 9_000,
      message: 'Replay exchange asks to wait. Try again in 9 s.',
    });
    await expect(client.candles({ ...request, from: request.to })).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'request',
    });
  });

  it('says offline where the site can’t be reached, and unavailable where something else answers', async () => {
    await expect(clientOf('http://127.0.0.1:9').symbols('replay')).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'offline',
    });
    const strange = createExchangeClient({
      origin: 'http://site',
      fetch: async () => new Response('<html>502</html>', { status: 502 }),
    });
    await expect(strange.symbols('replay')).rejects.toMatchObject({
      name: 'ExchangeError',
      reason: 'unavailable',
    });
  });

  it('passes the reason on of one who gave up', async () => {
    const { client } = await chain();
    const leaving = new AbortController();
    const asked = client.symbols('replay', leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
  });

  it('hears a live series, and leaves nothing open behind it', async () => {
    const found = uncaught();
    const { client, gateway, server, stepped, venue } = await chain();
    for (let round = 0; round < 3; round++) {
      const heard = [listen(client), listen(client)];
      await until(() => venue.counts.connections === 1, 'the stream is open');
      await play(stepped, 2);
      await until(() => heard.every(({ closed }) => closed().length > 0), 'bars came');
      expect(server.limits.openStreams).toBe(2);
      expect(gateway.counts()).toEqual({ series: 1, listeners: 2 });
      for (const one of heard) one.close();
      await until(() => server.limits.openStreams === 0, 'the server has forgotten both');
      await until(() => venue.counts.connections === 0, 'nothing is open at the exchange');
      expect(gateway.counts()).toEqual({ series: 0, listeners: 0 });
      for (const { closed, ended } of heard) {
        const first = closed()[0]!;
        expect(closed()).toEqual(closed().map((_, k) => first + k * minute));
        expect(ended).toEqual([]);
      }
    }
    expect(found).toEqual([]);
  });

  it('hears once why a live series can’t be had', async () => {
    const { client } = await chain();
    const heard = listen(client, { ...replayMinutes, symbol: 'BTC/EUR' });
    await until(() => heard.ended.length > 0, 'it ended');
    expect(heard.ended).toMatchObject([
      {
        name: 'ExchangeError',
        reason: 'request',
        message: 'Replay exchange has no market BTC/EUR. Choose one of its list.',
      },
    ]);
  });

  it('hears that too many streams are open', async () => {
    const few = { perSecond: 100, burst: 100, streams: 1 };
    const { client, venue } = await chain(new RequestLimits(() => Date.now(), few));
    const first = listen(client);
    await until(() => venue.counts.connections === 1, 'the stream is open');
    const second = listen(client);
    await until(() => second.ended.length > 0, 'it ended');
    expect(second.ended).toMatchObject([{ name: 'ExchangeError', isPassing: true }]);
    expect(first.ended).toEqual([]);
  });

  it('is let go by a site that stops, which its stream would keep from ending', async () => {
    const { venue } = await chain();
    const closing = new AbortController();
    const server = await routerServer(gatewayAt(venue.url), undefined, closing.signal);
    const heard = listen(clientOf(server.origin));
    await until(() => venue.counts.connections === 1, 'the stream is open');
    closing.abort();
    await until(() => heard.ended.length > 0, 'it ended');
    expect(server.limits.openStreams).toBe(0);
    await until(() => venue.counts.connections === 0, 'nothing is open at the exchange');
  });

  it('hears once that the site went away, and comes back only when told to', async () => {
    const { stepped, venue } = await chain();
    const gateway = gatewayAt(venue.url);
    const server = await routerServer(gateway);
    const heard = listen(clientOf(server.origin));
    await until(() => venue.counts.connections === 1, 'the stream is open');
    await play(stepped, 2);
    await until(() => heard.closed().length > 0, 'a bar came');
    server.stop();
    await until(() => heard.ended.length > 0, 'it ended');
    expect(heard.ended).toMatchObject([{ name: 'ExchangeError', reason: 'offline' }]);
    await until(() => venue.counts.connections === 0, 'nothing is open at the exchange');
    await play(stepped, 2);
    expect(heard.ended).toHaveLength(1);
  });
});
