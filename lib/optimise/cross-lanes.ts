import type { UnnamedRun } from '../backtest/resolve-run';
import type { RunConfig } from '../backtest/run-config.schema';
import type { NumberList } from '../core/number-list';
import type { SlicedWork } from '../core/sliced-work';
import { brokerTerms } from '../execution/broker-terms';
import {
  createTargetSweep,
  type SweepCell,
  type SweepKernel,
  type SweepLane,
  sweepKnows,
} from '../execution/target-sweep';
import { tradeResultsWork } from '../execution/trade-results';
import { recordLayout } from '../kernels/broker-codes';
import type { Column } from '../kernels/column-store';
import type { ScratchStore } from '../kernels/scratch-store';
import type { Bars } from '../market/bars';
import { barsPerYear } from '../portfolio/bars-per-year';
import type { InputColumns } from '../session/input-columns';
import type { CrossRule } from '../strategies/definition';
import type { CellRun } from './cell-figures';

/** Records of the log at first; a cell that writes more is run again with room for them. */
const firstRecords = 2048;
const mostRecords = 1 << 18;
/** Longer ones would keep Cancel waiting: a kernel runs all bars at once. */
const mostBars = 1_500_000;

/** What a cell left behind, to be read before the next pair is run. */
export type Lane = SweepLane;

/**
 * Crosses of two columns, two at a time, by the kernel that runs grids of them. What it runs is what a session makes
 * of the same config, bit for bit; for anything else a session is needed.
 */
export class CrossLanes {
  private records = firstRecords;
  private open: { readonly rules: Rules; readonly sweep: SweepKernel } | null = null;

  constructor(
    private readonly bars: Bars,
    private readonly inputs: InputColumns,
    /** For what is needed only as long as the rules are the same. */
    private readonly scratch: ScratchStore,
  ) {}

  /** Whether the kernel knows every rule of this run. */
  knows({ config, strategy, period, live }: UnnamedRun): boolean {
    const { cross } = strategy;
    return (
      cross !== null &&
      config.sizing.kind === 'percent-of-equity' &&
      period.firstBar === 0 &&
      live.away.length === 0 &&
      live.commands.length === 0 &&
      this.bars.length <= mostBars &&
      cross.start >= 1 &&
      cross.start < this.bars.length - 1 &&
      sweepKnows(config.account, config.protection) === null
    );
  }

  /** Whether two runs of one account and size differ in nothing but the columns they compare. */
  canPair(a: UnnamedRun, b: UnnamedRun): boolean {
    if (!this.knows(b)) return false;
    const [x, y] = [a.strategy.cross!, b.strategy.cross!];
    return (
      x.entry === y.entry && x.above === y.above && x.below === y.below && x.deadBand === y.deadBand
    );
  }

  /**
   * Runs one or two cells that {@link knows} and {@link canPair} agree to.
   * @returns null where a log is too long to be kept
   */
  run(runs: readonly UnnamedRun[]): readonly Lane[] | null {
    const columns: Column[] = [];
    const cells = runs.map((run) => this.cellOf(run, columns));
    for (;;) {
      const sweep = this.opened(runs[0]!);
      sweep.place(columns, cells);
      sweep.run();
      const lanes = runs.map((_run, k) => sweep.laneView(k as 0 | 1));
      if (lanes.every(({ log }, k) => isWhole(log, sweep.figures(k).trades))) {
        return lanes;
      }
      if (this.records >= mostRecords) return null;
      this.records *= 8;
      this.open = null;
    }
  }

  /** A cell over its columns, which are added to those given. */
  private cellOf({ strategy: { cross, features } }: UnnamedRun, columns: Column[]): SweepCell {
    const { bars, inputs } = this;
    const { first, second, start } = cross!;
    const at = columns.length;
    columns.push(inputs.column(features, first, bars.length));
    columns.push(inputs.column(features, second, bars.length));
    return { first: at, second: at + 1, start };
  }

  /** The kernel with the rules of this run, for two cells of two columns; the one of before where it has them. */
  private opened({ config, strategy }: UnnamedRun): SweepKernel {
    const { bars, inputs, open } = this;
    const { account, sizing } = config;
    const { entry, above, below, deadBand } = strategy.cross!;
    const rules = { account, sizing, entry, above, below, deadBand };
    if (open !== null && sameRules(open.rules, rules)) return open.sweep;
    this.scratch.reset();
    const sweep = createTargetSweep(this.scratch, {
      account: brokerTerms(account, barsPerYear(bars.instrument.calendar, bars.intervalMs)),
      rebalanceBand: sizing.rebalanceBand,
      bars: inputs.bars,
      barCount: bars.length,
      columns: Array.from({ length: 4 }, () => inputs.bars.close),
      cells: Array.from({ length: 2 }, () => ({ first: 0, second: 0, start: 1 })),
      entry,
      above: above * sizing.percent,
      below: below * sizing.percent,
      deadBand,
      keepMarks: 'equity',
      logCapacity: this.records,
    });
    this.open = { rules, sweep };
    return sweep;
  }
}

/** What a kernel is opened with. */
interface Rules extends Pick<CrossRule, 'entry' | 'above' | 'below' | 'deadBand'> {
  readonly account: RunConfig['account'];
  readonly sizing: RunConfig['sizing'];
}

const sameRules = (a: Rules, b: Rules): boolean =>
  (Object.keys(a) as (keyof Rules)[]).every((key) => a[key] === b[key]);

/** A log that ran full has started over: then its first record is of a later order, or gone. */
function isWhole(log: Uint8Array, trades: number): boolean {
  if (log.byteLength === 0) return trades === 0;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  return view.getInt32(recordLayout.order, true) === 0;
}

/** A lane as what its figures are made from. */
export function* laneRun(
  { log, equity, decline }: Lane,
  lot: number,
  /** Where results go; they are read from it until the next are. */
  list: NumberList,
): SlicedWork<CellRun> {
  const { results, hasFills } = yield* tradeResultsWork(log, lot, list);
  return { equity, results, hasFills, decline };
}
