import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createMemoryStore,
  type LookbackStore,
  openStore,
  type PaperSessionRecord,
} from '../../lib/storage';

const record = (id: string, startedAt = 5): PaperSessionRecord => ({
  id,
  name: `Session ${id}`,
  series: { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' },
  strategy: 'SMA cross 20/100',
  startedAt,
  endedAt: null,
  totalReturn: 0,
  removedAt: null,
});

const entries = (from: number, count: number) =>
  Array.from({ length: count }, (_, k) => ({ kind: 'bars', place: from + k, value: 0.1 + k }));

let names = 0;
const source = { indexedDB: new IDBFactory(), IDBKeyRange };
const families: readonly { readonly name: string; readonly open: () => Promise<LookbackStore> }[] =
  [
    {
      name: 'Paper sessions in IndexedDB',
      open: async () => (await openStore({ source, name: `lookback-${names++}` })).store,
    },
    { name: 'Paper sessions in memory', open: async () => createMemoryStore() },
  ];

for (const { name, open } of families) {
  describe(name, () => {
    let store: LookbackStore;
    beforeEach(async () => {
      store = await open();
    });

    it('give the entries of a log back in order, from any place on', async () => {
      await store.paper.create(record('a'), entries(0, 2));
      await store.paper.create(record('b'), entries(0, 1));
      await store.paper.append('a', 2, entries(2, 300));
      await store.paper.append('a', 302, entries(302, 1));
      expect(await store.paper.read('a')).toEqual([
        ...entries(0, 2),
        ...entries(2, 300),
        ...entries(302, 1),
      ]);
      expect(await store.paper.read('a', 302)).toEqual(entries(302, 1));
      expect(await store.paper.read('b')).toEqual(entries(0, 1));
    });

    it('refuse a second writer, and keep nothing of what it wanted to write', async () => {
      await store.paper.create(record('a'), entries(0, 3));
      const second = store.paper.append('a', 2, entries(7, 4));
      await expect(second).rejects.toMatchObject({ name: 'StorageError', reason: 'conflict' });
      expect(await store.paper.read('a')).toEqual(entries(0, 3));
      await expect(store.paper.create(record('a'), [])).rejects.toMatchObject({
        reason: 'conflict',
      });
    });

    it('list those in use, latest first, with what was changed', async () => {
      await store.paper.create(record('a', 5), entries(0, 1));
      await store.paper.create(record('b', 9), entries(0, 1));
      await store.paper.update('a', { name: 'Mine', totalReturn: 0.1, endedAt: 12 });
      expect(await store.paper.list()).toEqual([
        record('b', 9),
        { ...record('a', 5), name: 'Mine', totalReturn: 0.1, endedAt: 12 },
      ]);
      await expect(store.paper.update('c', { name: 'x' })).rejects.toMatchObject({
        reason: 'missing',
      });
      await expect(store.paper.read('c')).rejects.toMatchObject({ reason: 'missing' });
    });

    it('hide a removed session, restore it, and delete it with its log when purged', async () => {
      await store.paper.create(record('a'), entries(0, 4));
      await store.paper.create(record('b'), entries(0, 2));
      await store.paper.remove('a', 100);
      expect(await store.paper.find('a')).toBeNull();
      expect(await store.paper.list()).toEqual([record('b')]);
      await store.paper.restore('a');
      expect(await store.paper.find('a')).toEqual(record('a'));
      await store.paper.remove('a', 100);
      expect(await store.paper.purge(100)).toEqual([]);
      expect(await store.paper.purge(101)).toEqual(['a']);
      await expect(store.paper.read('a')).rejects.toMatchObject({ reason: 'missing' });
      await store.paper.create(record('a'), entries(0, 1));
      expect(await store.paper.read('a')).toEqual(entries(0, 1));
      expect(await store.paper.read('b')).toEqual(entries(0, 2));
    });
  });
}
