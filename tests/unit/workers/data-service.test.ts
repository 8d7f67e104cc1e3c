import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ratesFileName } from '../../../app/data/_components/rates-file-name';
import type { Sha256Hex } from '../../../lib/core/nominal';
import { createRateSeries } from '../../../lib/market/create-rate-series';
import { exportCsv } from '../../../lib/market/export-csv';
import { type LookbackStore, openStore } from '../../../lib/storage';
import type { DataRef } from '../../../workers/backtest.api';
import { askForDataSet, offerDataSets } from '../../../workers/memory-relay';
import { walkBars } from '../../support/bars';

import { browser, config, controlled, importWalk } from './browser';

let here: ReturnType<typeof browser>;
beforeEach(() => {
  here = browser();
});

describe('Data sets in the data worker', () => {
  it('are listed with the sample after an import, and the bytes are let go', async () => {
    const { info, report, inspection } = await importWalk(here);
    expect(inspection.dialect).toBe('plain');
    expect(report).toMatchObject({ bars: 600, openQuestions: [] });
    expect(here.holdsImports()).toBe(false);
    const bars = await walkBars(600, 5);
    expect(info).toMatchObject({
      fingerprint: bars.fingerprint,
      name: 'Walk',
      bars: 600,
      intervalMs: 3_600_000,
      kind: 'file',
      usedByRuns: 0,
    });
    const list = await here.data.list(controlled());
    expect(list.map((set) => [set.name, set.kind])).toEqual([
      ['Walk', 'file'],
      ['S&P 500', 'sample'],
    ]);
  });

  it('are run under their name, deleted with their runs kept, and brought back', async () => {
    const { info } = await importWalk(here);
    const stored: DataRef = { kind: 'stored', fingerprint: info.fingerprint };
    await here.data.rename(info.fingerprint, 'My walk', controlled());
    const { result } = await here.backtest.run(stored, config, controlled());
    expect(result.data.name).toBe('My walk');
    await here.backtest.keeping(controlled());
    expect(await here.data.remove(info.fingerprint, controlled())).toEqual({ runsAffected: 1 });
    await expect(here.backtest.run(stored, config, controlled())).rejects.toMatchObject({
      name: 'StorageError',
      reason: 'missing',
    });
    expect((await here.backtest.listRuns(controlled()))[0]?.dataPresent).toBe(false);
    await here.data.restore(info.fingerprint, controlled());
    expect((await here.backtest.listRuns(controlled()))[0]?.dataPresent).toBe(true);
    expect((await here.backtest.run(stored, config, controlled())).result.trials).toBe(1);
    expect((await here.data.list(controlled()))[0]?.usedByRuns).toBe(1);
  });

  it('are exported bit for bit', async () => {
    const { info } = await importWalk(here);
    const csv = await here.data.exportCsv(info.fingerprint, controlled());
    expect(csv).toEqual(exportCsv(await walkBars(600, 5)));
  });

  it('are gathered into higher intervals, the sample too', async () => {
    const list = await here.data.list(controlled());
    const weekly = await here.data.resample(
      list[0]!.fingerprint,
      7 * 86_400_000,
      'S&P 500 weekly',
      controlled(),
    );
    expect(weekly).toMatchObject({ kind: 'sample', name: 'S&P 500 weekly' });
    expect(weekly.source).toEqual({ kind: 'sample', id: 'sp500@604800000' });
    expect(weekly.bars).toBeGreaterThan(1000);
    const stored: DataRef = { kind: 'stored', fingerprint: weekly.fingerprint };
    const link = await here.backtest.makeLink(stored, config, controlled());
    const elsewhere = await browser().backtest.verifyLink(link.fragment, controlled());
    expect(elsewhere.status).toBe('verified');
  });

  it('are made as synthetic markets that a link carries in its settings', async () => {
    const sets = await here.data.createSynthetic(
      { seed: 9, assets: 3, bars: 500 },
      'Synthetic',
      controlled(),
    );
    expect(sets.map((s) => s.name)).toEqual(['Synthetic 1', 'Synthetic 2', 'Synthetic 3']);
    const stored: DataRef = { kind: 'stored', fingerprint: sets[1]!.fingerprint };
    const { fragment } = await here.backtest.makeLink(stored, config, controlled());
    expect((await browser().backtest.verifyLink(fragment, controlled())).status).toBe('verified');
  });

  it('can not be deleted or renamed when they come with the program', async () => {
    const [set] = await here.data.list(controlled());
    await expect(here.data.remove(set!.fingerprint, controlled())).rejects.toMatchObject({
      name: 'ConfigError',
    });
    await expect(here.data.rename(set!.fingerprint, 'x', controlled())).rejects.toMatchObject({
      name: 'ConfigError',
    });
  });

  it('reach the other worker through a channel where nothing can be stored', async () => {
    const refusing = new IDBFactory();
    refusing.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const { store } = await openStore({ source: { indexedDB: refusing, IDBKeyRange } });
    const bars = await walkBars(50);
    await saveIn(store, bars);
    const [one, other] = [new BroadcastChannel('test'), new BroadcastChannel('test')];
    offerDataSets(one, store);
    const found = await askForDataSet(other, bars.fingerprint, true);
    expect(found).toEqual({ name: 'Walk', data: { name: 'Walk', bars } });
    const named = await askForDataSet(other, bars.fingerprint, false);
    expect(named).toEqual({ name: 'Walk', data: null });
    expect(await askForDataSet(other, 'ffff', true, 20)).toBeNull();
    one.close();
    other.close();
  });
});

