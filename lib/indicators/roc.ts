import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type RocParams, rocDescription } from './roc.schema';

export const roc = defineIndicator<RocParams>(
  rocDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.rateOfChange, inputs, [p.period, 100, 0], capacity),
);
