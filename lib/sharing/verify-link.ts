import { runResultWork, trialSharpeWork } from '../analytics/build-run-result';
import type { RunResult } from '../analytics/run-result';
import type { BacktestRun } from '../backtest/backtest-run';
import type { ExtraData } from '../backtest/extra-data';
import { runBacktest } from '../backtest/run-backtest';
import { countText } from '../core/count-text';
import { shortHash } from '../core/hashing';
import type { JobControl } from '../core/job';
import { inSlices } from '../core/sliced-work';
import type { Bars } from '../market/bars';
import { createBars } from '../market/create-bars';
import { createRateSeries } from '../market/create-rate-series';
import type { RateSeries } from '../market/rate-series';
import type { NamedArtefact } from '../models/model-artefact';
import { compareRunWork } from './compare-run';
import type { ClaimedBars, DataRole, Link } from './link-claim';
import { decodeLink } from './link-codec';

/** One stage of a verification, as it is shown while it goes on. */
export interface VerificationStep {
  readonly id: 'link' | 'data' | 'run' | 'compare';
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly detail: string;
  readonly elapsedMs: number | null;
}

/** What opening a link came to. */
export type VerificationOutcome =
  | { readonly status: 'verified'; readonly result: RunResult }
  | {
      readonly status: 'differs';
      readonly result: RunResult;
      readonly what: string;
      readonly fromTime: number | null;
      readonly toTime: number | null;
    }
  | {
      readonly status: 'data-needed';
      /** What the data are to the run. */
      readonly role: DataRole;
      readonly fingerprint: string;
      readonly fileName: string | null;
      readonly dataName: string;
    }
  | {
      readonly status: 'other-engine';
      readonly claimedVersion: number;
      readonly ownVersion: number;
      readonly same: boolean;
      readonly result: RunResult;
    };

/** Bars to be loaded, and what they are to the run. */
export interface WantedBars extends Omit<ClaimedBars, 'firstTime' | 'lastTime' | 'bars'> {
  readonly role: 'bars' | 'benchmark';
}

export interface VerificationContext {
  /** The claimed bars, or what the recipient chose instead; null where this machine hasn't got them. */
  loadBars(wanted: WantedBars): Promise<{ readonly name: string; readonly bars: Bars } | null>;
  /** Rates by fingerprint; null where this machine hasn't got them. */
  loadRates(fingerprint: string): Promise<RateSeries | null>;
  readonly control: JobControl;
  onStep(step: VerificationStep): void;
  /** Milliseconds from any origin. */
  now(): number;
}

/**
 * Reads a link, loads its data, recomputes the run and compares.
 * @throws {LinkError} for an unreadable link; {ConfigError} for settings no run can have; {CancelledError}
 */
export async function verifyLink(
  text: string,
  context: VerificationContext,
): Promise<VerificationOutcome> {
  const steps = new Steps(context);
  const link = await steps.take('link', 'Reading the link', async () => {
    const read = decodeLink(text);
    return {
      value: read,
      detail: `${read.title} on ${read.dataName}, ${countText(text.length)} characters`,
    };
  });
  const data = await steps.take<DataOfLink>('data', `Loading ${link.dataName}`, async () => {
    const found = await dataOf(link, context);
    return 'needed' in found
      ? {
          value: found,
          detail: `Not here: fingerprint ${shortHash(found.needed.fingerprint)}`,
          failed: true,
        }
      : { value: found, detail: found.detail };
  });
  if ('needed' in data) return { status: 'data-needed', ...data.needed };
  const { run, result } = await steps.take('run', 'Running the backtest', async () => {
    const { bars, extra } = data;
    const made = await runBacktest(bars, link.config, { control: context.control, extra });
    const named = await resultOf(made, data.name, link.trials, context.control);
    return {
      value: { run: made, result: named },
      detail: `${countText(made.ledger.fills.length)} fills over ${countText(made.bars.length)} bars`,
    };
  });
  return steps.take('compare', 'Comparing', async () => {
    const comparison = await inSlices(compareRunWork(link, run, result), context.control);
    return {
      value: { ...comparison, result },
      detail:
        comparison.status === 'verified'
          ? `Ledger ${shortHash(run.identity.ledgerHash)} and equity ${shortHash(run.identity.equityHash)} are the claimed ones`
          : comparison.status === 'differs'
            ? comparison.what
            : `Made by engine version ${comparison.claimedVersion}, recomputed by ${comparison.ownVersion}`,
      failed: comparison.status === 'differs',
    };
  });
}

