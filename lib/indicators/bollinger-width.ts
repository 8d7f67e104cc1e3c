import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type BollingerWidthParams, bollingerWidthDescription } from './bollinger-width.schema';
import { defineIndicator } from './indicator';
import { indicatorChain } from './indicator-chain';

export const bollingerWidth = defineIndicator<BollingerWidthParams>(
  bollingerWidthDescription,
  (store, inputs, p, capacity) => {
    const params = [p.period, p.deviations];
    const bands = new KernelRun(store, indicatorKernels.bollinger, inputs, params, capacity);
    const columns = [inputs[0]!, ...bands.outputs];
    const shape = new KernelRun(store, indicatorKernels.bandShape, columns, [], capacity);
    return indicatorChain([bands, shape], [shape.outputs[0]!]);
  },
);
