#!/usr/bin/env node
// The command line of Lookback. Installs, builds the module and bundles lib/cli when they are missing or stale,
// all on standard error, then runs the command.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at, digest, root } from '../scripts/paths.mjs';

/** Set-up talks; that must not mix with a command's own output. */
function install() {
  const installed = at('node_modules/.install-stamp');
  const wanted = digest(['package.json', 'package-lock.json', '.npmrc']);
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  const setup = spawnSync(process.execPath, [at('scripts/setup.mjs')], { stdio: ['ignore', 2, 2] });
  if (setup.status !== 0) process.exit(1);
}

async function buildModuleAndSamples() {
  const { log } = console;
  const folder = process.cwd();
  console.log = console.error;
  try {
    const { buildAssets } = await import('../scripts/build.mjs');
    await buildAssets();
  } finally {
    console.log = log;
    process.chdir(folder);
  }
}

install();
await buildModuleAndSamples();
const { bundleCommands } = await import('../scripts/bundle-commands.mjs');
const { commands } = await bundleCommands();

const { main, nodeIo } = await import(pathToFileURL(commands).href);
const signal = { aborted: false };
process.once('SIGINT', () => {
  signal.aborted = true;
});
process.exitCode = await main(process.argv.slice(2), nodeIo(root, signal));
