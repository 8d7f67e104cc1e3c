import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../../lib/market/exchange/exchange-port';
import type { Gateway } from '../../../../lib/server/gateway/gateway';
import { answerRouterRequest } from '../../../../lib/server/router-http';
import { RequestLimits } from '../../../../lib/server/router-limits';

/** A gateway that writes down what reaches it. */
function listening(o: { fails?: Error } = {}) {
  const reached: unknown[] = [];
  const answer = async (what: unknown) => {
    reached.push(what);
    if (o.fails !== undefined) throw o.fails;
    return { candles: [], next: null, exchangeTime: 1 };
  };
  const gateway = {
    symbols: answer,
    candles: answer,
    live: () => ({ close() {} }),
    counts: () => ({ series: 0, listeners: 0 }),
  } as unknown as Gateway;
  return { gateway, reached };
}

const good = {
  exchange: 'binance',
  symbol: 'BTC/USDT',
  interval: '1m',
  from: 0,
  to: 60_000,
  limit: 1,
};

const addressOf = (path: string, input: unknown) =>
  `http://site/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly message: string;
  readonly data: { reason?: string; retryAfterMs?: number | null };
  readonly reached: readonly unknown[];
}

async function ask(
  address: string,
  init: RequestInit = {},
  o: { fails?: Error; limits?: RequestLimits } = {},
): Promise<Answer> {
  const { gateway, reached } = listening(o);
  const limits = o.limits ?? new RequestLimits(() => 0);
  const response = await answerRouterRequest(new Request(address, init), { gateway, limits });
  const text = await response.text();
  const { error } = text === '' ? {} : JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    message: error?.message ?? '',
    data: error?.data ?? {},
    reached,
  };
}

/** Asks for bars with some fields changed. */
const candles = (change: Record<string, unknown>) =>
  ask(addressOf('candles', { ...good, ...change }));

/** Refused because of what was asked for, with the field named, before anything was looked up. */
async function refuses(change: Record<string, unknown>, words: RegExp): Promise<void> {
  const answer = await candles(change);
  expect(answer.status).toBe(400);
  expect(answer.data).toMatchObject({ reason: 'request', retryAfterMs: null });
  expect(answer.message).toMatch(words);
  expect(answer.reached).toEqual([]);
  expect(Object.keys(answer.data).sort()).toEqual(['code', 'httpStatus', 'reason', 'retryAfterMs']);
  expect(answer.text).not.toMatch(/stack|\.ts:|node_modules|zod/i);
  for (const value of Object.values(change)) {
    if (typeof value === 'string' && value.length > 3) expect(answer.text).not.toContain(value);
  }
}

describe('the router', () => {
  it('passes a request on as it was checked', async () => {
    const answer = await candles({});
    expect(answer.status).toBe(200);
    expect(answer.reached).toEqual([good]);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '//evil.example/BTC/USDT',
    'BTC/USDT@evil.example',
    'BTC/USDT?u=//evil.example',
    'BTC/USDT/../../x',
    'BTC%2FUSDT',
    'BTC/USDT%0d%0aX: 1',
    'ＢＴＣ/ＵＳＤＴ',
    'ВТС/USDT',
    'BTC⁄USDT',
    'btc/usdt',
    'BTC/USDT:USDT',
    'BTC/USDT\n',
    `${'A'.repeat(21)}/USDT`,
    '__proto__',
    '',
  ])('refuses the symbol %j', (symbol) => refuses({ symbol }, /symbol must look like BTC\/USDT/));

  it.each([
    'nasdaq',
    'BINANCE',
    'binance ',
    '__proto__',
    'constructor',
    'toString',
    '',
    'https://evil.example',
  ])('refuses the exchange %j and names those there are', (exchange) =>
    refuses({ exchange }, /exchange must be one of replay, .*binance/),
  );

  it.each(['__proto__', 'constructor', '7m', '1M', ''])('refuses the interval %j', (interval) =>
    refuses({ interval }, /interval must be one of 1m, /),
  );

  it.each([1_001, 1e9, 0, -1, 1.5, '10', null])('refuses the limit %j', (limit) =>
    refuses({ limit }, /limit must be a whole number from 1 to 1000/),
  );

  it('refuses a range that is reversed, empty or out of time', async () => {
    await refuses({ from: 60_000, to: 0 }, /to must be a time .* later than from/);
    await refuses({ from: 60_000, to: 60_000 }, /to must be a time .* later than from/);
    await refuses({ from: -1 }, /from must be a time/);
    await refuses({ to: 1e300 }, /to must be a time/);
    await refuses({ from: '0' }, /from must be a time/);
  });

  it.each(['url', 'host', 'proxy', 'headers', 'lastEventId'])(
    'refuses the further field %s',
    (field) => refuses({ [field]: 'http://evil.example' }, /exactly the fields/),
  );

  it.each(['exchange', 'symbol', 'interval'])('refuses line ends in %s', async (field) => {
    await refuses({ [field]: `${good[field as 'symbol']}\r\nX-Evil: 1` }, new RegExp(field));
    const answer = await candles({ [field]: `${good[field as 'symbol']}\r\nX-Evil: 1` });
    expect([...answer.headers.keys()]).not.toContain('x-evil');
  });

  it('refuses inputs that are no object, broken, deep, or missing', async () => {
    for (const input of [null, 1, 'x', [], [good]]) {
      expect((await ask(addressOf('candles', input))).status).toBe(400);
    }
    const broken = await ask('http://site/api/trpc/candles?input=%7B');
    expect(broken.status).toBe(400);
    expect(broken.message).toMatch(/can’t be read/);
    const deep = await ask(`http://site/api/trpc/candles?input=${'['.repeat(4_000)}`);
    expect(deep.status).toBe(400);
    expect((await ask('http://site/api/trpc/candles')).status).toBe(400);
    expect((await ask('http://site/api/trpc/candles?input=%E0%A4%A')).status).toBe(400);
  });

  it.each([
    'nothing',
    '__proto__',
    'constructor',
    'candles.constructor',
    '_def',
    '%E0%A4%A',
    '..%2f..%2fetc',
  ])('knows nothing at %s', async (path) => {
    const answer = await ask(`http://site/api/trpc/${path}`);
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('etc');
    expect(answer.reached).toEqual([]);
  });

  it.each([2, 4, 5, 200])('refuses a batch of %d', async (count) => {
    const inputs = Object.fromEntries(Array.from({ length: count }, (_, k) => [k, good]));
    const paths = Array(count).fill('candles').join(',');
    const input = encodeURIComponent(JSON.stringify(inputs));
    const answer = await ask(`http://site/api/trpc/${paths}?batch=1&input=${input}`);
    expect([400, 414]).toContain(answer.status);
    expect(answer.reached).toEqual([]);
  });

  it('refuses a query longer than 4 kB', async () => {
    const answer = await ask(`${addressOf('candles', good)}&more=${'x'.repeat(5_000)}`);
    expect(answer.status).toBe(414);
    expect(answer.reached).toEqual([]);
  });
});

