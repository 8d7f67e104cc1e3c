import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { medianPriceDescription } from './median-price.schema';

export const medianPrice = defineIndicator(
  medianPriceDescription,
  (store, inputs, _params, capacity) =>
    new KernelRun(store, indicatorKernels.medianPrice, inputs, [], capacity),
);
