import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { indicatorChain } from './indicator-chain';
import { type ParkinsonParams, parkinsonDescription } from './parkinson.schema';

export const parkinson = defineIndicator<ParkinsonParams>(
  parkinsonDescription,
  (store, inputs, p, capacity) => {
    const squares = new KernelRun(store, indicatorKernels.squaredLogRange, inputs, [], capacity);
    // Parkinson 1980: the mean squared log range of a random walk is 4·ln 2 times its variance.
    const scale = Math.sqrt(p.barsPerYear / (4 * Math.LN2));
    const kernel = indicatorKernels.rootMean;
    const root = new KernelRun(store, kernel, squares.outputs, [p.period, scale], capacity);
    return indicatorChain([squares, root], root.outputs);
  },
);
