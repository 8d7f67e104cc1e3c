import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { logReturnDescription } from './log-return.schema';

export const logReturn = defineIndicator(
  logReturnDescription,
  (store, inputs, _params, capacity) =>
    new KernelRun(store, indicatorKernels.logReturn, inputs, [], capacity),
);
