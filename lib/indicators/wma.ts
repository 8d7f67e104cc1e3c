import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type WmaParams, wmaDescription } from './wma.schema';

export const wma = defineIndicator<WmaParams>(
  wmaDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.wma, inputs, [p.period], capacity),
);
