import type { ExtraData } from '../backtest/extra-data';
import type { JobControl } from '../core/job';
import type { Sha256Hex } from '../core/nominal';
import type { Bars } from '../market/bars';
import { BatchWriter, type CellBatch } from './cell-batch';
import type { CellBench } from './cell-bench';
import { CellRunner } from './cell-runner';
import { joinedTrials } from './joined-trials';
import { type Overfitting, overfitting } from './overfitting';
import type { SweepSpec } from './sweep-spec';
import type { TrialTable } from './trial-table';

/** Cells are run this long between two checkpoints. */
const sliceMs = 10;

/** What one worker does of a sweep: any cells of it, and the reckoning at the end. */
export class SweepJob {
  /** Resolves when what was asked for so far is done, or was given up. */
  private earlier: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly dataFingerprint: Sha256Hex,
    private readonly runner: CellRunner,
    private readonly now: () => number,
  ) {}

  /**
   * @param bench of an earlier sweep, used again where it was over the same bars
   * @param now monotonic milliseconds; they decide when to pause and nothing else
   * @throws {ConfigError} for a period that the data don't have; {@link CancelledError}
   */
  static async open(
    spec: SweepSpec,
    data: Bars,
    extra: ExtraData,
    control: JobControl,
    now: () => number,
    bench: CellBench | null = null,
  ): Promise<SweepJob> {
    const runner = await CellRunner.open(spec, data, extra, control, bench);
    return new SweepJob(data.fingerprint, runner, now);
  }

  /** Where its cells are run. */
  get bench(): CellBench {
    return this.runner.bench;
  }

  /** Runs cells `[from, to)`, after those asked for before. @throws {@link CancelledError} */
  run(from: number, to: number, control: JobControl): Promise<CellBatch> {
    const batch = this.earlier.then(() => this.ran(from, to, control));
    this.earlier = batch.catch(() => undefined);
    return batch;
  }

  private async ran(from: number, to: number, control: JobControl): Promise<CellBatch> {
    await control.checkpoint();
    const startedAt = this.now();
    let pausedAt = startedAt;
    const batch = new BatchWriter(from, to);
    for (let cell = from; cell < to; cell++) {
      const unfinished = this.runner.run(cell, batch, control);
      if (unfinished !== null) await unfinished;
      if (cell + 1 === to || this.now() - pausedAt < sliceMs) continue;
      await control.checkpoint();
      pausedAt = this.now();
    }
    return batch.packed(this.now() - startedAt);
  }

  /** What the number of trials leaves of the best cell. */
  async overfitting(
    best: number | null,
    tables: readonly TrialTable[],
    control: JobControl,
  ): Promise<Overfitting> {
    const returns = best === null ? null : await this.runner.returnsOf(best, control);
    return overfitting(returns, joinedTrials(tables), this.runner.periodsPerYear);
  }
}
