import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { CancelledError } from '../../../lib/core/errors';
import { createJobControl } from '../../../lib/core/job';
import { exportCsv } from '../../../lib/market/export-csv';
import { decodeWire, encodeWire } from '../../../lib/sharing/link-codec';
import { type LookbackStore, openStore } from '../../../lib/storage';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import type { DataRef, VerificationStep } from '../../../workers/backtest.api';
import { createBacktestService } from '../../../workers/backtest-service';
import { createDataService } from '../../../workers/data-service';
import { askForDataSet, offerDataSets } from '../../../workers/memory-relay';
import type { ServedControl } from '../../../workers/serve';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

const sample: DataRef = { kind: 'sample', id: 'sp500' };
const config: RunConfigInput = { strategy: { id: 'sma-cross', params: { fast: 20, slow: 100 } } };

const sampleFile = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(readFileSync(new URL(`../../../public/samples/${file}`, import.meta.url)));

function controlled(steps: VerificationStep[] = []): ServedControl<VerificationStep> {
  const job = createJobControl(
    { aborted: false },
    () => undefined,
    async () => undefined,
  );
  return { ...job, step: (step) => steps.push(step) };
}

/** Both workers of one browser, without threads. */
function browser(source = { indexedDB: new IDBFactory(), IDBKeyRange }) {
  let time = 1_700_000_000_000;
  const opening = openStore({ source });
  const stored = async (fingerprint: string) => {
    const { store } = await opening;
    const record = await store.dataSets.find(fingerprint);
    return record === null
      ? null
      : { name: record.name, bars: await store.dataSets.loadBars(fingerprint) };
  };
  const now = () => performance.now();
  const today = () => time++;
  const backtest = createBacktestService({
    loadKernels,
    opening,
    now,
    today,
    sources: {
      sampleFile,
      stored,
      storedName: async (fingerprint) =>
        (await (await opening).store.dataSets.find(fingerprint))?.name ?? null,
    },
  });
  const { api: data, holdsImports } = createDataService({
    loadKernels,
    sampleFile,
    opening,
    now,
    today,
    estimate: async () => ({ usedBytes: 1, quotaBytes: 2, persistent: null }),
  });
  const wait = (ms: number): void => {
    time += ms;
  };
  return { backtest, data, holdsImports, source, opening, wait };
}

let here: ReturnType<typeof browser>;
beforeEach(() => {
  here = browser();
});

async function importWalk(to = here, seed = 5, name = 'Walk') {
  const csv = gzipSync(exportCsv(await walkBars(600, seed)));
  const inspection = await to.data.inspect(new Uint8Array(csv), 'walk.csv.gz', controlled());
  const answers = { timeZone: 'UTC', dateOrder: 'ymd' as const };
  const report = await to.data.report(inspection.importId, answers, controlled());
  const info = await to.data.save(inspection.importId, answers, {}, name, controlled());
  return { csv: new Uint8Array(csv), inspection, report, info };
}

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
    for (const fast of [21, 22, 23]) await here.backtest.run(sample, at(fast), controlled());
    const { result } = await here.backtest.run(sample, at(24), controlled());
    expect(result.trials).toBe(5);
    const titles = (await here.backtest.listRuns(controlled())).map((run) => run.title);
    expect(titles).toEqual(['SMA cross 24/100', 'SMA cross 20/100']);
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

