import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { ModelAbout } from '../../../lib/models/model-about';
import { createMemoryStore, type LookbackStore, openStore } from '../../../lib/storage';
import { modelAbout, namedArtefact } from '../../support/models';

const model = namedArtefact();
const other = namedArtefact({ seed: 8 });
const about: ModelAbout = modelAbout();

const stores: Readonly<Record<string, () => Promise<LookbackStore>>> = {
  'in IndexedDB': async () =>
    (await openStore({ source: { indexedDB: new IDBFactory(), IDBKeyRange } })).store,
  'in memory': async () => createMemoryStore(),
};

for (const [where, open] of Object.entries(stores)) {
  describe(`Models ${where}`, () => {
    it('come back as they were saved, latest first', async () => {
      const { models } = await open();
      const record = await models.save({ name: 'First', model, about }, 5);
      await models.save({ name: 'Second', model: other, about: null }, 6);
      expect(record).toMatchObject({ fingerprint: model.hash, name: 'First', about, bytes: 1956 });
      expect((await models.list()).map(({ name }) => name)).toEqual(['Second', 'First']);
      expect(await models.load(model.hash)).toEqual(model);
      expect(await models.find(model.hash)).toEqual(record);
    });

    it('keep name and report when the same model comes again with a link', async () => {
      const { models } = await open();
      await models.save({ name: 'Mine', model, about }, 5);
      await models.remove(model.hash, 6);
      await expect(models.load(model.hash)).rejects.toMatchObject({ reason: 'missing' });
      const again = await models.save({ name: 'From a link', model, about: null }, 7);
      expect(again).toMatchObject({ name: 'Mine', about, savedAt: 5, removedAt: null });
      const trained = await models.save({ name: 'Trained', model, about }, 8);
      expect(trained).toMatchObject({ name: 'Trained', savedAt: 8 });
    });

    it('can be removed, restored and purged', async () => {
      const { models } = await open();
      await models.save({ name: 'Mine', model, about }, 5);
      await models.remove(model.hash, 10);
      expect(await models.list()).toEqual([]);
      await models.restore(model.hash);
      await models.remove(model.hash, 20);
      expect(await models.purge(20)).toEqual([]);
      expect(await models.purge(21)).toEqual([model.hash]);
      await expect(models.restore(model.hash)).rejects.toThrow(/There is no model/);
    });
  });
}
