import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type CciParams, cciDescription } from './cci.schema';
import { defineIndicator } from './indicator';

export const cci = defineIndicator<CciParams>(
  cciDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.cci, inputs, [p.period], capacity),
);
