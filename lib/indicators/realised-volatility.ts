import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { indicatorChain } from './indicator-chain';
import {
  type RealisedVolatilityParams,
  realisedVolatilityDescription,
} from './realised-volatility.schema';

export const realisedVolatility = defineIndicator<RealisedVolatilityParams>(
  realisedVolatilityDescription,
  (store, inputs, p, capacity) => {
    const returns = new KernelRun(store, indicatorKernels.logReturn, inputs, [], capacity);
    const params = [p.period, 1, Math.sqrt(p.barsPerYear)];
    const kernel = indicatorKernels.standardDeviation;
    const deviation = new KernelRun(store, kernel, returns.outputs, params, capacity);
    return indicatorChain([returns, deviation], deviation.outputs);
  },
);
