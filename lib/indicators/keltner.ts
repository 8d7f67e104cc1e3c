import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import { indicatorChain } from './indicator-chain';
import { type KeltnerParams, keltnerDescription } from './keltner.schema';

/** Linda Raschke's form: exponential average ± multiple × Wilder's average true range. */
export const keltner = defineIndicator<KeltnerParams>(
  keltnerDescription,
  (store, inputs, p, capacity) => {
    const close = inputs[2]!;
    const middle = new KernelRun(store, indicatorKernels.ema, [close], [p.period], capacity);
    const range = new KernelRun(store, indicatorKernels.atr, inputs, [p.atrPeriod], capacity);
    const channel = new KernelRun(
      store,
      indicatorKernels.channelAround,
      [middle.outputs[0]!, range.outputs[0]!],
      [p.multiple],
      capacity,
    );
    return indicatorChain([middle, range, channel], channel.outputs);
  },
);
