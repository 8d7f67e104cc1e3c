import { moduleMath } from '../kernels/math';

/** φ(x) = e^(−x²/2) / √(2π). */
export const normalDensity = (x: number): number =>
  moduleMath().exp((-x * x) / 2) / 2.5066282746310002;
