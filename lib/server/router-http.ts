import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { ExchangeReason } from '../market/exchange/exchange-port';
import type { Gateway } from './gateway/gateway';
import { router, tooManyStreams } from './router';
import type { RequestLimits } from './router-limits';

/** Where the router answers. */
export const routerPath = '/api/trpc';

const mostQueryBytes = 4096;
const mostBodyBytes = 4096;

export interface RouterHttpOptions {
  readonly gateway: Gateway;
  readonly limits: RequestLimits;
  /** Aborted when the server stops: live streams would keep it from ending. */
  readonly closing?: AbortSignal;
  /** Told of failures nobody thought of; the client hears nothing of what they say. */
  readonly report?: (error: unknown) => void;
}

/** A request that is refused before the router sees it. */
interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly reason?: ExchangeReason;
  readonly retryAfterMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers one HTTP request to the router. Bodies are never read; other sites are refused; nothing is stored on the
 * way and no cookie is read or set.
 */
export async function answerRouterRequest(
  request: Request,
  { gateway, limits, closing, report }: RouterHttpOptions,
): Promise<Response> {
  const client = clientOf(request.headers);
  const refusal = refusalOf(request, client, limits);
  if (refusal !== null) return refused(refusal);
  const ending = new AbortController();
  const end = () => ending.abort();
  if (request.signal.aborted) end();
  request.signal.addEventListener('abort', end, { once: true });
  const beginLive = () => {
    const left = limits.beginStream(client);
    if (left === null) return null;
    closing?.addEventListener('abort', end, { once: true });
    return () => {
      closing?.removeEventListener('abort', end);
      left();
    };
  };
  const response = await fetchRequestHandler({
    endpoint: routerPath,
    // Rebuilt from what the router needs, so that it can't come to depend on anything else.
    req: bareRequest(request, ending.signal),
    router,
    allowBatching: false,
    createContext: () => ({ gateway, beginLive }),
    onError({ error }) {
      // Who left before the answer came has made no failure.
      if (ending.signal.aborted) return;
      if (error.code === 'INTERNAL_SERVER_ERROR') report?.(error.cause ?? error);
    },
    responseMeta({ errors }) {
      const wait = errors.map(
        ({ cause }) => (cause as { retryAfterMs?: number } | undefined)?.retryAfterMs,
      );
      const headers = new Headers();
      if (typeof wait[0] === 'number') headers.set('retry-after', seconds(wait[0]));
      return { headers };
    },
  });
  for (const [name, value] of Object.entries(ownHeaders)) response.headers.set(name, value);
  return response;
}

const ownHeaders = {
  'cache-control': 'no-store, no-transform',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

function refusalOf(request: Request, client: string, limits: RequestLimits): Refusal | null {
  const { headers, method } = request;
  const length = headers.get('content-length') ?? '0';
  const bytes = /^\d{1,9}$/.test(length) ? Number(length) : Number.POSITIVE_INFINITY;
  if (bytes > mostBodyBytes) {
    return { status: 413, message: 'Requests have no body here. Leave it out.' };
  }
  if (headers.has('transfer-encoding')) {
    return { status: 411, message: 'Requests have no body here. Leave it out.' };
  }
  if (method !== 'GET') {
    return { status: 405, message: 'Only GET is answered here.', headers: { allow: 'GET' } };
  }
  if (bytes > 0) {
    return { status: 413, message: 'Requests have no body here. Leave it out.' };
  }
  if (!isOwnSite(headers)) {
    return { status: 403, message: 'Only pages of this site may ask here.' };
  }
  const wait = limits.take(client);
  if (wait > 0) {
    return {
      status: 429,
      message: 'Too many requests from here. Wait a moment and try again.',
      reason: 'rate-limit',
      retryAfterMs: wait,
    };
  }
  const { search, pathname } = new URL(request.url);
  if (search.length > mostQueryBytes) {
    return { status: 414, message: 'The request is too long.' };
  }
  if (pathname.endsWith('/live') && !limits.hasStreamLeft(client)) {
    const { message, reason, retryAfterMs } = tooManyStreams();
    return { status: 429, message, reason, retryAfterMs: retryAfterMs ?? 0 };
  }
  return null;
}

/** Browsers say where a request comes from; another site must not use this one as its way to the exchanges. */
function isOwnSite(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('origin');
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

/** The address as the nearest server in front says it, which is the last one of the list. */
function clientOf(headers: Headers): string {
  const list = (headers.get('x-forwarded-for') ?? '').split(',');
  return (list.at(-1) ?? '').trim().slice(0, 64);
}

function bareRequest(request: Request, signal: AbortSignal): Request {
  const headers = new Headers();
  const last = request.headers.get('last-event-id');
  if (last !== null) headers.set('last-event-id', last);
  return new Request(request.url, { method: 'GET', headers, signal });
}

function seconds(ms: number): string {
  return String(Math.floor((ms + 999) / 1000));
}

/** A refusal in the shape of the router's own errors. */
function refused({ status, message, reason, retryAfterMs, headers }: Refusal): Response {
  const wait = retryAfterMs ?? null;
  const error = {
    message,
    code: status === 429 ? -32029 : -32600,
    data: { httpStatus: status, reason: reason ?? 'request', retryAfterMs: wait },
  };
  return new Response(JSON.stringify({ error }), {
    status,
    headers: {
      ...ownHeaders,
      'content-type': 'application/json',
      // What is left of a body that nobody reads ends with the connection.
      ...(status === 413 || status === 411 ? { connection: 'close' } : {}),
      ...(wait === null ? {} : { 'retry-after': seconds(wait) }),
      ...headers,
    },
  });
}
