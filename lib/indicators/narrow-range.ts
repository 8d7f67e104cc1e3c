import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type NarrowRangeParams, narrowRangeDescription } from './narrow-range.schema';

export const narrowRange = defineIndicator<NarrowRangeParams>(
  narrowRangeDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.narrowRange, inputs, [p.period], capacity),
);
