import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type AtrPercentParams, atrPercentDescription } from './atr-percent.schema';
import { defineIndicator } from './indicator';
import { indicatorChain } from './indicator-chain';

export const atrPercent = defineIndicator<AtrPercentParams>(
  atrPercentDescription,
  (store, inputs, p, capacity) => {
    const range = new KernelRun(store, indicatorKernels.atr, inputs, [p.period], capacity);
    const columns = [range.outputs[0]!, inputs[2]!];
    const share = new KernelRun(store, indicatorKernels.quotient, columns, [], capacity);
    return indicatorChain([range, share], share.outputs);
  },
);
