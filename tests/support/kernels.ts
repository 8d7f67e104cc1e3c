import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ColumnStore } from '../../lib/kernels/column-store';
import { initialiseKernels, newColumnStore } from '../../lib/kernels/runtime';

const file = fileURLToPath(new URL('../../public/wasm/lookback.wasm', import.meta.url));

/** Loads the built module once. */
export async function loadKernels(): Promise<void> {
  await initialiseKernels(readFileSync(file));
}

/** A column store in a fresh instance of the built module. */
export async function testStore(): Promise<ColumnStore> {
  await loadKernels();
  return newColumnStore();
}
