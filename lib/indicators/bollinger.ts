import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type BollingerParams, bollingerDescription } from './bollinger.schema';
import { defineIndicator } from './indicator';

export const bollinger = defineIndicator<BollingerParams>(
  bollingerDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.bollinger, inputs, [p.period, p.deviations], capacity),
);