describe('Data sets in the data worker', () => {
  it('are listed with the sample after an import, and the bytes are let go', async () => {
    const { info, report, inspection } = await importWalk();
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
    const { info } = await importWalk();
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
    const { info } = await importWalk();
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

const saveIn = (store: LookbackStore, bars: Awaited<ReturnType<typeof walkBars>>) =>
  store.dataSets.save(
    { bars, name: 'Walk', quality: { gaps: 0, dropped: 0, warnings: 0 }, dropped: [] },
    1,
  );

describe('Opening a link', () => {
  it('verifies a sample run in another browser, step by step', async () => {
    const link = await here.backtest.makeLink(sample, config, controlled());
    console.log(`link of SMA cross on the sample: ${link.length} characters`);
    expect(link.length).toBeLessThanOrEqual(2000);
    const steps: VerificationStep[] = [];
    const outcome = await browser().backtest.verifyLink(link.fragment, controlled(steps));
    expect(outcome.status).toBe('verified');
    expect(steps.map((s) => `${s.id} ${s.state}`)).toEqual([
      'link running',
      'link done',
      'data running',
      'data done',
      'run running',
      'run done',
      'compare running',
      'compare done',
    ]);
    expect(steps.every((s) => s.detail.length > 5)).toBe(true);
  });

  it('has at most 2,000 characters for every classic strategy, and verifies', async () => {
    const other = browser();
    for (const { id, presets } of strategyListings) {
      for (const { params } of presets) {
        const chosen: RunConfigInput = { strategy: { id, params: { ...params } } };
        const link = await here.backtest.makeLink(sample, chosen, controlled());
        expect(link.length, id).toBeLessThanOrEqual(2000);
        expect(link.asFile).toBeNull();
        const outcome = await other.backtest.verifyLink(link.fragment, controlled());
        expect(outcome.status, id).toBe('verified');
      }
    }
  });

  it('shows the claim without recomputing anything', async () => {
    const { result } = await here.backtest.run(sample, config, controlled());
    const link = await here.backtest.makeLink(sample, config, controlled());
    const claim = await browser().backtest.readLink(link.fragment, controlled());
    expect(claim).toMatchObject({
      title: result.title,
      dataName: 'S&P 500',
      bars: 5105,
      data: sample,
      fileName: null,
    });
    expect(claim.figures.sharpe).toBe(result.figures.sharpe.value);
    expect(claim).not.toHaveProperty('source');
  });

  it('asks for a private file by name, verifies on it, and differs on an altered one', async () => {
    const { csv, info } = await importWalk();
    const stored: DataRef = { kind: 'stored', fingerprint: info.fingerprint };
    const { fragment } = await here.backtest.makeLink(stored, config, controlled());
    const other = browser();
    expect(await other.backtest.verifyLink(fragment, controlled())).toEqual({
      status: 'data-needed',
      fingerprint: info.fingerprint,
      fileName: 'walk.csv.gz',
      dataName: 'Walk',
    });
    const got = await other.data.importForLink(csv, 'walk.csv.gz', fragment, controlled());
    expect(got).toMatchObject({ fingerprint: info.fingerprint, name: 'Walk' });
    const again = await other.backtest.verifyLink(fragment, controlled());
    expect(again.status).toBe('verified');

    const rows = new TextDecoder().decode(exportCsv(await walkBars(600, 5))).split('\n');
    const cells = rows[301]!.split(',');
    const lower = String(Number(cells[3]) * 0.9);
    rows[301] = [cells[0], cells[1], cells[2], lower, lower, cells[5]].join(',');
    const altered = gzipSync(new TextEncoder().encode(rows.join('\n')));
    const third = browser();
    const set = await third.data.importForLink(
      new Uint8Array(altered),
      'walk.csv.gz',
      fragment,
      controlled(),
    );
    expect(set.fingerprint).not.toBe(info.fingerprint);
    const data: DataRef = { kind: 'stored', fingerprint: set.fingerprint };
    const outcome = await third.backtest.verifyLinkOn(fragment, data, controlled());
    expect(outcome).toMatchObject({ status: 'differs' });
    const { what, toTime } = outcome as { what: string; toTime: number | null };
    expect(what).toContain('The data are not the claimed ones');
    if (toTime !== null) expect(toTime).toBeGreaterThanOrEqual(set.firstTime + 300 * 3_600_000);
  });

  it('differs visibly when a parameter or the claim was altered', async () => {
    const { fragment } = await here.backtest.makeLink(sample, config, controlled());
    const wire = decodeWire(fragment);
    const strategy = { id: 'sma-cross', params: { ...wire.config.strategy.params, fast: 21 } };
    const figures = [0.9, ...wire.figures.slice(1)];
    for (const [altered, expected] of [
      [{ ...wire, config: { ...wire.config, strategy } }, /settings/],
      [{ ...wire, ledger: wire.run }, /ledger differs/],
      [{ ...wire, equity: wire.run }, /equity curve differs/],
      [{ ...wire, figures }, /total return differs: .* computed, 0.9 claimed/],
    ] as const) {
      const steps: VerificationStep[] = [];
      const link = encodeWire(altered).fragment;
      const outcome = await here.backtest.verifyLink(link, controlled(steps));
      expect(outcome.status).toBe('differs');
      expect((outcome as { what: string }).what).toMatch(expected);
      expect(steps.at(-1)).toMatchObject({ id: 'compare', state: 'failed' });
    }
  });

  it('recomputes a run of another engine version and says whether it is the same', async () => {
    const { fragment } = await here.backtest.makeLink(sample, config, controlled());
    const link = encodeWire({ ...decodeWire(fragment), semantics: 9 }).fragment;
    expect(await here.backtest.verifyLink(link, controlled())).toMatchObject({
      status: 'other-engine',
      claimedVersion: 9,
      ownVersion: 1,
      same: true,
    });
  });

  it('refuses what is no link', async () => {
    await expect(here.backtest.readLink('#r1.abc', controlled())).rejects.toMatchObject({
      name: 'LinkError',
      fault: 'damaged',
    });
  });
});
