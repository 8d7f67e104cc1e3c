import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { CancelledError } from '../../../lib/core/errors';
import { createJobControl } from '../../../lib/core/job';
import { packTrials, unpackTrials } from '../../../lib/optimise/trial-table';
import type { DataRef } from '../../../workers/backtest.api';
import { createBacktestService } from '../../../workers/backtest-service';
import { loadKernels } from '../../support/sessions';
import { browser, config, controlled, importWalk, sample, sampleFile } from './browser';

let here: ReturnType<typeof browser>;
beforeEach(() => {
  here = browser();
});

describe('A run in the backtest worker', () => {
  it('comes with its result before anything is stored, and is kept afterwards', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    expect(result.data).toMatchObject({ name: 'S&P 500', bars: 5105 });
    expect(result.fills.length).toBeGreaterThan(10);
    expect(result.trials).toBe(1);
    expect(await here.backtest.keeping(controlled())).toEqual({ problem: null });
    const runs = await here.backtest.listRuns(controlled());
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      runId: result.identity.runId,
      title: result.title,
      name: result.title,
      dataName: 'S&P 500',
      dataPresent: true,
      ledgerHash: result.identity.ledgerHash,
    });
    const opened = await here.backtest.openRun(result.identity.runId, controlled());
    expect(opened.data).toEqual(sample);
    const again = browser(here.source);
    const { result: second } = await again.backtest.run(opened.data, opened.config, controlled());
    expect(second.identity).toEqual(result.identity);
    expect(second.trials).toBe(1);
  });

  it('does not wait for a database that does not open', async () => {
    const stuck = createBacktestService({
      loadKernels,
      opening: new Promise(() => undefined),
      exchanges: () => Promise.reject(new Error('no exchanges here')),
      now: () => performance.now(),
      today: () => 0,
      sources: { sampleFile, stored: async () => null, storedName: async () => null },
    });
    const { result } = await stuck.run(sample, config, controlled());
    expect(result.data.bars).toBe(5105);
    expect(result.trials).toBe(1);
    const link = await stuck.makeLink(sample, config, controlled());
    expect((await stuck.verifyLink(link.fragment, controlled())).status).toBe('verified');
  });

  it('counts every distinct config as a trial, also those of an earlier visit', async () => {
    for (const fast of [10, 20, 10, 30]) {
      const params = { fast, slow: 100 };
      await here.backtest.run(sample, { strategy: { id: 'sma-cross', params } }, controlled());
    }
    await here.backtest.keeping(controlled());
    const later = browser(here.source);
    await later.opening;
    const { result } = await later.backtest.run(sample, config, controlled());
    expect(result.trials).toBe(3);
    const params = { fast: 40, slow: 100 };
    const next = await later.backtest.run(
      sample,
      { strategy: { id: 'sma-cross', params } },
      controlled(),
    );
    expect(next.result.trials).toBe(4);
  });

  it('has the same ledger on the stepped path', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    const { ledgerHash } = result.identity;
    expect(await here.backtest.verifyHere(sample, config, ledgerHash, controlled())).toBe(true);
    expect(await here.backtest.verifyHere(sample, config, 'f'.repeat(64), controlled())).toBe(
      false,
    );
  });

  it('explains its trades and gives them and its equity as CSV', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    const why = await here.backtest.explainTrade(sample, config, 1, controlled());
    expect(why.trade).toEqual(result.trades[0]);
    expect(why.entry.fill.bar).toBe(result.trades[0]?.entryBar);
    const trades = await here.backtest.tradesCsv(sample, config, controlled());
    expect(trades.trim().split('\n')).toHaveLength(result.trades.length + 1);
    const equity = await here.backtest.equityCsv(sample, config, controlled());
    expect(equity.trim().split('\n')).toHaveLength(5106);
  });

  it('is analysed and reported on demand, over its measured bars', async () => {
    const chosen: RunConfigInput = {
      ...config,
      period: { from: Date.UTC(2005, 0, 1), to: Date.UTC(2016, 0, 1), split: Date.UTC(2012, 0, 1) },
    };
    const analysis = await here.backtest.analyse(sample, chosen, controlled());
    expect(analysis.yearly.map(({ year }) => year)).toEqual(
      Array.from({ length: 11 }, (_, k) => 2005 + k),
    );
    const heading = { name: 'My run', address: null };
    const html = await here.backtest.reportHtml(sample, chosen, heading, controlled());
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('My run');
    expect(html).toBe(await here.backtest.reportHtml(sample, chosen, heading, controlled()));
  });

  it('counts the trials of a search as its own', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    const { dataFingerprint, runId } = result.identity;
    const searched = ['a', 'b', 'c'].map((digit, k) => ({
      runId: digit.repeat(64),
      sharpe: k === 0 ? null : k / 10,
    }));
    const table = packTrials(searched);
    await here.backtest.recordTrials('sma-cross', dataFingerprint, table, controlled());
    const trialsOf = async (strategy: string) =>
      unpackTrials(await here.backtest.trials(strategy, dataFingerprint, controlled()));
    expect((await trialsOf('sma-cross')).map((trial) => trial.runId)).toEqual(
      [runId, ...searched.map((trial) => trial.runId)].sort(),
    );
    const again = await here.backtest.run(sample, config, controlled());
    expect(again.result.trials).toBe(4);
    expect(again.result.deflatedSharpe.value).not.toBeNull();
    expect(await trialsOf('rsi-reversion')).toEqual([]);
  });

  it('needs its benchmark to be run again', async () => {
    const [{ info }, other] = [await importWalk(here), await importWalk(here, 9, 'Other')];
    const data: DataRef = { kind: 'stored', fingerprint: info.fingerprint };
    const benchmark: DataRef = { kind: 'stored', fingerprint: other.info.fingerprint };
    const chosen: RunConfigInput = {
      strategy: { id: 'sma-cross', params: { fast: 5, slow: 20 } },
      statistics: { benchmark: { kind: 'data', data: benchmark } },
    };
    const { result } = await here.backtest.run(data, chosen, controlled());
    expect(result.benchmarkLabel).toMatch(/Buy and hold/);
    const ledgerHash = result.identity.ledgerHash;
    expect(await here.backtest.verifyHere(data, chosen, ledgerHash, controlled())).toBe(true);
    const listed = async () => (await here.backtest.listRuns(controlled()))[0]?.dataPresent;
    expect(await listed()).toBe(true);
    await here.data.remove(other.info.fingerprint, controlled());
    expect(await listed()).toBe(false);
    await expect(here.backtest.run(data, chosen, controlled())).rejects.toMatchObject({
      name: 'StorageError',
      reason: 'missing',
    });
  });

  it('gives candles of any window, thinned to the points asked for', async () => {
    const all = await here.backtest.candles(sample, 0, 5105, 500, controlled());
    expect(all.time.length).toBeLessThanOrEqual(500);
    expect(all.step).toBeGreaterThan(1);
    const few = await here.backtest.candles(sample, 100, 200, 500, controlled());
    expect(few).toMatchObject({ fromBar: 100, toBar: 200, step: 1 });
    expect(few.close).toHaveLength(100);
    expect((await here.backtest.candles(sample, 0, 5105, 500, controlled())).time).toEqual(
      all.time,
    );
  });

  it('stops when cancelled, and then counts as no trial', async () => {
    const signal = { aborted: true };
    const job = createJobControl(
      signal,
      () => undefined,
      async () => undefined,
    );
    const cancelled = { ...job, step: () => undefined };
    await expect(here.backtest.run(sample, config, cancelled)).rejects.toThrow(CancelledError);
    expect(await here.backtest.listRuns(controlled())).toEqual([]);
  });

  it('names what is wrong with a config', async () => {
    const wrong = { strategy: { id: 'sma-cross', params: { fast: 0 } } };
    await expect(here.backtest.run(sample, wrong, controlled())).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'strategy.params.fast',
    });
  });

  it('can be named, deleted and brought back', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    const { runId } = result.identity;
    await here.backtest.keeping(controlled());
    await here.backtest.renameRun(runId, 'First idea', controlled());
    await here.backtest.deleteRun(runId, controlled());
    expect(await here.backtest.listRuns(controlled())).toEqual([]);
    await here.backtest.restoreRun(runId, controlled());
    expect((await here.backtest.listRuns(controlled()))[0]?.name).toBe('First idea');
  });

  it('is a trial but not a line in the list when the setting was only passed through', async () => {
    const at = (fast: number): RunConfigInput => ({
      strategy: { id: 'sma-cross', params: { fast, slow: 100 } },
    });
    await here.backtest.run(sample, at(20), controlled());
    here.wait(5000);
    for (const fast of [21, 22, 23]) await here.backtest.follow(sample, at(fast), controlled());
    const { result } = await here.backtest.follow(sample, at(24), controlled());
    expect(result.trials).toBe(5);
    const titles = (await here.backtest.listRuns(controlled())).map((run) => run.title);
    expect(titles).toEqual(['SMA cross 24/100', 'SMA cross 20/100']);
  });

  it('stays in the list when another one is asked for right after it', async () => {
    const at = (fast: number): RunConfigInput => ({
      strategy: { id: 'sma-cross', params: { fast, slow: 100 } },
    });
    await here.backtest.follow(sample, at(24), controlled());
    await here.backtest.run(sample, at(20), controlled());
    await here.backtest.follow(sample, at(30), controlled());
    const titles = (await here.backtest.listRuns(controlled())).map((run) => run.title);
    expect(titles.toSorted()).toEqual([20, 24, 30].map((fast) => `SMA cross ${fast}/100`));
  });

  it('keeps no run without a name', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    await here.backtest.keeping(controlled());
    const { runId } = result.identity;
    await expect(here.backtest.renameRun(runId, '  ', controlled())).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'name',
    });
  });

  it('works where the browser refuses storage, and says that nothing is kept', async () => {
    const refusing = new IDBFactory();
    refusing.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const closed = browser({ indexedDB: refusing, IDBKeyRange });
    const { result } = await closed.backtest.run(sample, config, controlled());
    expect(result.fills.length).toBeGreaterThan(10);
    const { problem } = await closed.backtest.keeping(controlled());
    expect(problem).toMatch(/refuses storage/);
    expect((await closed.data.storage(controlled())).problem).toBe(problem);
    expect(await closed.backtest.listRuns(controlled())).toHaveLength(1);
    const { info } = await importWalk(closed);
    const stored: DataRef = { kind: 'stored', fingerprint: info.fingerprint };
    const run = await closed.backtest.run(stored, config, controlled());
    expect(run.result.data).toMatchObject({ name: 'Walk', bars: 600 });
  });
});
