import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { type StochasticParams, stochasticDescription } from './stochastic.schema';

export const stochastic = defineIndicator<StochasticParams>(
  stochasticDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(
      store,
      indicatorKernels.stochastic,
      inputs,
      [p.period, p.smoothing, p.dPeriod],
      capacity,
    ),
);
