import type { RunResult } from '../lib/analytics/run-result';
import type { DataRef, LookbackStore, NewRun, OpenedStore, TrialRecord } from '../lib/storage';
import type { RecentRun } from './recent-runs';

/** How long an answer waits for the record of trials while the database is still opening. */
const patienceMs = 250;
/** A run replaced sooner than this by another of the same strategy and data was only passed through. */
const passingMs = 1500;

/** Keeps finished runs and trials behind the answers, in order, and remembers what went wrong. */
export class RunKeeper {
  private ready = false;
  private queue: Promise<void>;
  private failure: string | null = null;
  /** Trials of this page, for answers given before the database was open. */
  private readonly own = new Map<string, TrialRecord>();

  /** The last run that was not on record before it. */
  private passing: NewRun | null = null;

  constructor(private readonly opening: Promise<OpenedStore>) {
    this.queue = opening.then(() => {
      this.ready = true;
    });
  }

  async store(): Promise<LookbackStore> {
    return (await this.opening).store;
  }

  /**
   * Trials on record. While the database is opening they are waited for only a moment, and one that can't be read
   * does not keep anybody from running: then those of this page count, and {@link settled} says what went wrong.
   */
  async trialsOf(strategy: string, dataFingerprint: string): Promise<readonly TrialRecord[]> {
    const mine = [...this.own.values()].filter(
      (t) => t.strategy === strategy && t.dataFingerprint === dataFingerprint,
    );
    const reading = this.store()
      .then((store) => store.trials.of(strategy, dataFingerprint))
      .catch((error: unknown) => {
        this.failed(error);
        return [];
      });
    const stored = this.ready ? await reading : await Promise.race([reading, giveUp()]);
    const known = new Set(stored.map((t) => t.runId));
    return [...stored, ...mine.filter((t) => !known.has(t.runId))];
  }

  /** Deletes runs that were removed before `before`. */
  purge(before: number): void {
    this.enqueue(async (store) => {
      await store.runs.purge(before);
    });
  }

  /**
   * Puts a run and its trial on record after those before it. While a setting is dragged, every value on the way
   * is a trial, but only the run it came to rest on stays in the list.
   * @param follows whether the run was made because a setting changed; one that was asked for replaces none
   */
  keep(
    ref: DataRef,
    recent: RecentRun,
    result: RunResult,
    savedAt: number,
    { follows }: { readonly follows: boolean },
  ): void {
    const { trial } = recent;
    this.own.set(trial.runId, trial);
    const record = recordOf(ref, recent, result, savedAt);
    this.enqueue(async (store) => {
      await store.trials.record(trial);
      const isNew = (await store.runs.find(record.runId)) === null;
      await store.runs.save(record);
      const before = this.passing;
      this.passing = isNew && follows ? record : null;
      if (follows && before !== null && passedThrough(before, record)) {
        await store.runs.remove(before.runId, savedAt);
      }
      this.failure = null;
    });
  }

  /** Puts the trials of a search on record after those before them; resolves once they are, and rejects if they can't be. */
  recordTrials(records: readonly TrialRecord[]): Promise<void> {
    for (const trial of records) this.own.set(trial.runId, trial);
    return new Promise((resolve, reject) => {
      this.enqueue(async (store) => {
        await store.trials.recordAll(records).then(resolve, (error: unknown) => {
          reject(error);
          throw error;
        });
      });
    });
  }

  /** Resolves once all runs so far are on record; says why the last one is not, or why none outlives the page. */
  async settled(): Promise<{ readonly problem: string | null }> {
    await this.queue;
    return { problem: this.failure ?? (await this.opening).problem?.message ?? null };
  }

  private enqueue(work: (store: LookbackStore) => Promise<void>): void {
    this.queue = this.queue
      .then(async () => work(await this.store()))
      .catch((error: unknown) => this.failed(error));
  }

  private failed(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error);
  }
}

const passedThrough = (before: NewRun, after: NewRun): boolean =>
  before.runId !== after.runId &&
  after.savedAt - before.savedAt < passingMs &&
  before.identity.dataFingerprint === after.identity.dataFingerprint &&
  before.config.strategy.id === after.config.strategy.id;

const giveUp = (): Promise<readonly TrialRecord[]> =>
  new Promise((resolve) => setTimeout(() => resolve([]), patienceMs));

function recordOf(ref: DataRef, recent: RecentRun, result: RunResult, savedAt: number): NewRun {
  const { run, dataName } = recent;
  const { totalReturn, sharpe, maxDrawdown, closedTrades } = result.figures;
  return {
    runId: run.identity.runId,
    title: run.title,
    dataName,
    dataFingerprint: run.bars.fingerprint,
    data: ref,
    config: run.config,
    identity: run.identity,
    figures: {
      totalReturn: totalReturn.value,
      sharpe: sharpe.value,
      maxDrawdown: maxDrawdown.value,
      closedTrades: closedTrades.value ?? 0,
    },
    savedAt,
  };
}
