import { runAnalysisWork } from '../lib/analytics/build-run-analysis';
import { buildCandlePyramid, type CandlePyramid } from '../lib/analytics/candle-pyramid';
import { explainTrade } from '../lib/analytics/explain-trade';
import { reportHtmlWork } from '../lib/analytics/report/build-report';
import { equityCsvWork } from '../lib/analytics/views/equity-csv';
import { tradesCsvWork } from '../lib/analytics/views/trades-csv';
import { runBacktest } from '../lib/backtest/run-backtest';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import { canonicalJson } from '../lib/core/canonical-json';
import type { JobControl } from '../lib/core/job';
import { inSlices } from '../lib/core/sliced-work';
import type { Bars } from '../lib/market/bars';
import { packTrials, unpackTrials } from '../lib/optimise/trial-table';
import { decodeLink, encodeLinkWork, type Link, type LinkClaim, verifyLink } from '../lib/sharing';
import {
  DataLoader,
  type DataRef,
  type DataSources,
  type LookbackStore,
  missingRun,
  type OpenedStore,
  type RunRecord,
  StorageError,
  type StoredRun,
} from '../lib/storage';
import type { BacktestApi, VerificationStep } from './backtest.api';
import { givenName } from './given-name';
import { RecentRuns, resultOf } from './recent-runs';
import { RunKeeper } from './run-keeper';
import { moving, type Served } from './serve';

/** What the backtest worker takes from the platform. */
export interface BacktestServices {
  /** Resolves once the module is loaded; called before anything runs. */
  loadKernels(): Promise<void>;
  readonly sources: DataSources;
  readonly opening: Promise<OpenedStore>;
  /** Monotonic milliseconds. */
  now(): number;
  /** UTC epoch ms. */
  today(): number;
}

/** Removed runs can be brought back for this long. */
const undoMs = 3_600_000;

/** The backtest API over the library. */
export function createBacktestService(
  services: BacktestServices,
): Served<BacktestApi, VerificationStep> {
  const { now, today } = services;
  const loader = new DataLoader(services.sources);
  const runs = new RecentRuns();
  const keeper = new RunKeeper(services.opening);
  const pyramids = new WeakMap<Bars, CandlePyramid>();
  keeper.purge(today() - undoMs);

  const load = async (ref: DataRef, control: JobControl) => {
    await services.loadKernels();
    return loader.load(ref, control);
  };
  const runOf = async (ref: DataRef, config: RunConfigInput, control: JobControl) => {
    const data = await load(ref, control);
    const extra = await loader.loadExtra(config, control);
    return runs.of(data, config, extra, control, (strategy, fingerprint) =>
      keeper.trialsOf(strategy, fingerprint),
    );
  };
  const verify = async (
    fragment: string,
    chosen: DataRef | null,
    control: JobControl & { step(step: VerificationStep): void },
  ) => {
    const orMissing = async <T>(loading: Promise<T>): Promise<T | null> => {
      try {
        return await loading;
      } catch (error) {
        if (error instanceof StorageError && error.reason === 'missing') return null;
        throw error;
      }
    };
    const isHere = async (ref: DataRef): Promise<boolean> =>
      (await orMissing(load(ref, control))) !== null;
    const replaces = chosen === null ? null : await roleOf(chosen, decodeLink(fragment), isHere);
    return verifyLink(fragment, {
      loadBars: (wanted) =>
        chosen !== null && wanted.role === replaces
          ? load(chosen, control)
          : orMissing(load(wanted.data, control)),
      loadRates: (fingerprint) => orMissing(loader.loadRates(fingerprint)),
      control,
      onStep: control.step,
      now,
    });
  };

  const runAndKeep = async (
    ref: DataRef,
    config: RunConfigInput,
    control: JobControl,
    how: { readonly follows: boolean },
  ) => {
    const startedAt = now();
    const recent = await runOf(ref, config, control);
    control.report({ done: 1, total: 1, label: 'Measuring the result' });
    await control.checkpoint();
    const result = await resultOf(recent, control);
    keeper.keep(ref, recent, result, today(), how);
    const { benchmark, drawdown, benchmarkDrawdown } = result.curves;
    return moving({ result, elapsedMs: now() - startedAt }, [
      benchmark.buffer,
      drawdown.buffer,
      benchmarkDrawdown.buffer,
    ]);
  };

  return {
    run: (ref, config, control) => runAndKeep(ref, config, control, { follows: false }),
    follow: (ref, config, control) => runAndKeep(ref, config, control, { follows: true }),
    async verifyHere(ref, config, ledgerHash, control) {
      const { bars } = await load(ref, control);
      const extra = await loader.loadExtra(config, control);
      const run = await runBacktest(bars, config, { path: 'stepped', control, extra });
      return run.identity.ledgerHash === ledgerHash;
    },
    async candles(ref, fromBar, toBar, maxPoints, control) {
      const { bars } = await load(ref, control);
      let pyramid = pyramids.get(bars);
      if (pyramid === undefined) {
        pyramid = buildCandlePyramid(bars);
        pyramids.set(bars, pyramid);
      }
      const window = pyramid.window(fromBar, toBar, maxPoints);
      const { time, open, high, low, close, volume } = window;
      return moving(
        window,
        [time, open, high, low, close, volume].map((column) => column.buffer),
      );
    },
    async explainTrade(ref, config, tradeNumber, control) {
      return explainTrade((await runOf(ref, config, control)).run, tradeNumber);
    },
    async analyse(ref, config, control) {
      const { run } = await runOf(ref, config, control);
      return inSlices(runAnalysisWork(run), control);
    },
    async reportHtml(ref, config, heading, control) {
      const recent = await runOf(ref, config, control);
      const result = await resultOf(recent, control);
      const analysis = await inSlices(runAnalysisWork(recent.run), control);
      return inSlices(reportHtmlWork(result, analysis, heading), control);
    },
    async tradesCsv(ref, config, control) {
      const recent = await runOf(ref, config, control);
      return inSlices(tradesCsvWork((await resultOf(recent, control)).trades), control);
    },
    async equityCsv(ref, config, control) {
      const recent = await runOf(ref, config, control);
      return inSlices(equityCsvWork((await resultOf(recent, control)).curves), control);
    },

    async trials(strategy, fingerprint) {
      await keeper.settled();
      const table = packTrials(await keeper.trialsOf(strategy, fingerprint));
      return moving(table, [table.runIds.buffer, table.sharpes.buffer]);
    },
    recordTrials: (strategy, dataFingerprint, trials) =>
      keeper.recordTrials(
        unpackTrials(trials).map((trial) => ({ ...trial, strategy, dataFingerprint })),
      ),

    keeping: () => keeper.settled(),
    async listRuns() {
      await keeper.settled();
      const store = await keeper.store();
      const present = await presentData(store, services.sources);
      const listed: StoredRun[] = [];
      for (const record of await store.runs.list()) listed.push(await listing(record, present));
      return listed;
    },
    async renameRun(runId, name) {
      await (await keeper.store()).runs.rename(runId, givenName(name));
    },
    async deleteRun(runId) {
      await (await keeper.store()).runs.remove(runId, today());
    },
    async restoreRun(runId) {
      await (await keeper.store()).runs.restore(runId);
    },
    async openRun(runId) {
      await keeper.settled();
      const store = await keeper.store();
      const record = await store.runs.find(runId);
      if (record === null) throw missingRun(runId);
      const run = await listing(record, await presentData(store, services.sources));
      return { data: record.data, config: record.config, run };
    },

    async makeLink(ref, config, control) {
      const recent = await runOf(ref, config, control);
      const result = await resultOf(recent, control);
      const link = encodeLinkWork(recent.run, result, { dataName: recent.dataName });
      return inSlices(link, control);
    },
    readLink: async (fragment) => claimOf(decodeLink(fragment)),
    verifyLink: (fragment, control) => verify(fragment, null, control),
    verifyLinkOn: (fragment, data, control) => verify(fragment, data, control),
  };
}

