import { KernelError } from '../core/errors';
import type { KernelInstance } from './module';

/** The standard normal distribution with the same bits on every machine. */
export interface NormalDistribution {
  /** Φ(x): probability of a value of at most x. */
  cdf(x: number): number;
  /** Φ⁻¹(p); −∞ at 0, ∞ at 1, NaN outside [0, 1]. */
  quantile(p: number): number;
}

let installed: NormalDistribution | null = null;

/** Makes the instance's functions the ones {@link normalDistribution} gives. They are pure, so any instance does. */
export function installNormalDistribution(kernels: KernelInstance): void {
  installed = { cdf: kernels.fn('normalCdf'), quantile: kernels.fn('normalQuantile') };
}

/** @throws {KernelError} before the module was loaded */
export function normalDistribution(): NormalDistribution {
  if (installed === null) throw new KernelError('The module is not loaded yet.', 'normal');
  return installed;
}
