import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type AdxParams, adxDescription } from './adx.schema';
import { defineIndicator } from './indicator';

export const adx = defineIndicator<AdxParams>(
  adxDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.adx, inputs, [p.period], capacity),
);
