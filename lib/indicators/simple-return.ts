import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { simpleReturnDescription } from './simple-return.schema';

export const simpleReturn = defineIndicator(
  simpleReturnDescription,
  (store, inputs, _params, capacity) =>
    new KernelRun(store, indicatorKernels.rateOfChange, inputs, [1, 1, Number.NaN], capacity),
);
