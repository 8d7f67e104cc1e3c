#!/usr/bin/env node
// Compiles wasm/ to public/wasm/lookback.wasm and writes its SHA-256 beside it. `--debug` builds with asserts.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

export async function buildWasm(target = 'release') {
  process.chdir(root);
  mkdirSync(join(root, 'public/wasm'), { recursive: true });
  const { error, stderr } = await asc.main(['--config', 'asconfig.json', '--target', target]);
  if (error) throw new Error(`AssemblyScript: ${error.message}\n${stderr.toString()}`);
  const file = join(
    root,
    'public/wasm',
    target === 'debug' ? 'lookback.debug.wasm' : 'lookback.wasm',
  );
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (target === 'release')
    writeFileSync(join(root, 'public/wasm/lookback.wasm.sha256'), `${sha256}\n`);
  return { file, sha256, bytes: readFileSync(file).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { file, bytes } = await buildWasm(process.argv.includes('--debug') ? 'debug' : 'release');
  console.log(`${file.slice(root.length + 1)}: ${bytes} bytes`);
}
