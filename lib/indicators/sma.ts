import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type SmaParams, smaDescription } from './sma.schema';

export const sma = defineIndicator<SmaParams>(
  smaDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.sma, inputs, [p.period], capacity),
);