describe('a request with a body', () => {
  /** A body that counts what is read of it. */
  function body(bytes: number) {
    let read = 0;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (read >= bytes) return controller.close();
          read += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      },
      { highWaterMark: 0 },
    );
    return { stream, read: () => read };
  }

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'of 10 MB by %s is refused unread',
    async (method) => {
      const { stream, read } = body(10_000_000);
      const answer = await ask(addressOf('candles', good), {
        method,
        body: stream,
        duplex: 'half',
        headers: { 'content-length': '10000000' },
      } as RequestInit);
      expect(answer.status).toBe(413);
      expect(answer.headers.get('connection')).toBe('close');
      expect(read()).toBe(0);
      expect(answer.reached).toEqual([]);
    },
  );

  it('of unknown length is refused unread', async () => {
    const { stream, read } = body(10_000_000);
    const answer = await ask(addressOf('candles', good), {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'transfer-encoding': 'chunked' },
    } as RequestInit);
    expect(answer.status).toBe(411);
    expect(read()).toBe(0);
  });

  it('is refused by GET too, and a length that is none as well', async () => {
    for (const length of ['1', '10000000', '-1', 'abc', '1e99']) {
      const answer = await ask(addressOf('candles', good), {
        headers: { 'content-length': length },
      });
      expect(answer.status).toBe(413);
    }
    const none = await ask(addressOf('candles', good), { headers: { 'content-length': '0' } });
    expect(none.status).toBe(200);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])(
    '%s is not a way to ask',
    async (method) => {
      const answer = await ask(addressOf('candles', good), { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET');
      expect(answer.reached).toEqual([]);
    },
  );
});

