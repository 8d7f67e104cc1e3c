import { indicatorKernels, KernelRun } from '../kernels/indicators';
import { defineIndicator } from './indicator';
import {
  type StandardDeviationParams,
  standardDeviationDescription,
} from './standard-deviation.schema';

export const standardDeviation = defineIndicator<StandardDeviationParams>(
  standardDeviationDescription,
  (store, inputs, p, capacity) =>
    new KernelRun(
      store,
      indicatorKernels.standardDeviation,
      inputs,
      [p.period, p.ddof, 1],
      capacity,
    ),
);
