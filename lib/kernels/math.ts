import { KernelError } from '../core/errors';
import type { KernelInstance } from './module';

/** Transcendental functions with the same bits on every machine; never the host's. */
export interface ModuleMath {
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
  sin(x: number): number;
  cos(x: number): number;
}

let installed: ModuleMath | null = null;

/** Makes the instance's functions the ones {@link moduleMath} gives. They are pure, so any instance does. */
export function installModuleMath(kernels: KernelInstance): void {
  installed = {
    exp: kernels.fn('mathExp'),
    log: kernels.fn('mathLog'),
    pow: kernels.fn('mathPow'),
    sin: kernels.fn('mathSin'),
    cos: kernels.fn('mathCos'),
  };
}

/** @throws {KernelError} before the module was loaded */
export function moduleMath(): ModuleMath {
  if (installed === null) throw new KernelError('The module is not loaded yet.', 'math');
  return installed;
}
