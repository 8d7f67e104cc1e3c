import type { MeasuredPart } from '../analytics/figures/measured-curve';
import { measuringPoints, pointsWithin } from '../analytics/measured-returns';
import { sessionDaysWork } from '../analytics/session-day';
import type { ExtraData } from '../backtest/extra-data';
import { RunResolver, type UnnamedRun } from '../backtest/resolve-run';
import { runConfigSchema } from '../backtest/run-config.schema';
import { barsBefore, resolvePeriod } from '../backtest/run-period';
import { runSession } from '../backtest/run-session';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import { NumberList } from '../core/number-list';
import { parseConfig } from '../core/parse-config';
import { atOnce, inSlices, type SlicedWork } from '../core/sliced-work';
import type { Bars } from '../market/bars';
import type { BatchWriter } from './cell-batch';
import { CellBench } from './cell-bench';
import { type CellRun, type MeasuredCell, measuredCell } from './cell-figures';
import { type CrossLanes, type Lane, laneRun } from './cross-lanes';
import { cellConfig, sweepGrid } from './sweep-grid.schema';
import type { SweepSpec } from './sweep-spec';
import { idBytes } from './trial-table';

/** Bars of which a cell is run and measured in well under a millisecond. */
const mostBarsAtOnce = 50_000;

/** What all cells of a sweep have in common. */
interface Ground {
  /** Those that may be looked at: before the split where there is one. */
  readonly bars: Bars;
  readonly part: MeasuredPart;
}

/**
 * Runs the cells of one sweep over the same bars, one after another, each through a session of its own or,
 * where a kernel gives the same, through that. Bars and indicators are in memory once, and what a cell needs for itself
 * is used again by the next.
 */
export class CellRunner {
  /** What the second lane of the last pair left for the cell after it. */
  private ahead: { readonly cell: number; readonly run: UnnamedRun; readonly lane: Lane } | null =
    null;

  private readonly resolver: RunResolver;
  private readonly results = new NumberList();
  private readonly runId = new Uint8Array(idBytes);

  private constructor(
    private readonly spec: SweepSpec,
    data: Bars,
    extra: ExtraData,
    private readonly ground: Ground,
    readonly bench: CellBench,
  ) {
    this.resolver = new RunResolver(data, extra);
  }

  /**
   * @param bench of an earlier sweep, used again where it was over the same bars
   * @throws {ConfigError} for a period that the data don't have; {@link CancelledError}
   */
  static async open(
    spec: SweepSpec,
    data: Bars,
    extra: ExtraData,
    control: JobControl,
    bench: CellBench | null = null,
  ): Promise<CellRunner> {
    const ground = await groundOf(spec, data, control);
    const serves = bench?.serves(ground.bars) === true;
    return new CellRunner(spec, data, extra, ground, serves ? bench : new CellBench(ground.bars));
  }

  /** Periods a year of the returns that are measured. */
  get periodsPerYear(): number {
    return this.ground.part.periodsPerYear;
  }

  /**
   * Runs a cell into its place of the batch: its figures, or why it can't be run.
   * @returns null where that is done; otherwise it is when the promise resolves, which rejects with a {@link CancelledError}
   */
  run(cell: number, batch: BatchWriter, control: JobControl): Promise<void> | null {
    try {
      const run = this.resolved(cell);
      const lane = this.laneOf(run, cell);
      // A promise a cell would take as long as its figures.
      if (lane === null || this.ground.bars.length > mostBarsAtOnce) {
        return this.runInSlices(run, lane, cell, batch, control);
      }
      this.put(run, cell, atOnce(this.measuredLane(run, lane)), batch);
    } catch (error) {
      refuse(cell, error, batch);
    }
    return null;
  }

  private async runInSlices(
    run: UnnamedRun,
    lane: Lane | null,
    cell: number,
    batch: BatchWriter,
    control: JobControl,
  ): Promise<void> {
    try {
      this.put(run, cell, await this.measured(run, lane, control), batch);
    } catch (error) {
      refuse(cell, error, batch);
    }
  }

  /** Returns of a cell that can be run; null where it did not trade. */
  async returnsOf(cell: number, control: JobControl): Promise<Float64Array | null> {
    const run = this.resolved(cell);
    return (await this.measured(run, this.laneOf(run, cell), control)).returns;
  }

  private resolved(cell: number): UnnamedRun {
    if (this.ahead?.cell === cell) return this.ahead.run;
    return this.resolver.unnamed(cellConfig(this.spec, cell));
  }

  private put(run: UnnamedRun, cell: number, { figures }: MeasuredCell, batch: BatchWriter): void {
    this.resolver.putIdOf(run, this.runId);
    batch.put(cell, figures, this.runId);
  }

  private async measured(
    run: UnnamedRun,
    lane: Lane | null,
    control: JobControl,
  ): Promise<MeasuredCell> {
    if (lane !== null) return inSlices(this.measuredLane(run, lane), control);
    const done = await this.inSession(run, control);
    return inSlices(measuredCell(done, this.ground.part, run.config.account.capital), control);
  }

  private *measuredLane({ config }: UnnamedRun, lane: Lane): SlicedWork<MeasuredCell> {
    const { lot, capital } = config.account;
    const done = yield* laneRun(lane, lot, this.results);
    return yield* measuredCell(done, this.ground.part, capital);
  }

  /** The cell by the kernel for crosses, with the one after it in the other lane; null where it takes a session. */
  private laneOf(run: UnnamedRun, cell: number): Lane | null {
    const { ahead } = this;
    this.ahead = null;
    if (ahead?.run === run) return ahead.lane;
    const { lanes } = this.bench.ready();
    if (!lanes.knows(run)) return null;
    const other = this.pairOf(run, cell, lanes);
    const done = lanes.run(other === null ? [run] : [run, other]);
    if (done === null) return null;
    if (other !== null) this.ahead = { cell: cell + 1, run: other, lane: done[1]! };
    return done[0]!;
  }

  private pairOf(run: UnnamedRun, cell: number, lanes: CrossLanes): UnnamedRun | null {
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

  private async inSession(run: UnnamedRun, control: JobControl): Promise<CellRun> {
    const { bars } = this.ground;
    const { scratch, inputs } = this.bench.ready();
    scratch.reset();
    const session = await runSession(
      scratch,
      { ...run, bars, path: 'auto', inputs },
      silent(control),
    );
    return inSlices(session.broker.resultsWork(), control);
  }
}

/** Keeps the reason where a cell can't be run; anything else goes on. */
function refuse(cell: number, error: unknown, batch: BatchWriter): void {
  if (!(error instanceof ConfigError)) throw error;
  batch.refuse(cell, error.message);
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
