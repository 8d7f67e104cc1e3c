import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { runConfigSchema } from '../../lib/backtest/run-config.schema';
import type { Sha256Hex } from '../../lib/core/nominal';
import type { RateSeries } from '../../lib/market/rate-series';
import { createMemoryStore, type LookbackStore, type NewRun, openStore } from '../../lib/storage';
import { walkBars } from '../support/bars';

const config = z.parse(runConfigSchema, { strategy: { id: 'sma-cross', params: { fast: 20 } } });

function run(runId: string, dataFingerprint: string, savedAt: number): NewRun {
  return {
    runId,
    title: 'SMA cross 20/100',
    dataName: 'Walk',
    dataFingerprint,
    data: { kind: 'stored', fingerprint: dataFingerprint },
    config,
    identity: {
      semanticsVersion: 1,
      dataFingerprint,
      runId,
      ledgerHash: 'aa',
      equityHash: 'bb',
      engineVersion: '0.1.0',
      wasmSha256: 'cc',
    },
    figures: { totalReturn: 0.5, sharpe: null, maxDrawdown: -0.1, closedTrades: 3 },
    savedAt,
  };
}

function rates(name: string, count: number): RateSeries {
  const time = Float64Array.from({ length: count }, (_, i) => 1_600_000_000_000 + i * 28_800_000);
  const rate = Float64Array.from({ length: count }, (_, i) => (i % 5) / 10_000 - 0.0001);
  const fingerprint = `${name.length}${'0'.repeat(63)}` as Sha256Hex;
  return { name, symbol: 'BTCUSDT', length: count, time, rate, fingerprint };
}

const madeRates = (name: string, count = 10) => ({
  series: rates(name, count),
  name,
  fileName: 'funding.csv',
  dropped: 1,
});

const quality = { gaps: 1, dropped: 2, warnings: 0 };

interface Family {
  readonly name: string;
  /** Opens what is kept; called again after `close` it stands for a reload. */
  readonly open: () => Promise<LookbackStore>;
  readonly survivesReload: boolean;
}

function families(): Family[] {
  const source = { indexedDB: new IDBFactory(), IDBKeyRange };
  const memory = createMemoryStore();
  return [
    {
      name: 'The store in IndexedDB',
      open: async () => {
        const { store, problem } = await openStore({ source });
        expect(problem).toBeNull();
        return store;
      },
      survivesReload: true,
    },
    { name: 'The store in memory', open: async () => memory, survivesReload: false },
  ];
}

