import { runResultWork, trialSharpeWork } from '../analytics/build-run-result';
import type { RunResult } from '../analytics/run-result';
import type { BacktestRun } from '../backtest/backtest-run';
import { runBacktest } from '../backtest/run-backtest';
import { countText } from '../core/count-text';
import { shortHash } from '../core/hashing';
import type { JobControl } from '../core/job';
import { inSlices } from '../core/sliced-work';
import type { Bars } from '../market/bars';
import { createBars } from '../market/create-bars';
import { compareRunWork } from './compare-run';
import type { Link } from './link-claim';
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

export interface VerificationContext {
  /** The claimed data, or what the recipient chose instead; null where this machine hasn't got them. */
  loadBars(link: Link): Promise<{ readonly name: string; readonly bars: Bars } | null>;
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
  const data = await steps.take('data', `Loading ${link.dataName}`, async () => {
    const loaded = await context.loadBars(link);
    if (loaded === null) {
      return { value: null, detail: `Not here: fingerprint ${shortHash(link.dataFingerprint)}` };
    }
    // The fingerprint is taken from the columns as they are now, never from what is written beside them.
    const bars = await createBars(loaded.bars, loaded.bars, context.control);
    return {
      value: { name: loaded.name, bars },
      detail: `${countText(bars.length)} bars, fingerprint ${shortHash(bars.fingerprint)}`,
    };
  });
  if (data === null) {
    const { dataFingerprint: fingerprint, fileName, dataName } = link;
    return { status: 'data-needed', fingerprint, fileName, dataName };
  }
  const { run, result } = await steps.take('run', 'Running the backtest', async () => {
    const made = await runBacktest(data.bars, link.config, { control: context.control });
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
