import { CancelledError, KernelError } from '../core/errors';
import type { CellBatch } from './cell-batch';
import { CellTable } from './cell-table';
import { checkSweep } from './check-sweep.schema';
import { neighbourhoodMean } from './neighbourhood.schema';
import { cellValues, type SweepGrid, sweepGrid } from './sweep-grid.schema';
import type { SweepOutcome } from './sweep-outcome';
import type { SweepSpec } from './sweep-spec';
import type { SweepSubject, SweepWorker, TrialRecords } from './sweep-worker';

export interface SweepProgress {
  readonly done: number;
  readonly total: number;
  readonly workers: number;
  /** Cells finished since the last call, in any order: see {@link SweepHandle.cells}. */
  readonly finished: readonly CellRange[];
  /** Index of the best cell so far (ties: the lowest index); null while none has a value. */
  readonly best: number | null;
}

/** Cells `[from, to)`. */
export interface CellRange {
  readonly from: number;
  readonly to: number;
}

/** A sweep under way on several workers. */
export interface SweepHandle {
  /** Filled in place as cells are finished. */
  readonly cells: CellTable;
  /** Resolves when every cell is done; rejects with a `CancelledError` after {@link cancel}. */
  readonly outcome: Promise<SweepOutcome>;
  /** Holds every worker where it is, within 100 ms. */
  pause(): void;
  resume(): void;
  /** Acts within 100 ms; what is done stays shown and counts as tried. */
  cancel(): void;
}

export interface SweepRunOptions {
  readonly onProgress: (progress: SweepProgress) => void;
  readonly trials: TrialRecords;
  /** Monotonic milliseconds; they decide who runs which cells and nothing else. */
  readonly now: () => number;
}

const progressEveryMs = 100;
/** How long the cells handed to a worker at once should take. */
const handedMs = 100;

/** Starts a sweep on the workers given; which of them runs a cell makes no difference to its figures. */
export function startSweepOn(
  workers: readonly SweepWorker[],
  spec: SweepSpec,
  options: SweepRunOptions,
): SweepHandle {
  const run = new SweepRun(workers, spec, options);
  return {
    cells: run.cells,
    outcome: run.outcome(),
    pause: () => run.setPaused(true),
    resume: () => run.setPaused(false),
    cancel: () => run.cancel(),
  };
}

/** Cells a worker was given and has not answered for. */
interface Handed extends CellRange {
  readonly batch: Promise<CellBatch>;
}

class SweepRun {
  readonly cells: CellTable;
  private readonly grid: SweepGrid;
  /** Ends what the workers do: at Cancel, and at the first error. */
  private readonly abort = new AbortController();
  private readonly cancelled = new AbortController();
  private next = 0;
  private done = 0;
  private best: number | null = null;
  private bestValue = Number.NaN;
  private unreported: CellRange[] = [];
  private reportedAt = Number.NEGATIVE_INFINITY;
  private msPerCell = Number.POSITIVE_INFINITY;
  private subject: SweepSubject | null = null;
  private readonly startedAt: number;
  private pausedAt: number | null = null;
  private pausedMs = 0;

  constructor(
    private readonly workers: readonly SweepWorker[],
    private readonly spec: SweepSpec,
    private readonly options: SweepRunOptions,
  ) {
    this.grid = sweepGrid(spec.axes);
    this.cells = new CellTable(this.grid.cells);
    this.startedAt = options.now();
  }

  async outcome(): Promise<SweepOutcome> {
    try {
      checkSweep(this.spec);
      await this.allCells();
      this.report();
      return await this.reckoned();
    } catch (error) {
      this.abort.abort();
      this.report();
      throw error;
    } finally {
      this.recordTrials();
      for (const worker of this.workers) worker.close();
    }
  }

  setPaused(paused: boolean): void {
    const now = this.options.now();
    if (paused && this.pausedAt === null) this.pausedAt = now;
    else if (!paused && this.pausedAt !== null) {
      this.pausedMs += now - this.pausedAt;
      this.pausedAt = null;
    }
    for (const worker of this.workers) worker.setPaused(paused);
    if (paused) this.report();
  }

  cancel(): void {
    this.cancelled.abort();
    this.abort.abort();
  }

  /** Every worker takes cells until there are none left; the first error ends all. */
  private async allCells(): Promise<void> {
    const lanes = this.workers.map((worker) => this.work(worker));
    for (const lane of lanes) lane.catch(() => this.abort.abort());
    // Whoever cancels need not wait for the cells under way: their threads are ended.
    const cancelled = new Promise<never>((_resolve, reject) => {
      const stop = (): void => reject(new CancelledError());
      this.cancelled.signal.addEventListener('abort', stop, { once: true });
    });
    await Promise.race([Promise.all(lanes), cancelled]);
  }

