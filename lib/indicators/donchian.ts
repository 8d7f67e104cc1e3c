import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { type DonchianParams, donchianDescription } from './donchian.schema';
import { defineIndicator } from './indicator';

export const donchian = defineIndicator<DonchianParams>(
  donchianDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(store, indicatorKernels.donchian, inputs, [p.period], capacity),
);
