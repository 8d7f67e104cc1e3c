#!/usr/bin/env node
// Installs what is locked in package-lock.json when node_modules is missing or stale. No dependencies.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { at, digest, run } from './paths.mjs';

const stamp = at('node_modules/.install-stamp');

export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new Error(
      `Lookback needs Node 20 or newer; this is ${process.version}. Install it and try again.`,
    );
  }
  const wanted = digest(['package.json', 'package-lock.json', '.npmrc']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  console.log('Installing packages (once, about a minute) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code } = await run(npm, [
    'ci',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--loglevel=error',
  ]);
  if (code !== 0)
    throw new Error(
      'npm ci failed; its message is above. Check the connection to the npm registry and run the command again.',
    );
  writeFileSync(stamp, wanted);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await ensureInstalled()) ? 'Installed.' : 'Already installed.');
}
