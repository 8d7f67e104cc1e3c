import {
  type BackendSource,
  cpuBackend,
  setOnEngine,
  wasmBackend,
} from '../lib/models/training/open-backend';

/** What of WebGPU is used here; the types of browsers don't have it everywhere. */
interface GpuAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: { readonly isFallbackAdapter?: boolean };
}
interface Gpu {
  requestAdapter(options: { readonly powerPreference: string }): Promise<GpuAdapter | null>;
}

/**
 * The graphics processor, where there is a real one. Software that stands in for it is far slower than WebAssembly.
 * @param allowSoftware takes the stand-in too; for tests
 */
export function webgpuBackend(allowSoftware = false): BackendSource {
  return {
    backend: 'webgpu',
    async open() {
      const { gpu } = navigator as Navigator & { readonly gpu?: Gpu };
      const none = (note: string) => ({ isReady: false, note });
      if (gpu === undefined) return none('This browser has no WebGPU.');
      const adapter = await gpu
        .requestAdapter({ powerPreference: 'high-performance' })
        .catch(() => null);
      if (adapter === null) return none('No graphics processor is to be had.');
      const isSoftware =
        adapter.isFallbackAdapter === true || adapter.info?.isFallbackAdapter === true;
      if (isSoftware && !allowSoftware) {
        return none('Software stands in for the graphics processor: slower than WebAssembly.');
      }
      await import('@tensorflow/tfjs-backend-webgpu');
      const isReady = await setOnEngine('webgpu');
      if (!isReady) return none('The graphics processor refused.');
      return { isReady, note: isSoftware ? 'Software adapter.' : '' };
    },
  };
}

/** All ways to compute in this browser, the likely fastest first. */
export function browserBackends(): readonly BackendSource[] {
  return [wasmBackend('/tfwasm/'), webgpuBackend(), cpuBackend()];
}
