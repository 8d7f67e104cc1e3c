import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { runConfigSchema } from '../../../lib/backtest/run-config.schema';
import { describeDataSet, openStore } from '../../../lib/storage';
import { columnParts } from '../../../lib/storage/columns';
import { walkBars } from '../../support/bars';

const quality = { gaps: 1, dropped: 1, warnings: 0 };

/** A database as the first schema had it, with one data set, one run and one trial. */
async function firstVersion(source: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }) {
  const bars = await walkBars(300);
  const old = new Dexie('lookback', source);
  old.version(1).stores({
    dataSets: 'fingerprint',
    columns: '[fingerprint+column+part]',
    dropped: '[fingerprint+part]',
    runs: 'runId',
    trials: 'runId, [strategy+dataFingerprint]',
  });
  const record = describeDataSet({ bars, name: 'Walk', quality, dropped: [] }, 5);
  await old.table('dataSets').add(record);
  for (const part of columnParts(bars)) await old.table('columns').add(part);
  const dropped = [{ row: 4, text: 'a,b', reason: 'close is ‘b’' }];
  await old.table('dropped').add({ fingerprint: bars.fingerprint, part: 0, rows: dropped });
  const { period: _, ...config } = z.parse(runConfigSchema, {
    strategy: { id: 'sma-cross', params: { fast: 12 } },
    seed: 11,
  });
  const run = {
    runId: 'r1',
    name: 'My idea',
    title: 'SMA cross 12/100',
    dataName: 'Walk',
    dataFingerprint: bars.fingerprint,
    data: { kind: 'stored', fingerprint: bars.fingerprint },
    config: { ...config, account: { capital: 25_000 }, statistics: {} },
    identity: { runId: 'r1', ledgerHash: 'aa' },
    figures: { totalReturn: 0.5, sharpe: null, maxDrawdown: -0.1, closedTrades: 3 },
    savedAt: 9,
    removedAt: null,
  };
  const broken = { ...run, runId: 'r2', savedAt: 8, config: { strategy: 'gone' } };
  await old.table('runs').bulkAdd([run, broken]);
  const trial = {
    runId: 'r1',
    strategy: 'sma-cross',
    dataFingerprint: bars.fingerprint,
    sharpe: 0.1,
  };
  await old.table('trials').add(trial);
  old.close();
  return { bars, record, dropped, run, broken, trial };
}

describe('A database of the first version', () => {
  it('keeps bars, rows left out, runs and trials when it is opened today', async () => {
    const source = { indexedDB: new IDBFactory(), IDBKeyRange };
    const { bars, record, dropped, run, trial } = await firstVersion(source);
    const { store, problem } = await openStore({ source });
    expect(problem).toBeNull();
    expect(await store.dataSets.list()).toEqual([record]);
    expect(await store.dataSets.loadBars(bars.fingerprint)).toEqual(bars);
    expect(await store.dataSets.droppedRows(bars.fingerprint)).toEqual(dropped);
    expect(await store.trials.of('sma-cross', bars.fingerprint)).toEqual([trial]);
    const { config: _, ...rest } = run;
    expect(await store.runs.find('r1')).toMatchObject(rest);
    expect(await store.rates.list()).toEqual([]);
  });

  it('gets the settings that came later, with their defaults, and keeps those that were chosen', async () => {
    const source = { indexedDB: new IDBFactory(), IDBKeyRange };
    await firstVersion(source);
    const { store } = await openStore({ source });
    const config = (await store.runs.find('r1'))!.config;
    expect(config.account.capital).toBe(25_000);
    expect(config.strategy).toEqual({ id: 'sma-cross', params: { fast: 12 } });
    expect(config.seed).toBe(11);
    expect(config.period).toEqual({ from: null, to: null, split: null });
    expect(config.statistics.benchmark).toEqual({ kind: 'hold' });
    expect(config).toEqual(z.parse(runConfigSchema, config));
  });

  it('leaves a run it cannot complete as it was', async () => {
    const source = { indexedDB: new IDBFactory(), IDBKeyRange };
    const { broken } = await firstVersion(source);
    const { store } = await openStore({ source });
    expect(await store.runs.find('r2')).toEqual(broken);
  });
});
