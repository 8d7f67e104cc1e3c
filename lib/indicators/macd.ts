import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type MacdParams, macdDescription } from './macd.schema';

export const macd = defineIndicator<MacdParams>(
  macdDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.macd, inputs, [p.fast, p.slow, p.signal, 0], capacity),
);
