import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type ZScoreParams, zScoreDescription } from './z-score.schema';

export const zScore = defineIndicator<ZScoreParams>(
  zScoreDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.zScore, inputs, [p.period, p.ddof], capacity),
);
