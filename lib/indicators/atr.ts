import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type AtrParams, atrDescription } from './atr.schema';
import { defineIndicator } from './indicator';

export const atr = defineIndicator<AtrParams>(
  atrDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.atr, inputs, [p.period], capacity),
);
