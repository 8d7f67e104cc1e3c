import { ExchangeError } from '../../market/exchange/exchange-port';
import type { Ccxt } from './ccxt-connection';

/** How long to wait where an exchange asks to wait and doesn't say how long, ms. */
export const usualWaitMs = 5_000;

/**
 * What went wrong at an exchange, in words for the user. Addresses and what the exchange wrote stay in `cause`,
 * which never leaves the server.
 */
export function upstreamError(
  error: unknown,
  o: { ccxt: Ccxt; label: string; retryAfterMs: number | null },
): ExchangeError {
  if (error instanceof ExchangeError) return error;
  const { ccxt, label } = o;
  const options = { cause: error };
  const text = error instanceof Error ? error.message : '';
  const asksToWait =
    error instanceof ccxt.DDoSProtection ||
    error instanceof ccxt.RateLimitExceeded ||
    text.includes('throttle queue');
  if (asksToWait) {
    const wait = o.retryAfterMs ?? usualWaitMs;
    return new ExchangeError(
      `${label} asks to wait. Try again in ${Math.max(1, Math.floor(wait / 1000))} s.`,
      'rate-limit',
      wait,
      options,
    );
  }
  if (error instanceof ccxt.OnMaintenance) {
    return new ExchangeError(
      `${label} is in maintenance. Try again later, or choose another exchange.`,
      'unavailable',
      o.retryAfterMs,
      options,
    );
  }
  if (error instanceof ccxt.RequestTimeout) {
    return new ExchangeError(
      `${label} did not answer in time. Try again, or choose another exchange.`,
      'unavailable',
      null,
      options,
    );
  }
  if (error instanceof ccxt.BadSymbol || error instanceof ccxt.BadRequest) {
    return new ExchangeError(
      `${label} does not know this request. Choose another symbol, interval or range.`,
      'request',
      null,
      options,
    );
  }
  if (
    error instanceof ccxt.BadResponse ||
    error instanceof ccxt.NullResponse ||
    !(error instanceof ccxt.BaseError)
  ) {
    return malformedAnswer(label, 'it can’t be read', options);
  }
  return new ExchangeError(
    `${label} can’t be reached at the moment. Try again, or choose another exchange.`,
    'unavailable',
    o.retryAfterMs,
    options,
  );
}

/** An answer that makes no sense, and in what. */
export function malformedAnswer(
  label: string,
  problem: string,
  options?: { cause?: unknown },
): ExchangeError {
  return new ExchangeError(
    `${label} sent an answer that makes no sense: ${problem}. Try again; if it stays, choose another range.`,
    'malformed',
    null,
    options,
  );
}
