// Bundles the command line and the threads of its sweeps into build/cli when they are missing or stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { at, digest } from './paths.mjs';

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
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  };
  await Promise.all([
    esbuild({
      ...common,
      entryPoints: { lookback: at('lib/cli/main.ts') },
      outdir: at('build/cli'),
      outExtension: { '.js': '.mjs' },
      packages: 'external',
      // What a command imports only when it runs, as training does, is not loaded by the others.
      splitting: true,
    }),
    // With its packages in it a thread starts in half the time.
    esbuild({
      ...common,
      entryPoints: [at('lib/cli/sweep-thread-entry.ts')],
      outfile: bundles.sweepThread,
    }),
  ]);
  writeFileSync(stamp, wanted);
  return bundles;
}
