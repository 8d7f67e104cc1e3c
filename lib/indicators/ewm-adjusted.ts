import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type EwmAdjustedParams, ewmAdjustedDescription } from './ewm-adjusted.schema';
import { defineIndicator } from './indicator';

export const ewmAdjusted = defineIndicator<EwmAdjustedParams>(
  ewmAdjustedDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.ewmAdjusted, inputs, [p.span], capacity),
);
