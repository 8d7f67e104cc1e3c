import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../lib/core/rng';
import { exchangeListings } from '../../../../lib/market/exchange/exchange.schema';
import { requireDialledHost } from '../../../../lib/server/gateway/dialled-host';
import { exchangeTable } from '../../../../lib/server/gateway/exchange-table';
import { answerRouterRequest } from '../../../../lib/server/router-http';
import { RequestLimits } from '../../../../lib/server/router-limits';
import { gatewayAt, uncaught } from '../../../support/gateway';
import { outgoing } from '../../../support/outgoing';
import { minute, steppedVenue } from '../../../support/venue';

const domains = [...exchangeTable.values()].flatMap((entry) => entry.domains);
const isListed = (host: string) =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

const evil = [
  'evil.example',
  '//evil.example',
  'https://evil.example/BTC/USDT',
  'http://127.0.0.1:22/',
  'http://169.254.169.254/latest/meta-data',
  'BTC/USDT@evil.example',
  'BTC/USDT#@evil.example',
  'BTC/USDT?x=//evil.example',
  'BTC/USDT\r\nHost: evil.example',
  'BTC/USDT%0d%0aHost:%20evil.example',
  'BTC%2FUSDT',
  'BTC\\USDT',
  '../../evil.example',
  'BTC/USDT:USDT',
  'ＢＴＣ/ＵＳＤＴ',
  'ВТС/USDT',
  'BTC⁄USDT',
  'btc/usdt',
  '__proto__',
  'constructor',
  'toString',
  '',
  'BTC/USDT ',
  'BTC/USDT\u0000',
  'file:///etc/passwd',
  '[::1]',
  '2130706433',
];

describe('the hosts the server dials', () => {
  it('are those of the table, whatever a client sends', async () => {
    const found = uncaught();
    const dialled = outgoing();
    const { venue } = await steppedVenue();
    const gateway = gatewayAt(venue.url, { answerMs: 1_000 });
    const options = { gateway, limits: new RequestLimits(() => 0, wide, wide) };
    const rng = createRng(11);
    const one = <T>(list: readonly T[]): T => list[rng.below(list.length)]!;
    const ids: string[] = exchangeListings.map(({ id }) => id).filter((id) => id !== 'replay-fast');
    const paths = ['exchanges', 'symbols', 'candles', 'live', '__proto__', '..%2f..%2f', 'a,b'];
    const fields = [
      'exchange',
      'symbol',
      'interval',
      'from',
      'to',
      'limit',
      'url',
      'host',
      'proxy',
    ];
    const statuses = new Set<number>();
    for (let round = 0; round < 600; round++) {
      const input: Record<string, unknown> = {
        exchange: rng.below(4) > 0 ? 'replay' : one([...ids, ...evil]),
        symbol: rng.below(2) > 0 ? 'BTC/USDT' : one(evil),
        interval: rng.below(4) > 0 ? '1m' : one(evil),
        from: rng.below(4) > 0 ? 0 : one([-1, 0.5, 1e300, ...evil]),
        to: rng.below(4) > 0 ? minute : one([-1, Number.NaN, ...evil]),
        limit: rng.below(4) > 0 ? 5 : one([0, 1e9, ...evil]),
      };
      for (let extra = rng.below(3); extra > 0; extra--) input[one(fields)] = one(evil);
      const left = new AbortController();
      const address = `http://site/api/trpc/${one(paths)}?input=${encodeURIComponent(JSON.stringify(input))}${one(['', '', '&batch=1', '&url=//evil.example', '&lastEventId=//evil.example'])}`;
      const response = await answerRouterRequest(
        new Request(address, {
          signal: left.signal,
          headers: {
            'x-forwarded-host': 'evil.example',
            forwarded: 'host=evil.example',
            'x-forwarded-for': 'evil.example',
          },
        }),
        options,
      );
      statuses.add(response.status);
      if (response.headers.get('content-type') === 'text/event-stream') {
        const reader = response.body!.getReader();
        await Promise.race([reader.read(), new Promise((resolve) => setTimeout(resolve, 20))]);
        left.abort();
        await reader.cancel().catch(() => {});
      } else {
        expect(await response.text()).not.toMatch(/evil|\bat .*:\d+:\d+|127\.0\.0\.1/);
      }
    }
    for (const host of dialled) {
      if (host !== '127.0.0.1') expect([host, isListed(host)]).toEqual([host, true]);
    }
    expect(dialled).toContain('127.0.0.1');
    expect(statuses).toContain(200);
    expect(statuses).toContain(400);
    expect(found).toEqual([]);
  });

  it('are dialled for each real exchange under its own domain alone', async () => {
    const { url } = (await steppedVenue()).venue;
    for (const entry of exchangeTable.values()) {
      if (entry.isReplay) continue;
      const dialled = outgoing();
      // Longer than the pause Kraken wants between two requests, so that none is left behind.
      const gateway = gatewayAt(url, { answerMs: 4_000 });
      await expect(gateway.symbols(entry.id)).rejects.toMatchObject({ reason: 'unavailable' });
      expect(dialled.size).toBeGreaterThan(0);
      for (const host of dialled) {
        const isOwn = entry.domains.some((d) => host === d || host.endsWith(`.${d}`));
        expect([entry.id, host, isOwn]).toEqual([entry.id, host, true]);
      }
    }
  });

  it.each([
    'https://evil.example/',
    'https://binance.com.evil.example/',
    'https://evilbinance.com/',
    'https://api.binance.com@evil.example/',
    'https://user@api.binance.com/',
    'http://api.binance.com/',
    'wss://evil.example/ws',
    'file:///etc/passwd',
    'http://127.0.0.1:4321/',
    'not an address',
  ])('never are what %s names', (address) => {
    expect(() => requireDialledHost(address, { domains: ['binance.com'], loopback: null })).toThrow(
      'not on its list',
    );
  });

  it('are one port of this machine for a replay, and those of the table for others', () => {
    const replay = { domains: [], loopback: '127.0.0.1:4321' };
    expect(() => requireDialledHost('http://127.0.0.1:4321/api', replay)).not.toThrow();
    expect(() => requireDialledHost('ws://127.0.0.1:4321/ws', replay)).not.toThrow();
    expect(() => requireDialledHost('http://127.0.0.1:22/', replay)).toThrow();
    expect(() => requireDialledHost('https://api.binance.com/', replay)).toThrow();
    const binance = { domains: ['binance.com'], loopback: null };
    expect(() => requireDialledHost('https://api.binance.com/api', binance)).not.toThrow();
    expect(() => requireDialledHost('wss://stream.binance.com:9443/ws', binance)).not.toThrow();
  });
});

const wide = { perSecond: 1e6, burst: 1e6, streams: 1e6 };
