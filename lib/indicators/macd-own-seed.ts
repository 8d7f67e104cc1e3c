import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type MacdOwnSeedParams, macdOwnSeedDescription } from './macd-own-seed.schema';

export const macdOwnSeed = defineIndicator<MacdOwnSeedParams>(
  macdOwnSeedDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.macd, inputs, [p.fast, p.slow, p.signal, 1], capacity),
);
