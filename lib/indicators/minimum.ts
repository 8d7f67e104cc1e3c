import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type MinimumParams, minimumDescription } from './minimum.schema';

export const minimum = defineIndicator<MinimumParams>(
  minimumDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.rollingMinimum, inputs, [p.period], capacity),
);
