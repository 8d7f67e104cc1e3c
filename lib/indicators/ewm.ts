import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type EwmParams, ewmDescription } from './ewm.schema';
import { defineIndicator } from './indicator';

export const ewm = defineIndicator<EwmParams>(
  ewmDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.ewm, inputs, [p.span], capacity),
);