  private async work(worker: SweepWorker): Promise<void> {
    this.subject = await this.opened(worker);
    // The next cells are handed over before the last are done: a busy page would keep the worker waiting for them.
    let next = this.handed(worker);
    while (next !== null) {
      const slice = next;
      next = this.handed(worker);
      try {
        this.deliver(await slice.batch);
      } catch (error) {
        if (!brokeDown(error)) throw error;
        await this.opened(worker);
        for (const lost of next === null ? [slice] : [slice, next]) {
          await this.cellByCell(worker, lost);
        }
        next = this.handed(worker);
      }
    }
  }

  private handed(worker: SweepWorker): Handed | null {
    const slice = this.take();
    if (slice === null) return null;
    const batch = worker.run(slice.from, slice.to, this.abort.signal);
    // Whoever awaits it hears what goes wrong; it may be another cell's failure that ends the wait before.
    batch.catch(() => undefined);
    return { ...slice, batch };
  }

  /** The next cells: as many as take about a tenth of a second, and fewer near the end, so that all end together. */
  private take(): CellRange | null {
    if (this.abort.signal.aborted) throw new CancelledError();
    const left = this.grid.cells - this.next;
    if (left === 0) return null;
    const most = Math.max(1, Math.ceil(left / (2 * this.workers.length)));
    const size = Math.min(most, Math.max(1, Math.floor(handedMs / this.msPerCell)));
    const from = this.next;
    this.next += size;
    return { from, to: this.next };
  }

  /** Runs cells again one by one, so that the one that breaks its worker down can be named. */
  private async cellByCell(worker: SweepWorker, { from, to }: Handed): Promise<void> {
    for (let cell = from; cell < to; cell++) {
      try {
        this.deliver(await worker.run(cell, cell + 1, this.abort.signal));
      } catch (error) {
        throw brokeDown(error) ? this.stoppedTwice(cell, error) : error;
      }
    }
  }

  private async opened(worker: SweepWorker): Promise<SweepSubject> {
    const open = () => worker.open(this.spec, this.abort.signal);
    return open().catch((error: unknown) => {
      if (!brokeDown(error)) throw error;
      return open();
    });
  }

  private stoppedTwice(cell: number, cause: Error): KernelError {
    const { axes } = this.spec;
    const values = cellValues(axes, cell);
    const at = axes.map(({ path }, k) => `${path.split('.').at(-1)} ${values[k]}`).join(', ');
    return new KernelError(
      `The worker stopped twice at ${at}: ${cause.message} Use fewer bars, or leave this cell out.`,
      'sweep',
      undefined,
      { cause },
    );
  }

  private deliver(batch: CellBatch): void {
    const each = Math.max(0.001, batch.elapsedMs / (batch.to - batch.from));
    this.msPerCell = Number.isFinite(this.msPerCell) ? (this.msPerCell + each) / 2 : each;
    this.cells.put(batch);
    this.done += batch.to - batch.from;
    this.unreported.push({ from: batch.from, to: batch.to });
    for (let cell = batch.from; cell < batch.to; cell++) this.compare(cell);
    if (this.options.now() - this.reportedAt >= progressEveryMs) this.report();
  }

  /** Keeps the better of the best so far and a cell; of equal ones the first. */
  private compare(cell: number): void {
    const value = this.objective(cell);
    if (value === null) return;
    const { best, bestValue } = this;
    if (best !== null && (value < bestValue || (value === bestValue && cell > best))) return;
    this.best = cell;
    this.bestValue = value;
  }

  private objective(cell: number): number | null {
    return this.cells.figure(cell, this.spec.objective);
  }

  private report(): void {
    if (this.unreported.length === 0) return;
    const finished = this.unreported;
    this.unreported = [];
    this.reportedAt = this.options.now();
    const { done, best } = this;
    this.options.onProgress({
      done,
      total: this.grid.cells,
      workers: this.workers.length,
      finished,
      best,
    });
  }

  private async reckoned(): Promise<SweepOutcome> {
    const { best, cells, grid } = this;
    const objective = (cell: number): number | null => this.objective(cell);
    const earlier = await this.options.trials.earlier(this.subject!);
    const worker = this.workers[0]!;
    const reckon = () => worker.overfitting(best, [earlier, cells.trials()], this.abort.signal);
    const overfit = await reckon().catch(async (error: unknown) => {
      if (!brokeDown(error)) throw error;
      await this.opened(worker);
      return reckon();
    });
    return {
      cells,
      best,
      neighbourhood: best === null ? null : neighbourhoodMean(grid, best, objective),
      ...overfit,
      elapsedMs: this.options.now() - this.startedAt - this.pausedMs,
    };
  }

  /** Cells that were run are tried, whether the sweep came to its end or not. */
  private recordTrials(): void {
    const trials = this.cells.trials();
    if (this.subject === null || trials.sharpes.length === 0) return;
    // Whoever keeps the record says so where it can't be kept; the cells are as they are.
    this.options.trials.record(this.subject, trials).catch(() => undefined);
  }
}

const brokeDown = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'WorkerError';
