import { CancelledError, ConfigError, DataError } from '../core/errors';
import { ExchangeError } from '../market/exchange/exchange-port';
import { LinkError } from '../sharing/index';

/** What a command ended with, as the shell sees it. */
export const exitCodes = {
  ok: 0,
  /** A recomputed result differs from its claim, or a check failed. */
  differs: 1,
  /** Wrong arguments or a config that can't be run. */
  usage: 2,
  /** A file that can't be read, or holds no usable bars. */
  data: 3,
  /** Data or an answer only the user has is needed first. */
  needed: 4,
  /** An exchange that doesn't answer, or answers nonsense. */
  unreachable: 5,
  interrupted: 130,
} as const;

/** Something only the user has is missing: a file, or the answer to a question. */
export class NeededError extends Error {
  override readonly name = 'NeededError';
}

/** The code for an error that ended a command; null for one that is a fault of the program. */
export function exitCodeOf(error: unknown): number | null {
  if (error instanceof NeededError) return exitCodes.needed;
  if (error instanceof ConfigError) return exitCodes.usage;
  if (error instanceof DataError || error instanceof LinkError) return exitCodes.data;
  if (error instanceof ExchangeError) {
    return error.reason === 'request' ? exitCodes.usage : exitCodes.unreachable;
  }
  if (error instanceof CancelledError) return exitCodes.interrupted;
  return null;
}
