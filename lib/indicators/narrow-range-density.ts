import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { indicatorChain } from './indicator-chain';
import {
  type NarrowRangeDensityParams,
  narrowRangeDensityDescription,
} from './narrow-range-density.schema';

export const narrowRangeDensity = defineIndicator<NarrowRangeDensityParams>(
  narrowRangeDensityDescription,
  (store, inputs, p, capacity) => {
    const narrow = new KernelRun(store, indicatorKernels.narrowRange, inputs, [p.period], capacity);
    const kernel = indicatorKernels.sma;
    const share = new KernelRun(store, kernel, narrow.outputs, [p.window], capacity);
    return indicatorChain([narrow, share], share.outputs);
  },
);
