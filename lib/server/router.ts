import { initTRPC, TRPCError, tracked } from '@trpc/server';
import * as z from 'zod/mini';
import {
  candleRequestSchema,
  type ExchangeListing,
  exchangeIdSchema,
  exchangeListings,
  exchangeSeriesSchema,
} from '../market/exchange/exchange.schema';
import {
  ExchangeError,
  type ExchangeReason,
  type LiveMessage,
} from '../market/exchange/exchange-port';
import type { Gateway } from './gateway/gateway';
import { LiveQueue } from './router-live-queue';
import { inputSentence } from './router-words';

/** What a request brings along: no cookie, no header, no address. */
export interface RouterContext {
  readonly gateway: Gateway;
  /** Counts a live stream of this client; @returns what ends the count, null where it has too many. */
  readonly beginLive: () => (() => void) | null;
}

/** What a client is told of a failure, beside the sentence. */
export interface RouterErrorData {
  readonly reason: ExchangeReason;
  /** After how many ms it may work; null = not known. */
  readonly retryAfterMs: number | null;
}

const codes = {
  request: 'BAD_REQUEST',
  'rate-limit': 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  offline: 'SERVICE_UNAVAILABLE',
  malformed: 'BAD_GATEWAY',
} as const satisfies Record<ExchangeReason, TRPCError['code']>;

const t = initTRPC.context<RouterContext>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: 5_000 },
    client: { reconnectAfterInactivityMs: 15_000 },
  },
  errorFormatter({ shape, error }) {
    const said = error.cause instanceof ExchangeError ? error.cause : null;
    const data: RouterErrorData & { code: string; httpStatus: number } = {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      reason: said?.reason ?? (shape.data.httpStatus >= 500 ? 'unavailable' : 'request'),
      retryAfterMs: said?.retryAfterMs ?? null,
    };
    return { code: shape.code, message: said?.message ?? sentenceOf(error), data };
  },
});

/** Words for what is no {@link ExchangeError}; nothing of the cause shows. */
function sentenceOf(error: TRPCError): string {
  if (error.code === 'NOT_FOUND') return 'There is nothing at this address.';
  if (error.code === 'METHOD_NOT_SUPPORTED') return 'Only GET is answered here.';
  if (error.code === 'BAD_REQUEST') return inputSentence(error.cause);
  return 'The server could not answer. Try again.';
}

/** Failures of exchanges under the HTTP status they stand for. */
const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof ExchangeError) {
    throw withStatus(result.error.cause);
  }
  return result;
});

function withStatus(cause: ExchangeError): TRPCError {
  return new TRPCError({ code: codes[cause.reason], message: cause.message, cause });
}

/** A client that lost its stream says which message came last; it is not needed, and allowed. */
const liveInput = z.strictObject({
  ...exchangeSeriesSchema.shape,
  lastEventId: z.optional(z.string().check(z.maxLength(32))),
});

/** Public prices of exchanges: everything the server answers. */
export const router = t.router({
  exchanges: procedure.query((): readonly ExchangeListing[] => exchangeListings),

  symbols: procedure
    .input(z.strictObject({ exchange: exchangeIdSchema }))
    .query(({ ctx, input, signal }) => ctx.gateway.symbols(input.exchange, signal)),

  candles: procedure
    .input(candleRequestSchema)
    .query(({ ctx, input, signal }) => ctx.gateway.candles(input, signal)),

  live: procedure.input(liveInput).subscription(async function* ({ ctx, input, signal }) {
    const { exchange, symbol, interval } = input;
    const left = ctx.beginLive();
    if (left === null) throw withStatus(tooManyStreams());
    const queue = new LiveQueue(signal);
    const stream = ctx.gateway.live(
      { exchange, symbol, interval },
      {
        message: (message) => queue.push(message),
        ended: (reason) => queue.end(reason),
      },
    );
    try {
      let sent = 0;
      for (;;) {
        const message: LiveMessage | null = await queue.next();
        if (message === null) return;
        sent += 1;
        yield tracked(String(sent), message);
      }
    } catch (error) {
      throw error instanceof ExchangeError ? withStatus(error) : error;
    } finally {
      stream.close();
      queue.close();
      left();
    }
  }),
});

export type ExchangeRouter = typeof router;

/** The refusal of one more live stream. */
export function tooManyStreams(): ExchangeError {
  return new ExchangeError(
    'Too many live streams are open from here. Close one, or wait half a minute.',
    'rate-limit',
    30_000,
  );
}
