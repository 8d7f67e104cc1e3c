import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type CorrelationParams, correlationDescription } from './correlation.schema';
import { defineIndicator } from './indicator';

export const correlation = defineIndicator<CorrelationParams>(
  correlationDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.correlation, inputs, [p.period], capacity),
);
