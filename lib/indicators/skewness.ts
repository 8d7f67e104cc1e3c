import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type SkewnessParams, skewnessDescription } from './skewness.schema';

export const skewness = defineIndicator<SkewnessParams>(
  skewnessDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.skewness, inputs, [p.period, p.correction], capacity),
);
