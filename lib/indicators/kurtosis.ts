import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type KurtosisParams, kurtosisDescription } from './kurtosis.schema';

export const kurtosis = defineIndicator<KurtosisParams>(
  kurtosisDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.kurtosis, inputs, [p.period, p.correction], capacity),
);
