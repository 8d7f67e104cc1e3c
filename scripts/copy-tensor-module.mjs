import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolder } from './copy-samples.mjs';
import { at } from './paths.mjs';

/** With vector instructions, and for browsers without; the build with threads is not used. */
const files = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

/** Copies the WebAssembly files of TensorFlow.js to public/tfwasm. Returns the paths, relative to the checkout. */
export function copyTensorModule() {
  const require = createRequire(import.meta.url);
  const folder = packageFolder(require, '@tensorflow/tfjs-backend-wasm');
  mkdirSync(at('public/tfwasm'), { recursive: true });
  return files.map((file) => {
    const source = join(folder, 'dist', file);
    const target = at('public/tfwasm', file);
    if (!existsSync(target) || statSync(target).size !== statSync(source).size) {
      copyFileSync(source, target);
    }
    return join('public/tfwasm', file);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const path of copyTensorModule()) console.log(`copied ${path}`);
}