/**
 * What data the recipient chose stand for: the bars of the link that are not here, its own before its benchmark's;
 * its own where nothing is missing. null = they are what the link names, and are found without being chosen.
 */
async function roleOf(
  chosen: DataRef,
  { data, benchmark }: Link,
  isHere: (ref: DataRef) => Promise<boolean>,
): Promise<'bars' | 'benchmark' | null> {
  const claims = [data, ...(benchmark === null ? [] : [benchmark.data])];
  if (claims.some((claim) => canonicalJson(claim) === canonicalJson(chosen))) return null;
  if (benchmark === null || !(await isHere(data))) return 'bars';
  return (await isHere(benchmark.data)) ? 'bars' : 'benchmark';
}

type IsPresent = (record: RunRecord) => Promise<boolean>;

/** Whether all data of a run can still be had: samples and synthetic markets always can. */
async function presentData(store: LookbackStore, sources: DataSources): Promise<IsPresent> {
  const stored = new Set((await store.dataSets.list()).map((set) => set.fingerprint));
  const rates = new Set((await store.rates.list()).map((series) => series.fingerprint));
  const isHere = async (ref: DataRef): Promise<boolean> => {
    if (ref.kind !== 'stored' || stored.has(ref.fingerprint)) return true;
    return !store.kept && (await sources.storedName(ref.fingerprint)) !== null;
  };
  return async ({ data, config }) => {
    const { benchmark } = config.statistics ?? {};
    const { funding, fundingSeries } = config.account;
    if (!(await isHere(data))) return false;
    if (benchmark?.kind === 'data' && !(await isHere(benchmark.data))) return false;
    if (funding !== 'series' || fundingSeries === null || rates.has(fundingSeries)) return true;
    return !store.kept && ((await sources.storedRates?.(fundingSeries)) ?? null) !== null;
  };
}

async function listing(record: RunRecord, isPresent: IsPresent): Promise<StoredRun> {
  return {
    runId: record.runId,
    name: record.name,
    title: record.title,
    dataName: record.dataName,
    dataFingerprint: record.dataFingerprint,
    data: record.data,
    config: record.config,
    dataPresent: await isPresent(record),
    savedAt: record.savedAt,
    figures: record.figures,
    ledgerHash: record.identity.ledgerHash,
  };
}

/** The claim alone: the page needs neither checkpoints nor the recipe. */
function claimOf(link: Link): LinkClaim {
  const { source: _source, sketch: _sketch, checkpoints: _checkpoints, ...claim } = link;
  return claim;
}
