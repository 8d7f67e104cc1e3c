import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { at } from '../../../../scripts/paths.mjs';

/** What a bundle loads of TensorFlow.js before anything is asked of it. */
async function loadedAtOnce(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [at(entry)],
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'out',
    format: 'esm',
    platform: 'browser',
    external: ['@tensorflow/*'],
    logLevel: 'error',
  });
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { path, kind, external } of metafile.outputs[name]?.imports ?? []) {
      if (external && path.startsWith('@tensorflow/') && kind !== 'dynamic-import') found.add(path);
      if (!external && kind !== 'dynamic-import') visit(path);
    }
  };
  const first = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
  visit(first![0]);
  return [...found];
}

it.each([
  'workers/models.worker.ts',
  'workers/backtest.worker.ts',
  'workers/data.worker.ts',
  'workers/paper.worker.ts',
  'workers/models.client.ts',
])('%s loads no TensorFlow.js before a training asks for it', async (entry) => {
  expect(await loadedAtOnce(entry)).toEqual([]);
});

it('a training does load it', async () => {
  expect(await loadedAtOnce('lib/models/training/train-model.ts')).toEqual([
    '@tensorflow/tfjs-core',
  ]);
});
