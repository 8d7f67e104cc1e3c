import type { MeasuredPart } from '../analytics/figures/measured-curve';
import { measuringPoints, pointsWithin } from '../analytics/measured-returns';
import { sessionDaysWork } from '../analytics/session-day';
import type { ExtraData } from '../backtest/extra-data';
import { type ResolvedRun, RunResolver } from '../backtest/resolve-run';
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
import { type CellRun, type MeasuredCell, measuredCell } from './cell-figures';
import { CrossLanes, type Lane, laneRun } from './cross-lanes';
import { cellConfig, sweepGrid } from './sweep-grid.schema';
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
  readonly lanes: CrossLanes;
}

/**
 * Runs the cells of one sweep over the same bars, one after another, each through a session of its own or,
 * where a kernel gives the same, through that. Bars and indicators are in memory once, and what a cell needs for itself
 * is used again by the next.
 */
export class CellRunner {
  private bench: Bench | null = null;
  /** What the second lane of the last pair left for the cell after it. */
  private ahead: { readonly cell: number; readonly run: ResolvedRun; readonly lane: Lane } | null =
    null;

  private readonly resolver: RunResolver;

  private constructor(
    private readonly spec: SweepSpec,
    data: Bars,
    extra: ExtraData,
    private readonly ground: Ground,
  ) {
    this.resolver = new RunResolver(data, extra);
  }

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
      const run = this.ahead?.cell === cell ? this.ahead.run : this.resolved(cell);
      const { figures } = await this.measured(run, cell, control);
      return { cell, runId: run.runId, figures, refused: null };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return { cell, runId: '', figures: null, refused: error.message };
    }
  }

  /** Returns of a cell that can be run; null where it did not trade. */
  async returnsOf(cell: number, control: JobControl): Promise<Float64Array | null> {
    return (await this.measured(this.resolved(cell), cell, control)).returns;
  }

  private resolved(cell: number): ResolvedRun {
    return this.resolver.resolve(cellConfig(this.spec, cell));
  }

  private async measured(
    run: ResolvedRun,
    cell: number,
    control: JobControl,
  ): Promise<MeasuredCell> {
    const { lot, capital } = run.config.account;
    const lane = this.laneOf(run, cell);
    const done =
      lane === null
        ? await this.inSession(run, control)
        : await inSlices(laneRun(lane, lot), control);
    return inSlices(measuredCell(done, this.ground.part, capital), control);
  }

  /** The cell by the kernel for crosses, with the one after it in the other lane; null where it takes a session. */
  private laneOf(run: ResolvedRun, cell: number): Lane | null {
    const { ahead } = this;
    this.ahead = null;
    if (ahead?.run === run) return ahead.lane;
    const { lanes } = this.readyBench();
    if (!lanes.knows(run)) return null;
    const other = this.pairOf(run, cell, lanes);
    const done = lanes.run(other === null ? [run] : [run, other]);
    if (done === null) return null;
    if (other !== null) this.ahead = { cell: cell + 1, run: other, lane: done[1]! };
    return done[0]!;
  }

  private pairOf(run: ResolvedRun, cell: number, lanes: CrossLanes): ResolvedRun | null {
    const { axes } = this.spec;
    const ofStrategy = axes.every(({ path }) => path.startsWith('strategy.'));
    if (!ofStrategy || cell + 1 >= sweepGrid(axes).cells) return null;
    try {
      const other = this.resolved(cell + 1);
      return lanes.canPair(run, other) ? other : null;
    } catch (error) {
      if (error instanceof ConfigError) return null;
      throw error;
    }
  }

  private async inSession(run: ResolvedRun, control: JobControl): Promise<CellRun> {
    const { bars } = this.ground;
    const { scratch, inputs } = this.readyBench();
    scratch.reset();
    const session = await runSession(
      scratch,
      { ...run, bars, path: 'auto', inputs },
      silent(control),
    );
    return inSlices(session.broker.resultsWork(), control);
  }

  private readyBench(): Bench {
    const { bars } = this.ground;
    const most = Math.max(leastKeptBytes, 8 * bars.length * keptColumns);
    if (this.bench !== null && memoryBytes(this.bench.store.kernels) <= most) return this.bench;
    const store = newColumnStore();
    const inputs = new InputColumns(store, bars);
    inputs.fillTo(bars.length);
    const scratch = new ScratchStore(store.kernels);
    const lanes = new CrossLanes(bars, inputs, new ScratchStore(store.kernels));
    this.bench = { store, scratch, inputs, lanes };
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
