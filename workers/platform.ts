import { DataError } from '../lib/core/errors';
import { initialiseKernels } from '../lib/kernels/runtime';
import type { Timing } from '../lib/market/exchange/timing';
import type { ExchangeAccess } from './exchange-access';

/** Bytes of a file of this site. @throws {DataError} saying which file could not be loaded */
export async function siteFile(path: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(path);
  } catch (cause) {
    throw new DataError(
      `${path} could not be loaded. Check the connection and do it again.`,
      { file: path },
      { cause },
    );
  }
  if (!response.ok) {
    throw new DataError(
      `${path} could not be loaded (status ${response.status}). Reload the page.`,
      { file: path },
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}

let loading: Promise<void> | null = null;

/** Loads the module once; a failed attempt is made again at the next call. */
export function loadKernels(): Promise<void> {
  loading ??= siteFile('/wasm/lookback.wasm')
    .then(initialiseKernels)
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** The way to exchanges through this site; its code is loaded at the first use. */
export async function exchangeAccess(): Promise<ExchangeAccess> {
  const { createExchangeClient } = await import('./exchange-client');
  return { port: createExchangeClient(), timing: platformTiming };
}

/** The clock and timers of this worker. */
export const platformTiming: Timing = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
