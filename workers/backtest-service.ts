import { runAnalysisWork } from '../lib/analytics/build-run-analysis';
import { buildCandlePyramid, type CandlePyramid } from '../lib/analytics/candle-pyramid';
import { explainTrade } from '../lib/analytics/explain-trade';
import { reportHtmlWork } from '../lib/analytics/report/build-report';
import { equityCsvWork } from '../lib/analytics/views/equity-csv';
import { tradesCsvWork } from '../lib/analytics/views/trades-csv';
import { runBacktest } from '../lib/backtest/run-backtest';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import type { JobControl } from '../lib/core/job';
import { inSlices } from '../lib/core/sliced-work';
import type { Bars, ExchangeSource } from '../lib/market/bars';
import { barsOfSource } from '../lib/market/exchange/bars-of-source';
import { examineDownload } from '../lib/market/exchange/examine-download';
import { packTrials, unpackTrials } from '../lib/optimise/trial-table';
import { decodeLink, encodeLinkWork, type Link, type LinkClaim } from '../lib/sharing';
import {
  DataLoader,
  type DataRef,
  type DataSources,
  missingRun,
  type OpenedStore,
  type StoredRun,
} from '../lib/storage';
import type { BacktestApi, VerificationStep } from './backtest.api';
import type { ExchangeAccess } from './exchange-access';
import { foundIn } from './found-in';
import { givenName } from './given-name';
import { LinkModels } from './link-models';
import { RecentRuns, resultOf } from './recent-runs';
import { RunKeeper } from './run-keeper';
import { listedRun, presentData } from './run-listing';
import { moving, type Served } from './serve';
import { type VerifyControl, verifyWithData } from './verify-with-data';

/** What the backtest worker takes from the platform. */
export interface BacktestServices {
  /** Resolves once the module is loaded; called before anything runs. */
  loadKernels(): Promise<void>;
  readonly sources: DataSources;
  readonly opening: Promise<OpenedStore>;
  /** The way to exchanges through this site, for links to runs on their bars; called at the first use. */
  exchanges(): Promise<ExchangeAccess>;
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
  const linkModels = new LinkModels(services);
  const loader = new DataLoader({
    ...services.sources,
    storedModel: (hash) => linkModels.stored(hash),
  });
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
  const downloaded = async (name: string, source: ExchangeSource, control: JobControl) => {
    const { store } = await services.opening;
    const access = await services.exchanges();
    const options = { ...access, store: store.downloads, control: throughSite(control) };
    const { bars, discard } = await barsOfSource(source, options);
    const quality = foundIn(await examineDownload(bars, control), 0);
    await store.dataSets.save({ bars, name, quality, dropped: [] }, today());
    await discard();
    return { name, bars };
  };
  const verify = async (fragment: string, chosen: DataRef | null, control: VerifyControl) => {
    const outcome = await verifyWithData(fragment, chosen, {
      load: (ref) => load(ref, control),
      loadRates: (fingerprint) => loader.loadRates(fingerprint),
      download: (name, source) => downloaded(name, source, control),
      control,
      onStep: control.step,
      now,
    });
    linkModels.remember(decodeLink(fragment).model);
    return outcome;
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
      for (const record of await store.runs.list()) listed.push(await listedRun(record, present));
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
      const run = await listedRun(record, await presentData(store, services.sources));
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

/** Prices that come through the site's server are said to. */
function throughSite(control: JobControl): JobControl {
  return {
    checkpoint: () => control.checkpoint(),
    report: (progress) =>
      control.report({ ...progress, label: `${progress.label}, through this site` }),
  };
}

/** The claim alone: the page needs neither checkpoints nor the recipe, nor a model's weights. */
function claimOf(link: Link): LinkClaim {
  const {
    source: _source,
    sketch: _sketch,
    checkpoints: _checkpoints,
    model: _model,
    ...claim
  } = link;
  return claim;
}