describe('answers', () => {
  it('are stored nowhere, open to no other site, and set no cookie', async () => {
    for (const answer of [
      await candles({}),
      await candles({ limit: 0 }),
      await ask('http://site/api/trpc/x', { method: 'POST' }),
    ]) {
      expect(answer.headers.get('cache-control')).toContain('no-store');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(
        [...answer.headers.keys()].filter((name) => /^access-control|^set-cookie/.test(name)),
      ).toEqual([]);
    }
  });

  it('are refused to other sites', async () => {
    const refused: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', host: 'site' },
      { origin: 'null', host: 'site' },
    ];
    for (const headers of refused) {
      const answer = await ask(addressOf('candles', good), { headers });
      expect(answer.status).toBe(403);
      expect(answer.reached).toEqual([]);
    }
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://site', host: 'site' },
    ]) {
      expect((await ask(addressOf('candles', good), { headers })).status).toBe(200);
    }
  });

  it.each([
    ['request', 400, null],
    ['rate-limit', 429, 2_500],
    ['unavailable', 503, null],
    ['malformed', 502, null],
  ] as const)('say that an exchange failed with %s', async (reason, status, wait) => {
    const fails = new ExchangeError('Kraken is in maintenance.', reason, wait, {
      cause: new Error('https://api.kraken.com/secret <html>'),
    });
    const answer = await ask(addressOf('candles', good), {}, { fails });
    expect(answer.status).toBe(status);
    expect(answer.message).toBe('Kraken is in maintenance.');
    expect(answer.data).toMatchObject({ reason, retryAfterMs: wait });
    expect(answer.headers.get('retry-after')).toBe(wait === null ? null : '3');
    expect(answer.text).not.toMatch(/secret|html|stack/);
  });

  it('say nothing of a failure nobody thought of', async () => {
    const fails = new TypeError('undefined is not a function at /srv/lookback/lib/x.ts:3');
    const answer = await ask(addressOf('candles', good), {}, { fails });
    expect(answer.status).toBe(500);
    expect(answer.message).toBe('The server could not answer. Try again.');
    expect(answer.data).toMatchObject({ reason: 'unavailable' });
    expect(answer.text).not.toMatch(/undefined|srv|stack/);
  });
});

describe('limits', () => {
  it('let a client ask sixty times at once, then twenty times a second, and tell it how long to wait', async () => {
    let now = 0;
    const limits = new RequestLimits(() => now);
    const asked = (from: string) =>
      ask(addressOf('candles', good), { headers: { 'x-forwarded-for': from } }, { limits });
    for (let k = 0; k < 60; k++) expect((await asked('10.0.0.1')).status).toBe(200);
    const refused = await asked('10.0.0.1');
    expect(refused.status).toBe(429);
    expect(refused.data).toMatchObject({ reason: 'rate-limit' });
    expect(refused.data.retryAfterMs).toBeGreaterThan(0);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.reached).toEqual([]);
    expect((await asked('10.0.0.2')).status).toBe(200);
    // What a client says of itself stands before what the server in front says of it.
    expect((await asked('made-up, 10.0.0.1')).status).toBe(429);
    now += 1_000;
    for (let k = 0; k < 20; k++) expect((await asked('10.0.0.1')).status).toBe(200);
    expect((await asked('10.0.0.1')).status).toBe(429);
  });

  it('hold for all clients together', () => {
    const limits = new RequestLimits(() => 0, undefined, { perSecond: 5, burst: 10, streams: 3 });
    for (let k = 0; k < 10; k++) expect(limits.take(`client-${k}`)).toBe(0);
    expect(limits.take('one more')).toBeGreaterThan(0);
  });

  it('count live streams until they end', () => {
    const limits = new RequestLimits(() => 0);
    const open = Array.from({ length: 16 }, () => limits.beginStream('a'));
    expect(open).not.toContain(null);
    expect(limits.beginStream('a')).toBeNull();
    expect(limits.beginStream('b')).not.toBeNull();
    open[3]!();
    open[3]!();
    expect(limits.hasStreamLeft('a')).toBe(true);
    expect(limits.beginStream('a')).not.toBeNull();
    expect(limits.hasStreamLeft('a')).toBe(false);
    expect(limits.openStreams).toBe(17);
  });
});
