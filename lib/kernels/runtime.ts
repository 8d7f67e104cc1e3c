import { KernelError } from '../core/errors';
import { sha256Hex } from '../core/hashing';
import type { Sha256Hex } from '../core/nominal';
import { ColumnStore } from './column-store';
import { installModuleMath } from './math';
import { compileKernels, instantiateKernels } from './module';
import { installNormalDistribution } from './normal';

let compiled: WebAssembly.Module | null = null;
let digest = '' as Sha256Hex;

/** Compiles the module from its bytes (fetched by a worker, read by the CLI). Calling it again does nothing. */
export async function initialiseKernels(bytes: Uint8Array): Promise<void> {
  if (compiled !== null) return;
  compiled = await compileKernels(bytes as Uint8Array<ArrayBuffer>);
  digest = sha256Hex(bytes);
  const pure = instantiateKernels(compiled);
  installModuleMath(pure);
  installNormalDistribution(pure);
}

/** A column store in a fresh instance. @throws {KernelError} before {@link initialiseKernels} */
export function newColumnStore(): ColumnStore {
  if (compiled === null) throw new KernelError('The module is not loaded yet.', 'runtime');
  return new ColumnStore(instantiateKernels(compiled));
}

/** SHA-256 of the module's bytes. */
export function kernelSha256(): Sha256Hex {
  if (compiled === null) throw new KernelError('The module is not loaded yet.', 'runtime');
  return digest;
}
