import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type EmaParams, emaDescription } from './ema.schema';
import { defineIndicator } from './indicator';

export const ema = defineIndicator<EmaParams>(
  emaDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.ema, inputs, [p.period], capacity),
);
