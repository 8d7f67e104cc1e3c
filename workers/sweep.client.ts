import { startSweepOn } from '../lib/optimise/sweep-run';
import { backtest } from './backtest.client';
import type { StartSweep } from './sweep.api';
import { SweepPool } from './sweep-pool';

export { type AxisRange, axisValues } from '../lib/optimise/axis-values.schema';
export { checkSweep, mostSweepCells } from '../lib/optimise/check-sweep.schema';
export { neighbourhoodMean } from '../lib/optimise/neighbourhood.schema';
export {
  cellConfig,
  cellValues,
  type SweepGrid,
  sweepGrid,
} from '../lib/optimise/sweep-grid.schema';
export type {
  SweepAxis,
  SweepCellFigures,
  SweepCellResult,
  SweepObjective,
} from '../lib/optimise/sweep-spec';
export {
  type SweepableSetting,
  sweepableSettings as sweepAxes,
} from '../lib/optimise/sweepable-settings.schema';
export type {
  CellRange,
  CellTable,
  StartSweep,
  SweepHandle,
  SweepOutcome,
  SweepProgress,
  SweepSpec,
} from './sweep.api';

/** More would share memory and cores with the page. */
const mostWorkers = 8;

const pool = new SweepPool(
  () => new Worker(new URL('./sweep.worker.ts', import.meta.url), { type: 'module' }),
);

const workerCount = (): number => Math.min(navigator.hardwareConcurrency, mostWorkers);

/** Starts the threads of the next sweep while its settings are chosen. Without one they end after a minute. */
export const prepareSweep = (): void => pool.prepare(workerCount());

/** The page's way to a sweep. */
export const startSweep: StartSweep = (spec, onProgress) =>
  startSweepOn(pool.workers(workerCount()), spec, {
    onProgress,
    now: () => performance.now(),
    trials: {
      earlier: ({ strategy, dataFingerprint }) => backtest.trials(strategy, dataFingerprint),
      record: ({ strategy, dataFingerprint }, trials) =>
        backtest.recordTrials(strategy, dataFingerprint, trials),
    },
  });
