import { KernelError } from '../core/errors';

/** Exports are looked up by name in the files of this folder only. */
// biome-ignore lint/suspicious/noExplicitAny: raw WebAssembly exports take numbers of several kinds
export type KernelFunction = (...args: any[]) => number;

/** One instance of the module: one job or session. Dropping it frees its memory. */
export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  /** @throws {KernelError} when the module has no such function */
  fn(name: string): KernelFunction;
}

const maximumPages = 32768; // 2 GiB

/** Compiles the module once; instances are made from it. */
export async function compileKernels(bytes: BufferSource): Promise<WebAssembly.Module> {
  return WebAssembly.compile(bytes);
}

/** A fresh instance with its own memory. */
export function instantiateKernels(module: WebAssembly.Module): KernelInstance {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: maximumPages });
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      abort: (_message: number, _file: number, line: number, column: number) => {
        throw new KernelError(`The module stopped at line ${line}, column ${column}.`);
      },
    },
  });
  const exports = instance.exports as Record<string, unknown>;
  return {
    memory,
    fn(name) {
      const found = exports[name];
      if (typeof found !== 'function') throw new KernelError(`No kernel named ${name}.`, name);
      return found as KernelFunction;
    },
  };
}

/** Bytes the instance's memory takes now. */
export function memoryBytes(instance: KernelInstance): number {
  return instance.memory.buffer.byteLength;
}
