import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { trueRangeDescription } from './true-range.schema';

export const trueRange = defineIndicator(
  trueRangeDescription,
  (store, inputs, _params, capacity) =>
    new KernelRun(store, indicatorKernels.trueRange, inputs, [], capacity),
);
