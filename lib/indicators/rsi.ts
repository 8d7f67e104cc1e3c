import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type RsiParams, rsiDescription } from './rsi.schema';

export const rsi = defineIndicator<RsiParams>(
  rsiDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.rsi, inputs, [p.period], capacity),
);
