import type { StartSweep } from './sweep.api';

export { type AxisRange, axisValues } from '../lib/optimise/axis-values.schema';
export {
  cellConfig,
  cellValues,
  type SweepGrid,
  sweepGrid,
} from '../lib/optimise/sweep-grid.schema';
export type { SweepAxis, SweepCellFigures, SweepObjective } from '../lib/optimise/sweep-spec';
export {
  type SweepableSetting,
  sweepableSettings as sweepAxes,
} from '../lib/optimise/sweepable-settings.schema';
export type {
  StartSweep,
  SweepCellResult,
  SweepHandle,
  SweepOutcome,
  SweepProgress,
  SweepSpec,
} from './sweep.api';

/** The page's way to a sweep. */
export const startSweep: StartSweep = () => ({
  outcome: Promise.reject(new Error('Sweeps can’t be run yet.')),
  pause: () => undefined,
  resume: () => undefined,
  cancel: () => undefined,
});
