import {
  createTRPCClient,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import {
  ExchangeError,
  type ExchangePort,
  type ExchangeReason,
  type LiveHandlers,
} from '../lib/market/exchange/exchange-port';
import type { ExchangeRouter } from '../lib/server/router';

export interface ExchangeClientOptions {
  /** `https://lookback.example`; left out = the site this worker came from. */
  readonly origin?: string;
  /** Left out = the platform's own. */
  readonly fetch?: NonNullable<Parameters<typeof httpLink>[0]['fetch']>;
  readonly EventSource?: typeof EventSource;
}

const reasons: ReadonlySet<unknown> = new Set<ExchangeReason>([
  'request',
  'rate-limit',
  'unavailable',
  'malformed',
]);

/**
 * Public prices through the site's own server. Nothing is tried again here: a stream that breaks ends, and whoever
 * reads it decides when to come back.
 */
export function createExchangeClient(options: ExchangeClientOptions = {}): ExchangePort {
  const url = `${options.origin ?? self.location.origin}/api/trpc`;
  const client = createTRPCClient<ExchangeRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url,
          ...(options.EventSource === undefined ? {} : { EventSource: options.EventSource }),
        }),
        false: httpLink({ url, ...(options.fetch === undefined ? {} : { fetch: options.fetch }) }),
      }),
    ],
  });
  const asked = <T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
    answer.catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : revived(error);
    });
  const withSignal = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

  return {
    symbols: (exchange, signal) =>
      asked(client.symbols.query({ exchange }, withSignal(signal)), signal),
    candles: (request, signal) => asked(client.candles.query(request, withSignal(signal)), signal),

    live({ exchange, symbol, interval }, handlers: LiveHandlers) {
      let isOver = false;
      let subscription: { unsubscribe(): void } | null = null;
      const finish = (): boolean => {
        if (isOver) return false;
        isOver = true;
        subscription?.unsubscribe();
        return true;
      };
      /** A stream breaks without saying why; a small question tells. */
      const broke = () => {
        if (!finish()) return;
        client.exchanges.query().then(
          () => handlers.ended(brokenStream()),
          (error: unknown) => handlers.ended(revived(error)),
        );
      };
      subscription = client.live.subscribe(
        { exchange, symbol, interval },
        {
          onData: ({ data }) => {
            if (!isOver) handlers.message(data);
          },
          onError: (error) => {
            if (!isSaid(error)) broke();
            else if (finish()) handlers.ended(revived(error));
          },
          onComplete: () => {
            if (finish()) handlers.ended(null);
          },
          onConnectionStateChange: ({ state, error }) => {
            if (state !== 'connecting' || error === null) return;
            if (!isSaid(error)) broke();
            else if (finish()) handlers.ended(revived(error));
          },
        },
      );
      // It may have ended before there was anything to unsubscribe from.
      if (isOver) subscription.unsubscribe();
      return { close: () => void finish() };
    },
  };
}

/** Whether the server itself said what is wrong. */
function isSaid(error: unknown): error is TRPCClientError<ExchangeRouter> {
  return (
    error instanceof TRPCClientError && reasons.has((error.data as { reason?: unknown })?.reason)
  );
}

function revived(error: unknown): ExchangeError {
  if (error instanceof ExchangeError) return error;
  const options = { cause: error };
  if (isSaid(error)) {
    const { reason, retryAfterMs } = error.data ?? { reason: 'unavailable', retryAfterMs: null };
    return new ExchangeError(error.message, reason, retryAfterMs, options);
  }
  if (error instanceof TRPCClientError && error.cause instanceof SyntaxError) {
    return new ExchangeError(
      'The site answered in a way that can’t be read. Try again.',
      'unavailable',
      null,
      options,
    );
  }
  return new ExchangeError(
    'The site can’t be reached. Check the connection.',
    'offline',
    null,
    options,
  );
}

function brokenStream(): ExchangeError {
  return new ExchangeError('The live stream broke. Connecting again may work.', 'unavailable');
}
