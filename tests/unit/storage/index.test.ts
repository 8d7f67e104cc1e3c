import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { asStorageError, openStore } from '../../../lib/storage';
import { columnParts, joinParts } from '../../../lib/storage/columns';
import { LookbackDatabase } from '../../../lib/storage/database';
import { walkBars } from '../../support/bars';

const quality = { gaps: 0, dropped: 0, warnings: 0 };

describe('Columns in records', () => {
  it('are cut into parts of at most the given size and join to the same values', async () => {
    const bars = await walkBars(1000);
    const parts = [...columnParts(bars, 3000)];
    expect(Math.max(...parts.map((p) => p.buffer.byteLength))).toBe(3000);
    const close = parts.filter((p) => p.column === 'close');
    expect(close).toHaveLength(3);
    expect(joinParts(close, 1000)).toEqual(bars.close);
  });

  it('say that they were evicted when a part is missing', async () => {
    const bars = await walkBars(1000);
    const close = [...columnParts(bars, 3000)].filter((p) => p.column === 'close');
    for (const broken of [close.slice(1), close.slice(0, 2), [close[0]!, close[2]!], []]) {
      expect(() => joinParts(broken, 1000)).toThrow(
        expect.objectContaining({ name: 'StorageError', reason: 'evicted' }),
      );
    }
  });

  it('say so when the database lost them', async () => {
    const source = { indexedDB: new IDBFactory(), IDBKeyRange };
    const { store } = await openStore({ source });
    const bars = await walkBars(20);
    await store.dataSets.save({ bars, name: 'Walk', quality, dropped: [] }, 1);
    const raw = new LookbackDatabase('lookback', source);
    await raw.columns.where('fingerprint').equals(bars.fingerprint).limit(1).delete();
    await expect(store.dataSets.loadBars(bars.fingerprint)).rejects.toMatchObject({
      reason: 'evicted',
    });
  });
});

describe('Storage errors', () => {
  it('name a full disk, also where the transaction was aborted because of it', () => {
    const quota = new DOMException('full', 'QuotaExceededError');
    expect(asStorageError(quota)).toMatchObject({ reason: 'quota' });
    const aborted = new Dexie.AbortError('aborted', quota);
    expect(asStorageError(aborted)).toMatchObject({ reason: 'quota' });
  });

  it('name a database that another tab upgraded', () => {
    expect(asStorageError(new Dexie.DatabaseClosedError())).toMatchObject({ reason: 'outdated' });
  });

  it('keep what they do not know as the cause', () => {
    const cause = new Error('disk on fire');
    expect(asStorageError(cause)).toMatchObject({ reason: 'failed', cause });
  });
});

describe('Opening the store', () => {
  it('goes on in memory and says why when the browser refuses', async () => {
    const refusing = new IDBFactory();
    refusing.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const { store, problem } = await openStore({
      source: { indexedDB: refusing, IDBKeyRange },
    });
    expect(problem).toMatchObject({ name: 'StorageError', reason: 'unavailable' });
    expect(store.kept).toBe(false);
    const bars = await walkBars(20);
    await store.dataSets.save({ bars, name: 'Walk', quality, dropped: [] }, 1);
    expect(await store.dataSets.loadBars(bars.fingerprint)).toEqual(bars);
  });

  it('goes on in memory where there is no IndexedDB at all', async () => {
    const { store, problem } = await openStore({ name: 'absent' });
    expect(problem).toMatchObject({ reason: 'unavailable' });
    expect(store.kept).toBe(false);
  });

  it('lets two tabs write data sets without losing any', async () => {
    const source = { indexedDB: new IDBFactory(), IDBKeyRange };
    const first = (await openStore({ source })).store;
    const second = (await openStore({ source })).store;
    const a = await walkBars(30, 1);
    const b = await walkBars(30, 2);
    await Promise.all([
      first.dataSets.save({ bars: a, name: 'A', quality, dropped: [] }, 1),
      second.dataSets.save({ bars: b, name: 'B', quality, dropped: [] }, 2),
    ]);
    expect((await first.dataSets.list()).map((s) => s.name)).toEqual(['B', 'A']);
    expect(await second.dataSets.loadBars(a.fingerprint)).toEqual(a);
  });

  it('keeps thousands of dropped rows in order', async () => {
    const source = { indexedDB: new IDBFactory(), IDBKeyRange };
    const { store } = await openStore({ source });
    const bars = await walkBars(20);
    const dropped = Array.from({ length: 12_000 }, (_, i) => ({
      row: i + 2,
      text: 'x',
      reason: 'close is ‘x’',
    }));
    await store.dataSets.save({ bars, name: 'Walk', quality, dropped }, 1);
    expect(await store.dataSets.droppedRows(bars.fingerprint)).toEqual(dropped);
  });
});
