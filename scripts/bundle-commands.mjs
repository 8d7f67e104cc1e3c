// Bundles the command line and the threads of its sweeps into build/cli when they are missing or stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { at, digest } from './paths.mjs';

const folder = at('build/cli');
const stamp = at('build/cli/lookback.stamp');

/** Needs the packages installed. @returns where the bundles are */
export async function bundleCommands() {
  const bundles = {
    commands: at('build/cli/lookback.mjs'),
    sweepThread: at('build/cli/sweep-thread.mjs'),
  };
  const wanted = digest(['lib', 'scripts/bundle-commands.mjs', 'package-lock.json']);
  const isThere = Object.values(bundles).every((path) => existsSync(path));
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return bundles;
  const { build: esbuild } = await import('esbuild');
  await esbuild({
    entryPoints: {
      lookback: at('lib/cli/main.ts'),
      'sweep-thread': at('lib/cli/sweep-thread-entry.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, wanted);
  return bundles;
}