interface FoundData {
  readonly name: string;
  readonly bars: Bars;
  readonly extra: ExtraData;
  readonly detail: string;
}

type NeededData = Omit<Extract<VerificationOutcome, { status: 'data-needed' }>, 'status'>;

type DataOfLink = FoundData | { readonly needed: NeededData };

/**
 * All data of a link, or the first that isn't here. Fingerprints are taken from the columns as they are now, never
 * from what is written beside them.
 */
async function dataOf(link: Link, context: VerificationContext): Promise<DataOfLink> {
  const { control } = context;
  const details: string[] = [];
  const load = async (wanted: WantedBars): Promise<{ name: string; bars: Bars } | null> => {
    const loaded = await context.loadBars(wanted);
    if (loaded === null) return null;
    const bars = await createBars(loaded.bars, loaded.bars, control);
    const what = wanted.role === 'benchmark' ? 'benchmark ' : '';
    details.push(
      `${what}${countText(bars.length)} bars, fingerprint ${shortHash(bars.fingerprint)}`,
    );
    return { name: loaded.name, bars };
  };
  const missing = (
    role: DataRole,
    data: { name: string; fingerprint: string },
    file: string | null,
  ) => {
    const { name: dataName, fingerprint } = data;
    return { needed: { role, fingerprint, fileName: file, dataName } };
  };
  const { dataName: name, dataFingerprint: fingerprint, fileName, source, data } = link;
  const own = await load({ role: 'bars', name, fingerprint, fileName, source, data });
  if (own === null) return missing('bars', { name, fingerprint }, fileName);
  const extra: { benchmark?: Bars; funding?: RateSeries; model?: NamedArtefact } = {};
  if (link.benchmark !== null) {
    const benchmark = await load({ role: 'benchmark', ...link.benchmark });
    if (benchmark === null) {
      return missing('benchmark', link.benchmark, link.benchmark.fileName);
    }
    extra.benchmark = benchmark.bars;
  }
  if (link.funding !== null) {
    const loaded = await context.loadRates(link.funding.fingerprint);
    if (loaded === null) return missing('funding', link.funding, null);
    extra.funding = await createRateSeries(loaded, loaded);
    details.push(
      `${countText(extra.funding.length)} funding rates, fingerprint ${shortHash(extra.funding.fingerprint)}`,
    );
  }
  if (link.model !== null) {
    const { hash, artefact } = link.model;
    extra.model = link.model;
    details.push(
      `a model of ${countText(artefact.weights.length)} weights, ${shortHash(hash)}, from the link`,
    );
  }
  return { ...own, extra, detail: details.join('; ') };
}

async function resultOf(
  run: BacktestRun,
  dataName: string,
  trials: number,
  control: JobControl,
): Promise<RunResult> {
  const sharpe = (await inSlices(trialSharpeWork(run), control)).value;
  const trialSharpes = sharpe === null ? [] : [sharpe];
  const result = await inSlices(runResultWork(run, { trialSharpes, trials }), control);
  return { ...result, data: { ...result.data, name: dataName } };
}

interface Taken<T> {
  readonly value: T;
  readonly detail: string;
  readonly failed?: boolean;
}

/** Reports each stage as it begins and ends. */
class Steps {
  constructor(private readonly context: VerificationContext) {}

  async take<T>(
    id: VerificationStep['id'],
    doing: string,
    work: () => Promise<Taken<T>>,
  ): Promise<T> {
    const { onStep, now, control } = this.context;
    await control.checkpoint();
    const startedAt = now();
    onStep({ id, state: 'running', detail: doing, elapsedMs: null });
    try {
      const { value, detail, failed } = await work();
      const state = failed || value === null ? 'failed' : 'done';
      onStep({ id, state, detail, elapsedMs: now() - startedAt });
      return value;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      onStep({ id, state: 'failed', detail, elapsedMs: now() - startedAt });
      throw error;
    }
  }
}
