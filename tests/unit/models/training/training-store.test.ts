import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, describe, expect, it } from 'vitest';
import { trainingFile } from '../../../../lib/cli/training-file-store';
import type { TrainingRecord, TrainingStore } from '../../../../lib/models/training/training-store';
import { createMemoryStore, openStore } from '../../../../lib/storage';
import { recipeOf, spread } from '../../../support/training-windows';

const folder = mkdtempSync(join(tmpdir(), 'lookback-trainings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function record(id: string, savedAt: number): TrainingRecord {
  const weights = spread(40, savedAt);
  weights[0] = -0;
  return {
    id,
    name: 'Mine',
    dataName: 'Walk',
    data: { kind: 'sample', id: 'sp500' },
    dataFingerprint: 'a'.repeat(64),
    recipe: recipeOf({ hidden: 4 }),
    savedAt,
    checkpoint: {
      backend: 'wasm',
      trials: [{ backend: 'wasm', stepMs: 1.5, note: '' }],
      state: { weights, mean: spread(40, 2), square: spread(40, 3), steps: 12 },
      losses: [{ epoch: 1, training: 0.1 + 0.2, validation: 1 / 3 }],
      best: { epoch: 1, weights },
      elapsedMs: 12.5,
    },
  };
}

const source = { indexedDB: new IDBFactory(), IDBKeyRange };
const memory = createMemoryStore();
const families: readonly [string, () => Promise<TrainingStore>][] = [
  ['memory', async () => memory.trainings],
  ['IndexedDB', async () => (await openStore({ name: 'trainings', source })).store.trainings],
  ['a file', async () => trainingFile(join(folder, 'state'))],
];

describe.each(families)('Trainings in %s', (_, open) => {
  it('come back with every bit after a reload, and are replaced and removed by id', async () => {
    const store = await open();
    expect(await store.list()).toEqual([]);
    await store.remove('one');
    await store.save(record('one', 1));
    const again = await open();
    expect(await again.find('one')).toStrictEqual(record('one', 1));
    expect(await again.list()).toStrictEqual([record('one', 1)]);
    expect(await again.find('other')).toBeNull();
    await again.save(record('one', 2));
    expect((await (await open()).find('one'))!.savedAt).toBe(2);
    await again.remove('one');
    expect(await (await open()).list()).toEqual([]);
  });
});

describe.each(families.slice(0, 2))('Several trainings in %s', (_, open) => {
  it('are listed latest first', async () => {
    const store = await open();
    for (const [id, at] of [
      ['a', 5],
      ['b', 9],
      ['c', 7],
    ] as const)
      await store.save(record(id, at));
    expect((await store.list()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
});

it('a file that was cut or altered is refused, never taken up', async () => {
  const path = join(folder, 'broken');
  const store = trainingFile(path);
  await store.save(record('one', 1));
  const text = readFileSync(path, 'utf8');
  for (const wrong of [text.slice(0, -20), text.replace('"epoch":1', '"epoch":2'), '[]', '']) {
    writeFileSync(path, wrong);
    await expect(store.list()).rejects.toThrow(/cut off or altered/);
  }
});
