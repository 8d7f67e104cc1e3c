#!/usr/bin/env node
// Builds what the site serves: the WebAssembly modules, the samples, the Next build. Each part only when stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { at, bin, digest, run } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

const stampFile = (name) => at('build', `${name}.stamp`);

async function whenStale(name, inputs, output, work) {
  const wanted = digest(inputs);
  if (
    existsSync(output) &&
    existsSync(stampFile(name)) &&
    readFileSync(stampFile(name), 'utf8') === wanted
  )
    return;
  await work();
  mkdirSync(at('build'), { recursive: true });
  writeFileSync(stampFile(name), wanted);
}

/** The module, the samples and TensorFlow.js’s own module: what tests and the CLI need. */
export async function buildAssets() {
  await whenStale(
    'wasm',
    ['wasm', 'asconfig.json', 'package-lock.json'],
    at('public/wasm/lookback.wasm'),
    async () => {
      const { buildWasm } = await import('./build-wasm.mjs');
      const { bytes } = await buildWasm('release');
      console.log(`WebAssembly module: ${bytes} bytes`);
    },
  );
  const { copySamples } = await import('./copy-samples.mjs');
  await copySamples();
  const { copyTensorModule } = await import('./copy-tensor-module.mjs');
  copyTensorModule();
}

/** The site. */
export async function buildSite() {
  await buildAssets();
  const inputs = [
    'app',
    'lib',
    'workers',
    'wasm',
    'public/wasm',
    'public/samples',
    'public/tfwasm',
    'package-lock.json',
    'next.config.js',
    'proxy.ts',
    'tsconfig.json',
    'postcss.config.mjs',
  ];
  await whenStale('site', inputs, at('.next/BUILD_ID'), async () => {
    console.log('Building the site …');
    const { code } = await run(process.execPath, [bin('next'), 'build']);
    if (code !== 0) throw new Error('next build failed; its message is above.');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled();
  await buildSite();
}