describe('Rates in the data worker', () => {
  const series = {
    name: 'BTCUSDT funding',
    symbol: 'BTCUSDT',
    length: 5,
    time: Float64Array.from([0, 1, 2, 3, 4], (i) => 1_700_000_000_000 + i * 28_800_000),
    rate: Float64Array.from([0.0001, 0.0003, -0.0002, 0.0004, 0.0005]),
    fingerprint: 'ab'.repeat(32) as Sha256Hex,
  };
  const saved = async () => {
    const { store } = await here.opening;
    await store.rates.save({ series, name: series.name, fileName: 'f.csv', dropped: 0 }, 1);
    return series.fingerprint;
  };

  it('are listed, renamed, deleted and brought back', async () => {
    const fingerprint = await saved();
    await here.data.renameRates(fingerprint, ' Funding ', controlled());
    expect(await here.data.listRates(controlled())).toMatchObject([
      { fingerprint, name: 'Funding', rates: 5, spacingMs: 28_800_000 },
    ]);
    expect((await here.data.listRates(controlled()))[0]).not.toHaveProperty('removedAt');
    await here.data.removeRates(fingerprint, controlled());
    expect(await here.data.listRates(controlled())).toEqual([]);
    await here.data.restoreRates(fingerprint, controlled());
    expect(await here.data.listRates(controlled())).toHaveLength(1);
    await expect(here.data.renameRates(fingerprint, ' ', controlled())).rejects.toMatchObject({
      name: 'ConfigError',
    });
  });

  it('are exported as a file whose import is the same series under the same name', async () => {
    const imported = await createRateSeries(series, series);
    const { store } = await here.opening;
    const kept = { series: imported, name: series.name, fileName: 'f.csv', dropped: 0 };
    await store.rates.save(kept, 1);
    const bytes = await here.data.exportRates(imported.fingerprint, controlled());
    expect(new TextDecoder().decode(bytes)).toMatch(
      /^timestamp,rate\n2023-11-14T22:13:20Z,0\.0001\n/,
    );
    const [listed] = await here.data.listRates(controlled());
    const elsewhere = browser();
    const files = [{ bytes, fileName: ratesFileName(listed!) }];
    const inspected = await elsewhere.data.inspect(files, controlled());
    expect(inspected.kind).toBe('rates');
    const { series: found } = await elsewhere.data.ratesReport(
      inspected.importId,
      {},
      controlled(),
    );
    expect(found).toMatchObject([
      { fingerprint: imported.fingerprint, name: 'BTCUSDT funding', symbol: 'BTCUSDT', rates: 5 },
    ]);
    await here.data.removeRates(imported.fingerprint, controlled());
    await expect(here.data.exportRates(imported.fingerprint, controlled())).rejects.toMatchObject({
      name: 'StorageError',
      reason: 'missing',
    });
  });

  it('are drawn as the mean of as many charges as it takes to fit', async () => {
    const fingerprint = await saved();
    const whole = await here.data.ratePoints(fingerprint, 100, controlled());
    expect(whole).toEqual({ time: series.time, rate: series.rate, chargesPerPoint: 1 });
    const coarse = await here.data.ratePoints(fingerprint, 3, controlled());
    expect(coarse.chargesPerPoint).toBe(2);
    expect([...coarse.time]).toEqual([series.time[0], series.time[2], series.time[4]]);
    expect(coarse.rate[0]).toBeCloseTo(0.0002, 15);
    expect(coarse.rate[1]).toBeCloseTo(0.0001, 15);
    expect(coarse.rate[2]).toBe(0.0005);
  });
});

const saveIn = (store: LookbackStore, bars: Awaited<ReturnType<typeof walkBars>>) =>
  store.dataSets.save(
    { bars, name: 'Walk', quality: { gaps: 0, dropped: 0, warnings: 0 }, dropped: [] },
    1,
  );