for (const [index, { name }] of families().entries()) {
  describe(name, () => {
    let family: Family;
    let store: LookbackStore;
    beforeEach(async () => {
      family = families()[index]!;
      store = await family.open();
    });

    it('says whether it outlives the page', () => {
      expect(store.kept).toBe(family.survivesReload);
    });

    it('gives the bars back bit for bit, after a reload too', async () => {
      const bars = await walkBars(1000);
      const dropped = [{ row: 7, text: 'a,b', reason: 'close is ‘b’' }];
      const record = await store.dataSets.save({ bars, name: 'Walk', quality, dropped }, 5);
      expect(record).toMatchObject({ bars: 1000, bytes: 48_000, savedAt: 5, kind: 'synthetic' });
      expect(record.sparkline).toHaveLength(32);
      expect(record.sparkline[31]).toBe(bars.close[999]);
      if (family.survivesReload) store.close();
      const again = await family.open();
      expect(await again.dataSets.loadBars(bars.fingerprint)).toEqual(bars);
      expect(await again.dataSets.list()).toEqual([record]);
      expect(await again.dataSets.droppedRows(bars.fingerprint)).toEqual(dropped);
    });

    it('hides a removed data set, restores it, and deletes it when purged', async () => {
      const bars = await walkBars(50);
      await store.dataSets.save({ bars, name: 'Walk', quality, dropped: [] }, 1);
      await store.dataSets.remove(bars.fingerprint, 100);
      expect(await store.dataSets.list()).toEqual([]);
      expect(await store.dataSets.find(bars.fingerprint)).toBeNull();
      await expect(store.dataSets.loadBars(bars.fingerprint)).rejects.toMatchObject({
        name: 'StorageError',
        reason: 'missing',
      });
      expect(await store.dataSets.purge(100)).toEqual([]);
      await store.dataSets.restore(bars.fingerprint);
      expect((await store.dataSets.loadBars(bars.fingerprint)).length).toBe(50);
      await store.dataSets.remove(bars.fingerprint, 100);
      expect(await store.dataSets.purge(101)).toEqual([bars.fingerprint]);
      await expect(store.dataSets.restore(bars.fingerprint)).rejects.toMatchObject({
        reason: 'missing',
      });
      expect(await store.dataSets.droppedRows(bars.fingerprint)).toEqual([]);
    });

    it('brings a removed data set back when the same bars are saved again', async () => {
      const bars = await walkBars(50);
      await store.dataSets.save({ bars, name: 'First', quality, dropped: [] }, 1);
      await store.dataSets.remove(bars.fingerprint, 2);
      await store.dataSets.save({ bars, name: 'Second', quality, dropped: [] }, 3);
      expect((await store.dataSets.list()).map((set) => set.name)).toEqual(['Second']);
    });

    it('lists what was saved together in order of name, after what came later', async () => {
      for (const [i, name] of ['Beta', 'Alpha', 'Gamma'].entries()) {
        const bars = await walkBars(20 + i);
        const savedAt = name === 'Gamma' ? 2 : 1;
        await store.dataSets.save({ bars, name, quality, dropped: [] }, savedAt);
      }
      expect((await store.dataSets.list()).map((set) => set.name)).toEqual([
        'Gamma',
        'Alpha',
        'Beta',
      ]);
    });

    it('renames data sets and runs, and refuses unknown ones', async () => {
      const bars = await walkBars(50);
      await store.dataSets.save({ bars, name: 'Walk', quality, dropped: [] }, 1);
      await store.dataSets.rename(bars.fingerprint, 'My walk');
      expect((await store.dataSets.find(bars.fingerprint))?.name).toBe('My walk');
      await expect(store.dataSets.rename('ffff', 'x')).rejects.toMatchObject({ reason: 'missing' });
      await expect(store.runs.rename('ffff', 'x')).rejects.toMatchObject({ reason: 'missing' });
    });

    it('keeps runs with their names, latest first, after a reload too', async () => {
      await store.runs.save(run('r1', 'd1', 10));
      await store.runs.save(run('r2', 'd1', 20));
      await store.runs.rename('r1', 'My idea');
      await store.runs.save(run('r1', 'd1', 30));
      if (family.survivesReload) store.close();
      const again = await family.open();
      expect((await again.runs.list()).map((r) => [r.runId, r.name, r.savedAt])).toEqual([
        ['r1', 'My idea', 30],
        ['r2', 'SMA cross 20/100', 20],
      ]);
      expect((await again.runs.find('r1'))?.config).toEqual(config);
    });

    it('keeps runs whose data was deleted, and undoes the deletion of a run', async () => {
      const bars = await walkBars(50);
      await store.dataSets.save({ bars, name: 'Walk', quality, dropped: [] }, 1);
      await store.runs.save(run('r1', bars.fingerprint, 10));
      await store.dataSets.remove(bars.fingerprint, 11);
      await store.dataSets.purge(12);
      expect(await store.runs.countByData()).toEqual(new Map([[bars.fingerprint, 1]]));
      await store.runs.remove('r1', 20);
      expect(await store.runs.list()).toEqual([]);
      expect(await store.runs.find('r1')).toBeNull();
      await store.runs.restore('r1');
      expect(await store.runs.list()).toHaveLength(1);
      await store.runs.remove('r1', 20);
      expect(await store.runs.purge(21)).toEqual(['r1']);
    });

    it('counts a config once, and per strategy and data set', async () => {
      const trial = { strategy: 'sma-cross', dataFingerprint: 'd1' };
      await store.trials.record({ ...trial, runId: 'b', sharpe: 0.1 });
      await store.trials.record({ ...trial, runId: 'a', sharpe: null });
      await store.trials.record({ ...trial, runId: 'b', sharpe: 0.1 });
      await store.trials.record({ ...trial, dataFingerprint: 'd2', runId: 'c', sharpe: 0.2 });
      await store.trials.record({ ...trial, strategy: 'donchian', runId: 'e', sharpe: 0.2 });
      const found = await store.trials.of('sma-cross', 'd1');
      expect(found.map((t) => [t.runId, t.sharpe])).toEqual([
        ['a', null],
        ['b', 0.1],
      ]);
    });

    it('keeps many trials at once, each config once', async () => {
      const trial = { strategy: 'sma-cross', dataFingerprint: 'd1' };
      await store.trials.record({ ...trial, runId: 'c', sharpe: 0.5 });
      await store.trials.recordAll(
        ['b', 'c', 'a', 'b'].map((runId, i) => ({ ...trial, runId, sharpe: i / 10 })),
      );
      if (family.survivesReload) store.close();
      const again = await family.open();
      const found = await again.trials.of('sma-cross', 'd1');
      expect(found.map((t) => [t.runId, t.sharpe])).toEqual([
        ['a', 0.2],
        ['b', 0.3],
        ['c', 0.1],
      ]);
    });

    it('gives rates back bit for bit with what a list shows of them, after a reload too', async () => {
      const made = madeRates('BTCUSDT funding');
      const record = await store.rates.save(made, 7);
      expect(record).toMatchObject({
        name: 'BTCUSDT funding',
        symbol: 'BTCUSDT',
        rates: 10,
        firstTime: 1_600_000_000_000,
        lastTime: 1_600_000_000_000 + 9 * 28_800_000,
        lowest: -0.0001,
        highest: 4 / 10_000 - 0.0001,
        spacingMs: 28_800_000,
        dropped: 1,
        fileName: 'funding.csv',
        bytes: 160,
        savedAt: 7,
      });
      expect(record.mean).toBeCloseTo(0.0001, 12);
      expect(record.sparkline).toEqual([...made.series.rate]);
      if (family.survivesReload) store.close();
      const again = await family.open();
      expect(await again.rates.load(record.fingerprint)).toEqual(made.series);
      expect(await again.rates.list()).toEqual([record]);
    });

    it('has no distance between charges where there is only one', async () => {
      expect((await store.rates.save(madeRates('One', 1), 1)).spacingMs).toBeNull();
    });

    it('renames, hides, restores and purges rates', async () => {
      const { fingerprint } = await store.rates.save(madeRates('Funding'), 1);
      const other = await store.rates.save(madeRates('Other funding'), 2);
      await store.rates.rename(fingerprint, 'My funding');
      expect((await store.rates.load(fingerprint)).name).toBe('My funding');
      expect((await store.rates.list()).map((r) => r.name)).toEqual([
        'Other funding',
        'My funding',
      ]);
      await store.rates.remove(fingerprint, 100);
      expect(await store.rates.list()).toEqual([other]);
      expect(await store.rates.find(fingerprint)).toBeNull();
      for (const refused of [
        store.rates.load(fingerprint),
        store.rates.rename(fingerprint, 'x'),
        store.rates.remove(fingerprint, 101),
        store.rates.restore('ffff'),
      ]) {
        await expect(refused).rejects.toMatchObject({ name: 'StorageError', reason: 'missing' });
      }
      expect(await store.rates.purge(100)).toEqual([]);
      await store.rates.restore(fingerprint);
      expect((await store.rates.load(fingerprint)).length).toBe(10);
      await store.rates.remove(fingerprint, 100);
      expect(await store.rates.purge(101)).toEqual([fingerprint]);
      await expect(store.rates.restore(fingerprint)).rejects.toMatchObject({ reason: 'missing' });
      expect((await store.rates.load(other.fingerprint)).length).toBe(10);
    });

    it('keeps a download with its pages until it is discarded, after a reload too', async () => {
      const series = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;
      const record = {
        ...{ id: 'one', series, from: 0, to: 600_000, extending: null, next: 0, repairedTo: 0 },
        ...{ bars: 0, pages: 0, begunAt: 5 },
      };
      const rows = Float64Array.of(0, 1, 2, 0.5, 1.5, 7);
      await store.downloads.keep(record, null);
      const after = { ...record, next: 60_000, bars: 1, pages: 1 };
      await store.downloads.keep(after, { download: 'one', page: 0, rows });
      await store.downloads.keep({ ...record, id: 'one more', begunAt: 6 }, null);
      if (family.survivesReload) store.close();
      const again = await family.open();
      expect((await again.downloads.list()).map(({ id }) => id)).toEqual(['one more', 'one']);
      expect(await again.downloads.find('one')).toEqual(after);
      expect(await again.downloads.pages('one')).toEqual([{ download: 'one', page: 0, rows }]);
      expect(await again.downloads.pages('one more')).toEqual([]);
      await again.downloads.discard('one');
      await again.downloads.discard('unknown');
      expect(await again.downloads.find('one')).toBeNull();
      expect(await again.downloads.pages('one')).toEqual([]);
      expect(await again.downloads.list()).toHaveLength(1);
    });
  });
}
