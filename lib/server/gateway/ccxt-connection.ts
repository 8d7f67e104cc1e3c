import { Agent } from 'node:http';
import type { Exchange } from 'ccxt';
import { requireDialledHost } from './dialled-host';
import type { ExchangeEntry } from './exchange-table';

/** Where an exchange that the site plays itself can be reached. */
export interface ReplayPlace {
  /** `127.0.0.1:4321`. */
  readonly host: string;
  /** Addresses as the class of the exchange wants them. */
  readonly urls: object;
}

/** The library, loaded at the first use: it takes a second and most requests to the server never need it. */
export async function loadCcxt() {
  return (await import('ccxt')).default;
}

export type Ccxt = Awaited<ReturnType<typeof loadCcxt>>;

/** How long an exchange has for an answer, ms. */
export const answerMs = 10_000;

/** When the exchange asked to wait, as it said it in its last answer. */
export interface HeardWait {
  retryAfterMs: number | null;
}

export interface ExchangeConnection {
  readonly exchange: Exchange;
  readonly heard: HeardWait;
  /** Called for each message of a stream that can't be read. */
  onUnreadable: () => void;
}

type Patched = {
  httpAgent: Agent;
  has: Record<string, unknown>;
  fetch: (url: string, ...rest: unknown[]) => Promise<unknown>;
  client: (url: string) => unknown;
  log: (...rest: unknown[]) => void;
  handleErrors: (...rest: unknown[]) => unknown;
  handleMessage: (client: unknown, message: unknown) => unknown;
  parseOHLCVs: (bars: unknown, ...rest: unknown[]) => unknown;
};

/**
 * A client of an exchange without keys, cookies or proxies. The same for every exchange; one that the site plays
 * itself differs in its address and in not being spared.
 */
export function connectExchange(
  ccxt: Ccxt,
  entry: ExchangeEntry,
  place: ReplayPlace | null,
): ExchangeConnection {
  const classes = ccxt.pro as unknown as Record<string, new (config: object) => Exchange>;
  const restOnly = ccxt as unknown as Record<string, new (config: object) => Exchange>;
  const Class = classes[entry.ccxtId] ?? restOnly[entry.ccxtId]!;
  const exchange = new Class({
    timeout: answerMs,
    enableRateLimit: place === null,
    // The stream below waits by itself between two attempts.
    options: { defaultType: 'spot', ws: { backoff: { base: 0 } }, ...entry.options },
    ...(place === null ? {} : { urls: place.urls }),
  });
  const heard: HeardWait = { retryAfterMs: null };
  const connection: ExchangeConnection = { exchange, heard, onUnreadable: () => {} };
  const patched = exchange as unknown as Patched;
  const hosts = { domains: entry.domains, loopback: place?.host ?? null };
  // Lists of currencies are not needed, and some exchanges have them at other hosts.
  patched.has = { ...patched.has, fetchCurrencies: false };
  // Unencrypted streams, as on this machine, are only opened through an agent that is at hand.
  if (place !== null) patched.httpAgent = new Agent();
  patched.log = () => {};
  const { fetch, client, handleErrors, handleMessage, parseOHLCVs } = patched;
  patched.fetch = async (url, ...rest) => {
    requireDialledHost(url, hosts);
    return fetch.call(exchange, url, ...rest);
  };
  patched.client = (url) => {
    requireDialledHost(url, hosts);
    return client.call(exchange, url);
  };
  patched.handleErrors = (...rest) => {
    heard.retryAfterMs = retryAfterOf(rest[4]);
    return handleErrors.apply(exchange, rest);
  };
  patched.handleMessage = (from, message) => {
    if (typeof message === 'string' && !/^(pong|ping)$/i.test(message)) {
      connection.onUnreadable();
      return undefined;
    }
    return handleMessage.call(exchange, from, message);
  };
  patched.parseOHLCVs = (bars, ...rest) => {
    if (!Array.isArray(bars)) throw new ccxt.BadResponse('bars are no list');
    return parseOHLCVs.call(exchange, bars, ...rest);
  };
  return connection;
}

/** `Retry-After` in ms, null where it isn't a plain count of seconds. */
function retryAfterOf(headers: unknown): number | null {
  if (typeof headers !== 'object' || headers === null) return null;
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === 'retry-after' && /^\d{1,6}$/.test(String(value))) {
      return Number(value) * 1000;
    }
  }
  return null;
}
