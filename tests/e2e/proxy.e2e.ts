import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './support/lookback';

const minutes = {
  exchange: 'replay-fast',
  symbol: 'BTC/USDT',
  interval: '1m',
  from: Date.UTC(2024, 0, 1),
  to: Date.UTC(2024, 0, 1, 3),
  limit: 100,
};

const addressOf = (path: string, input: unknown) =>
  `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;

const candles = (request: APIRequestContext, change: Record<string, unknown>) =>
  request.get(addressOf('candles', { ...minutes, ...change }));

test('the server pages through bars of the replay exchange', async ({ request }) => {
  const times: number[] = [];
  let from: number | null = minutes.from;
  while (from !== null) {
    const response = await candles(request, { from });
    expect(response.status()).toBe(200);
    expect(response.headers()['cache-control']).toContain('no-store');
    const { data } = (await response.json()).result;
    for (const [time] of data.candles) times.push(time);
    from = data.next;
  }
  expect(times).toEqual(Array.from({ length: 180 }, (_, k) => minutes.from + k * 60_000));
});

test('the server refuses what is no request, and says what to change', async ({ request }) => {
  const refused: [Record<string, unknown>, RegExp][] = [
    [{ symbol: 'https://evil.example/' }, /symbol must look like/],
    [{ symbol: '//evil.example' }, /symbol must look like/],
    [{ symbol: 'BTC/USDT@evil.example' }, /symbol must look like/],
    [{ symbol: 'BTC/USDT\r\nHost: evil.example' }, /symbol must look like/],
    [{ exchange: 'nasdaq' }, /exchange must be one of/],
    [{ exchange: '__proto__' }, /exchange must be one of/],
    [{ limit: 1_000_000 }, /limit must be a whole number/],
    [{ from: minutes.to, to: minutes.from }, /to must be a time/],
    [{ url: 'http://evil.example' }, /exactly the fields/],
  ];
  for (const [change, words] of refused) {
    const response = await candles(request, change);
    expect(response.status()).toBe(400);
    const text = await response.text();
    expect(JSON.parse(text).error).toMatchObject({
      message: expect.stringMatching(words),
      data: { reason: 'request', retryAfterMs: null },
    });
    expect(text).not.toMatch(/evil|stack|node_modules/);
  }
  const unlisted = await candles(request, { symbol: 'BTC/EUR' });
  expect(unlisted.status()).toBe(400);
  expect((await unlisted.json()).error.message).toContain('no market BTC/EUR');
  expect(
    (await request.get(`${addressOf('candles', minutes)}&x=${'x'.repeat(5_000)}`)).status(),
  ).toBe(414);
  expect((await request.get('/api/trpc/exchanges,exchanges?batch=1&input=%7B%7D')).status()).toBe(
    400,
  );
  expect((await request.get('/api/trpc/constructor')).status()).toBe(404);
});

test('the server refuses every other method, other sites, and bodies without reading them', async ({
  request,
  baseURL,
}) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
    const response = await request.fetch(addressOf('candles', minutes), { method });
    expect([method, response.status()]).toEqual([method, 405]);
    expect(response.headers().allow).toBe('GET');
  }
  const foreign = await request.get('/api/trpc/exchanges', {
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  });
  expect(foreign.status()).toBe(403);
  expect(foreign.headers()['access-control-allow-origin']).toBeUndefined();
  const size = 10_000_000;
  for (const [headers, status] of [
    [{ 'content-length': String(size) }, 413],
    [{ 'transfer-encoding': 'chunked' }, 411],
  ] as const) {
    for (const method of ['POST', 'GET']) {
      const sent = await send(`${baseURL}/api/trpc/candles`, method, headers, size);
      expect([method, sent.status]).toEqual([method, status]);
      expect(sent.bytes).toBeLessThan(size);
    }
  }
});

test('a page hears five bars of the replay exchange, one a tenth of a second', async ({ page }) => {
  await page.goto('/runs');
  const heard = await page.evaluate(
    (address) =>
      new Promise<{ closed: number[]; kinds: string[] }>((resolve, reject) => {
        const closed: number[] = [];
        const kinds = new Set<string>();
        const source = new EventSource(address);
        source.onerror = () => reject(new Error('the stream broke'));
        source.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          kinds.add(message.kind);
          if (message.kind === 'closed') closed.push(message.candle[0]);
          if (closed.length < 5) return;
          source.close();
          resolve({ closed, kinds: [...kinds] });
        };
      }),
    addressOf('live', { exchange: 'replay-fast', symbol: 'BTC/USDT', interval: '1m' }),
  );
  expect(heard.kinds[0]).toBe('open');
  expect(heard.closed).toEqual(heard.closed.map((_, k) => heard.closed[0]! + k * 60_000));
});

test('nothing a page loads holds the library that talks to exchanges', () => {
  const folder = fileURLToPath(new URL('../../.next/static/', import.meta.url));
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  expect(scripts.length).toBeGreaterThan(10);
  for (const name of scripts) {
    const text = readFileSync(`${folder}${name}`, 'utf8');
    expect([name, /watchOHLCV|fapiPublic|api\.kraken\.com/.test(text)]).toEqual([name, false]);
  }
});

/** Sends a body as long as it is taken. @returns the status, and how much went out */
function send(
  address: string,
  method: string,
  headers: Record<string, string>,
  size: number,
): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    let answered = false;
    let bytes = 0;
    const chunk = Buffer.alloc(65_536);
    const asked = httpRequest(address, { method, headers, agent: false }, (response) => {
      answered = true;
      response.resume();
      resolve({ status: response.statusCode ?? 0, bytes });
      asked.destroy();
    });
    asked.on('error', (error) => {
      if (!answered) reject(error);
    });
    // In pieces, so that the answer is heard before the closed line is.
    const more = () => {
      if (answered || bytes >= size) return;
      bytes += chunk.length;
      asked.write(chunk);
      setTimeout(more, 10);
    };
    more();
  });
}
