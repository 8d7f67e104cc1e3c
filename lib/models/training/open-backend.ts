import type { TrainingBackend } from '../training-report';

/** A way to compute, as the host offers it. */
export interface BackendSource {
  readonly backend: TrainingBackend;
  /** Sets it on the engine. @returns whether it is to be had, and what is to be known of it */
  open(): Promise<{ readonly isReady: boolean; readonly note: string }>;
}

/** Sets a registered backend on the engine; false where it refuses. */
export async function setOnEngine(backend: TrainingBackend): Promise<boolean> {
  // Loaded with the first backend: whoever only lists models needs none.
  const { enableProdMode, ready, setBackend } = await import('@tensorflow/tfjs-core');
  enableProdMode();
  try {
    const isSet = await setBackend(backend);
    await ready();
    return isSet;
  } catch {
    return false;
  }
}

/** TensorFlow.js's own module. @param folder where its .wasm files are served; null where the package finds them */
export function wasmBackend(folder: string | null): BackendSource {
  return {
    backend: 'wasm',
    async open() {
      const { env } = await import('@tensorflow/tfjs-core');
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      // The build with threads needs a worker script that bundlers don't carry along.
      env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (folder !== null && !hasPaths) {
        setWasmPaths(folder);
        hasPaths = true;
      }
      const isReady = await setOnEngine('wasm');
      return { isReady, note: isReady ? '' : 'Its module could not be loaded.' };
    },
  };
}

/** The package refuses new paths once its module is loaded. */
let hasPaths = false;

/** Plain JavaScript: everywhere, and slow. */
export function cpuBackend(): BackendSource {
  return {
    backend: 'cpu',
    async open() {
      await import('@tensorflow/tfjs-backend-cpu');
      const isReady = await setOnEngine('cpu');
      return { isReady, note: '' };
    },
  };
}
