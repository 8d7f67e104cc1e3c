import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { FaultBook, type FaultCounts } from './fault-book';
import { malformedText } from './malformed-text';
import { type RestAnswer, VenueRefusal } from './rest-answer';
import { answerRequest } from './rest-api';
import { StreamHub } from './stream-hub';
import type { VenueClock } from './venue-clock';
import type { FaultSchedule, VenueFault } from './venue-fault';
import type { VenueMarket } from './venue-market';

/** How often clients are asked for a sign of life, real ms. */
const pingEveryMs = 20_000;

export interface VenueOptions {
  readonly market: VenueMarket;
  readonly clock: VenueClock;
  /** Faults that come by themselves. */
  readonly faults?: FaultSchedule;
  /** 0 or left out: any free one. */
  readonly port?: number;
}

/** What a venue has done so far. */
export interface VenueCounts extends FaultCounts {
  readonly requests: number;
  readonly messages: number;
  /** Streams open now. */
  readonly connections: number;
}

/** A venue under way. */
export interface Venue {
  /** `http://127.0.0.1:51234`. */
  readonly url: string;
  readonly counts: VenueCounts;
  inject(fault: VenueFault): void;
  /** Resolves once every message so far was handed to the system: lets a stepped clock run no faster than it is read. */
  settled(): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Starts a venue that speaks Binance's public spot interface on this machine alone. */
export async function startVenue({
  market,
  clock,
  faults,
  port = 0,
}: VenueOptions): Promise<Venue> {
  const book = new FaultBook(faults ?? null);
  const hub = new StreamHub(market, clock, book);
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    void serve(request, response);
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    request.resume();
    hub.catchUp();
    if (book.refuses(clock.now())) {
      book.strike('disconnect');
      request.socket.destroy();
      return;
    }
    const fault = book.takeRequestFault();
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    let answer = refusalOf(fault, clock.now()) ?? answerTo(request, market, clock.now());
    if (fault?.kind === 'malformed') {
      answer = { ...answer, body: malformedText(answer.body, fault.how) };
    }
    response.writeHead(answer.status, { ...answer.headers, 'cache-control': 'no-store' });
    response.end(answer.body);
  };
  server.keepAliveTimeout = 30_000;

  const sockets = new WebSocketServer({
    noServer: true,
    autoPong: false,
    perMessageDeflate: false,
    maxPayload: 65_536,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    hub.catchUp();
    const streams = streamsOf(request.url ?? '');
    if (book.refuses(clock.now())) {
      book.strike('disconnect');
      socket.destroy();
    } else if (streams === null) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    } else {
      sockets.handleUpgrade(request, socket, head, (open) =>
        hub.accept(open, streams.names, streams.isCombined),
      );
    }
  });
  const pings = setInterval(() => hub.checkClients(), pingEveryMs);
  pings.unref();

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get counts() {
      const { messages, connections } = hub;
      return { ...book.counts(), requests, messages, connections };
    },
    inject: (fault) => hub.inject(fault),
    async settled() {
      do await new Promise((resolve) => setImmediate(resolve));
      while (!hub.isSettled);
    },
    async close() {
      clearInterval(pings);
      hub.dropAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answerTo(request: IncomingMessage, market: VenueMarket, now: number): RestAnswer {
  try {
    const address = new URL(request.url ?? '', 'http://venue');
    return answerRequest(request.method ?? 'GET', address, market, now);
  } catch {
    return new VenueRefusal(400, -1000, 'An unknown error occurred while processing the request.')
      .answer;
  }
}

/** What a fault says in place of the answer, null where it lets the answer through. */
function refusalOf(fault: VenueFault | null, now: number): RestAnswer | null {
  if (fault?.kind === 'rate-limit') {
    const headers = { 'retry-after': String(fault.retryAfterSeconds) };
    return fault.banned === true
      ? new VenueRefusal(
          418,
          -1003,
          `Way too much request weight used; IP banned until ${now + 1000 * fault.retryAfterSeconds}. Please use WebSocket Streams for live updates to avoid bans.`,
          headers,
        ).answer
      : new VenueRefusal(
          429,
          -1003,
          'Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.',
          headers,
        ).answer;
  }
  if (fault?.kind !== 'server-error') return null;
  const status = fault.status ?? 502;
  const headers = { 'content-type': 'text/html' };
  return { status, headers, body: `<html><body><h1>${status}</h1></body></html>` };
}

/**
 * `/ws` and `/ws/…` carry bare messages, `/stream?streams=…` wrapped ones; either may name streams to begin with.
 * `/stream/ws/…` is `/ws/…`: a client that tells spot from futures by “/stream” in the address finds it there.
 */
function streamsOf(address: string): { names: readonly string[]; isCombined: boolean } | null {
  const url = URL.canParse(address, 'http://venue') ? new URL(address, 'http://venue') : null;
  const bare = /^(?:\/stream)?\/ws((?:\/[^/]+)*)\/?$/.exec(url?.pathname ?? '');
  if (bare !== null) {
    return { names: named(bare[1]!), isCombined: false };
  }
  if (url?.pathname !== '/stream') return null;
  return { names: named(url.searchParams.get('streams') ?? ''), isCombined: true };
}

function named(list: string): readonly string[] {
  return list.split('/').filter((name) => name.includes('@'));
}
