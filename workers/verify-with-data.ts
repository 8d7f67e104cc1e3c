import { canonicalJson } from '../lib/core/canonical-json';
import type { JobControl } from '../lib/core/job';
import type { ExchangeSource } from '../lib/market/bars';
import type { RateSeries } from '../lib/market/rate-series';
import { decodeLink, type Link, type VerificationOutcome, verifyLink } from '../lib/sharing';
import { type DataRef, type LoadedData, StorageError } from '../lib/storage';
import type { VerificationStep } from './backtest.api';

export type VerifyControl = JobControl & { step(step: VerificationStep): void };

/** What a verification takes from the rest of the worker. */
interface VerifyOptions {
  /** Rejects with a `StorageError` of reason `missing` where the data are not here; the rates likewise. */
  load(ref: DataRef): Promise<LoadedData>;
  loadRates(fingerprint: string): Promise<RateSeries>;
  /** Bars as their exchange has them now; they are kept under the name. */
  download(name: string, source: ExchangeSource): Promise<LoadedData>;
  readonly control: JobControl;
  onStep(step: VerificationStep): void;
  /** Monotonic milliseconds. */
  now(): number;
}

/** Checks a link against the data it names, or against some the recipient chose in place of bars that are not here. */
export async function verifyWithData(
  fragment: string,
  chosen: DataRef | null,
  { load, loadRates, download, control, onStep, now }: VerifyOptions,
): Promise<VerificationOutcome> {
  const isHere = async (ref: DataRef): Promise<boolean> => (await orMissing(load(ref))) !== null;
  const replaces = chosen === null ? null : await roleOf(chosen, decodeLink(fragment), isHere);
  return verifyLink(fragment, {
    async loadBars({ role, name, data, source }) {
      if (chosen !== null && role === replaces) return load(chosen);
      const here = await orMissing(load(data));
      return here === null && source.kind === 'exchange' ? download(name, source) : here;
    },
    loadRates: (fingerprint) => orMissing(loadRates(fingerprint)),
    control,
    onStep,
    now,
  });
}

async function orMissing<T>(loading: Promise<T>): Promise<T | null> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof StorageError && error.reason === 'missing') return null;
    throw error;
  }
}

/**
 * What data the recipient chose stand for: the bars of the link that are not here, its own before its benchmark's;
 * its own where nothing is missing. null = they are what the link names, and are found without being chosen.
 */
async function roleOf(
  chosen: DataRef,
  { data, benchmark }: Link,
  isHere: (ref: DataRef) => Promise<boolean>,
): Promise<'bars' | 'benchmark' | null> {
  const claims = [data, ...(benchmark === null ? [] : [benchmark.data])];
  if (claims.some((claim) => canonicalJson(claim) === canonicalJson(chosen))) return null;
  if (benchmark === null || !(await isHere(data))) return 'bars';
  return (await isHere(benchmark.data)) ? 'bars' : 'benchmark';
}
