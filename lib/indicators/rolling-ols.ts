import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type RollingOlsParams, rollingOlsDescription } from './rolling-ols.schema';

export const rollingOls = defineIndicator<RollingOlsParams>(
  rollingOlsDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.rollingOls, inputs, [p.period], capacity),
);
