import type { MeasuredPart } from '../analytics/figures/measured-curve';
import { measuringPoints, pointsWithin } from '../analytics/measured-returns';
import { sessionDaysWork } from '../analytics/session-day';
import type { ExtraData } from '../backtest/extra-data';
import { type ResolvedRun, resolveRun } from '../backtest/resolve-run';
import { runConfigSchema } from '../backtest/run-config.schema';
import { barsBefore, resolvePeriod } from '../backtest/run-period';
import { runSession } from '../backtest/run-session';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import { parseConfig } from '../core/parse-config';
import { inSlices } from '../core/sliced-work';
import type { ColumnStore } from '../kernels/column-store';
import { memoryBytes } from '../kernels/module';
import { newColumnStore } from '../kernels/runtime';
import { ScratchStore } from '../kernels/scratch-store';
import type { Bars } from '../market/bars';
import { InputColumns } from '../session/input-columns';
import { type MeasuredCell, measuredCell } from './cell-figures';
import { cellConfig } from './sweep-grid.schema';
import type { SweepCellResult, SweepSpec } from './sweep-spec';

/** Memory of an instance beyond which it is left for a new one: shared indicators are never given back. */
const leastKeptBytes = 256 * 1024 * 1024;
/** Columns that may be kept however long they are. */
const keptColumns = 40;

/** What all cells of a sweep have in common. */
interface Ground {
  /** Those that may be looked at: before the split where there is one. */
  readonly bars: Bars;
  readonly part: MeasuredPart;
}

/** One module instance with the bars and every indicator computed over them so far. */
interface Bench {
  readonly store: ColumnStore;
  readonly scratch: ScratchStore;
  readonly inputs: InputColumns;
}

/**
 * Runs the cells of one sweep over the same bars, one after another, each through a session of its own. Bars and
 * indicators are in memory once, and what a cell needs for itself is used again by the next.
 */
export class CellRunner {
  private bench: Bench | null = null;

  private constructor(
    private readonly spec: SweepSpec,
    private readonly data: Bars,
    private readonly extra: ExtraData,
    private readonly ground: Ground,
  ) {}

  /** @throws {ConfigError} for a period that the data don't have; {@link CancelledError} */
  static async open(
    spec: SweepSpec,
    data: Bars,
    extra: ExtraData,
    control: JobControl,
  ): Promise<CellRunner> {
    return new CellRunner(spec, data, extra, await groundOf(spec, data, control));
  }

  /** Periods a year of the returns that are measured. */
  get periodsPerYear(): number {
    return this.ground.part.periodsPerYear;
  }

  /** Figures of one cell, or why it can't be run. @throws {@link CancelledError} */
  async run(cell: number, control: JobControl): Promise<SweepCellResult> {
    try {
      const run = resolveRun(this.data, cellConfig(this.spec, cell), this.extra);
      const { figures } = await this.measured(run, control);
      return { cell, runId: run.runId, figures, refused: null };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return { cell, runId: '', figures: null, refused: error.message };
    }
  }

  /** Returns of a cell that can be run; null where it did not trade. */
  async returnsOf(cell: number, control: JobControl): Promise<Float64Array | null> {
    const run = resolveRun(this.data, cellConfig(this.spec, cell), this.extra);
    return (await this.measured(run, control)).returns;
  }

  private async measured(run: ResolvedRun, control: JobControl): Promise<MeasuredCell> {
    const { bars, part } = this.ground;
    const { scratch, inputs } = this.readyBench();
    scratch.reset();
    const session = await runSession(
      scratch,
      { ...run, bars, path: 'auto', inputs },
      silent(control),
    );
    const ledger = await inSlices(session.broker.ledgerWork(), control);
    const results = ledger.trades.map((trade) => trade.pnl);
    const work = { equity: ledger.equity, results, hasFills: ledger.fills.length > 0 };
    return inSlices(measuredCell(work, part, run.config.account.capital), control);
  }

  private readyBench(): Bench {
    const { bars } = this.ground;
    const most = Math.max(leastKeptBytes, 8 * bars.length * keptColumns);
    if (this.bench !== null && memoryBytes(this.bench.store.kernels) <= most) return this.bench;
    const store = newColumnStore();
    const inputs = new InputColumns(store, bars);
    inputs.fillTo(bars.length);
    this.bench = { store, scratch: new ScratchStore(store.kernels), inputs };
    return this.bench;
  }
}

/** Within a cell progress is not told. */
const silent = ({ checkpoint }: JobControl): JobControl => ({
  report: () => undefined,
  checkpoint,
});

async function groundOf({ base }: SweepSpec, data: Bars, control: JobControl): Promise<Ground> {
  // Only what all cells share: the base itself may be a combination that the strategy refuses.
  const { period, statistics } = parseConfig(runConfigSchema, base);
  const { firstBar, splitBar, endBar } = resolvePeriod(data, period);
  const measured = barsBefore(data, endBar);
  const days = await inSlices(sessionDaysWork(measured), control);
  const points = measuringPoints(measured, statistics, days, firstBar);
  const to = splitBar ?? endBar;
  return {
    bars: barsBefore(data, to),
    part: {
      from: firstBar,
      to,
      points: pointsWithin(points, firstBar, to),
      periodsPerYear: points.annualisation.periodsPerYear,
    },
  };
}
