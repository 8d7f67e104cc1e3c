import {
  type CellRange,
  type CellTable,
  type SweepableSetting,
  type SweepHandle,
  type SweepOutcome,
  type SweepProgress,
  type SweepSpec,
  startSweep,
  sweepAxes,
  sweepGrid,
} from '../../../workers/sweep.client';
import { createStore, useStore } from '../../_hooks/external-store';
import { labErrorOf } from '../../_hooks/lab-actions';
import type { LabError, LabSetup } from '../../_hooks/lab-store';
import { RankedCells } from '../_components/ranked-cells';
import type { SweepPlan } from '../_components/sweep-plan';

/** A search and what is known of its cells. Cells are filled in place; {@link SweepState.arrived} tells how many. */
export interface SweepRun {
  readonly spec: SweepSpec;
  readonly setup: LabSetup;
  /** `SMA cross on S&P 500`. */
  readonly title: string;
  /** The settings varied, in the order of the axes. */
  readonly settings: readonly SweepableSetting[];
  readonly rows: number;
  readonly columns: number;
  readonly total: number;
  readonly cells: CellTable;
  /** Cells in the order they were finished in. */
  readonly order: number[];
  readonly ranked: RankedCells;
}

export interface SweepState {
  /** What is to be searched next, by strategy. */
  readonly plans: Readonly<Record<string, SweepPlan>>;
  readonly status: 'none' | 'running' | 'paused' | 'done' | 'cancelled' | 'error';
  readonly run: SweepRun | null;
  /** Length of the run's order. */
  readonly arrived: number;
  readonly workers: number;
  /** Least and greatest score so far; null before there is one. */
  readonly extent: { readonly low: number; readonly high: number } | null;
  /** The best cells so far; renewed about once a second while it runs. */
  readonly best: readonly number[];
  /** Time at work, pauses left out, up to {@link SweepState.resumedAt}. */
  readonly workedMs: number;
  /** When it was started or resumed, on the page's clock; null while it rests. */
  readonly resumedAt: number | null;
  /** Pace of the last search once its workers were at it; null before there was one long enough to tell. */
  readonly msPerCell: number | null;
  readonly outcome: SweepOutcome | null;
  readonly error: LabError | null;
  /** The cell under the crosshair. */
  readonly cursor: number | null;
}

/** Lives as long as the page, whatever place is on screen. */
export const sweepStore = createStore<SweepState>({
  plans: {},
  status: 'none',
  run: null,
  arrived: 0,
  workers: 0,
  extent: null,
  best: [],
  workedMs: 0,
  resumedAt: null,
  msPerCell: null,
  outcome: null,
  error: null,
  cursor: null,
});

export const useSweep = <S>(select: (state: SweepState) => S): S => useStore(sweepStore, select);

export const bestShown = 50;
const rankEveryMs = 800;

let handle: SweepHandle | null = null;
let rankedAt = 0;
/** Time at work and cells done when the first cells of the search arrived. */
let firstSeen: { readonly workedMs: number; readonly cells: number } | null = null;

export function setPlan(strategyId: string, plan: SweepPlan): void {
  sweepStore.set({ plans: { ...sweepStore.get().plans, [strategyId]: plan } });
}

export const setCursor = (cursor: number | null): void => sweepStore.set({ cursor });

/** Starts a search; one under way is stopped. */
export function beginSweep(spec: SweepSpec, setup: LabSetup, title: string): void {
  handle?.cancel();
  firstSeen = null;
  const known = sweepAxes(spec.base.strategy.id);
  const { rows, columns, cells: total } = sweepGrid(spec.axes);
  const mine = startSweep(spec, (progress) => {
    if (handle === mine) take(run, progress);
  });
  handle = mine;
  const run: SweepRun = {
    spec,
    setup,
    title,
    settings: spec.axes.map(({ path }) => known.find((setting) => setting.path === path)!),
    rows,
    columns,
    total,
    cells: mine.cells,
    order: [],
    ranked: new RankedCells(bestShown),
  };
  sweepStore.set({
    status: 'running',
    run,
    arrived: 0,
    workers: 0,
    extent: null,
    best: [],
    workedMs: 0,
    resumedAt: performance.now(),
    outcome: null,
    error: null,
    cursor: null,
  });
  mine.outcome.then(
    (outcome) => {
      if (handle !== mine) return;
      handle = null;
      rest();
      sweepStore.set({ ...shownOf(run), status: 'done', outcome, best: run.ranked.list() });
    },
    (error) => {
      if (handle !== mine) return;
      handle = null;
      rest();
      const cancelled = error instanceof Error && error.name === 'CancelledError';
      sweepStore.set({
        status: cancelled ? 'cancelled' : 'error',
        error: cancelled ? null : labErrorOf(error),
        best: run.ranked.list(),
      });
    },
  );
}

export function pauseSweep(): void {
  if (sweepStore.get().status !== 'running') return;
  handle?.pause();
  rest();
  sweepStore.set({ status: 'paused' });
}

export function resumeSweep(): void {
  if (sweepStore.get().status !== 'paused') return;
  handle?.resume();
  sweepStore.set({ status: 'running', resumedAt: performance.now() });
}

/** Stops it; the cells that are done stay. */
export function cancelSweep(): void {
  handle?.cancel();
}

/** Counts the time at work so far. */
function rest(): void {
  const { workedMs, resumedAt } = sweepStore.get();
  if (resumedAt === null) return;
  sweepStore.set({ workedMs: workedMs + performance.now() - resumedAt, resumedAt: null });
}

/** Time at work so far, pauses left out. */
function workedSoFar(): number {
  const { workedMs, resumedAt } = sweepStore.get();
  return workedMs + (resumedAt === null ? 0 : performance.now() - resumedAt);
}

/** A pace is told by this many cells after the first ones. */
const fewestPacedCells = 100;

function take(run: SweepRun, { finished, workers }: SweepProgress): void {
  for (const range of finished) add(run, range);
  const worked = workedSoFar();
  firstSeen ??= { workedMs: worked, cells: run.order.length };
  const paced = run.order.length - firstSeen.cells;
  const now = performance.now();
  const isDue = now - rankedAt >= rankEveryMs;
  if (isDue) rankedAt = now;
  sweepStore.set({
    ...shownOf(run),
    workers,
    ...(paced >= fewestPacedCells ? { msPerCell: (worked - firstSeen.workedMs) / paced } : {}),
    ...(isDue ? { best: run.ranked.list() } : {}),
  });
}

function add({ cells, order, ranked, spec }: SweepRun, { from, to }: CellRange): void {
  for (let cell = from; cell < to; cell++) {
    order.push(cell);
    const score = cells.figure(cell, spec.objective);
    if (score !== null) ranked.add(cell, score);
  }
}

function shownOf({ order, ranked }: SweepRun): Pick<SweepState, 'arrived' | 'extent'> {
  return { arrived: order.length, extent: ranked.extent };
}
