import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolder } from './copy-samples.mjs';
import { copyWhenChanged } from './copy-when-changed.mjs';
import { at } from './paths.mjs';

/** With vector instructions, and for browsers without; the build with threads is not used. */
const files = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

/** Copies the WebAssembly files of TensorFlow.js to public/tfwasm. Returns the paths, relative to the checkout. */
export function copyTensorModule() {
  const require = createRequire(import.meta.url);
  const folder = packageFolder(require, '@tensorflow/tfjs-backend-wasm');
  return files.map((file) => {
    copyWhenChanged(join(folder, 'dist', file), at('public/tfwasm', file));
    return join('public/tfwasm', file);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const path of copyTensorModule()) console.log(`copied ${path}`);
}
