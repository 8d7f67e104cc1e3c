import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type MaximumParams, maximumDescription } from './maximum.schema';

export const maximum = defineIndicator<MaximumParams>(
  maximumDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.rollingMaximum, inputs, [p.period], capacity),
);
