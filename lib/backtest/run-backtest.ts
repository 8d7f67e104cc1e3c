import { ConfigError } from '../core/errors';
import { type JobControl, uncontrolled } from '../core/job';
import { inSlices, type SlicedWork } from '../core/sliced-work';
import { kernelSha256, newColumnStore } from '../kernels/runtime';
import type { Bars } from '../market/bars';
import { StepColumn } from '../session/step-column';
import type { TradingSession } from '../session/trading-session';
import type { PlotLevel } from '../strategies/definition';
import type { StrategyInputs } from '../strategies/strategy';
import type { BacktestRun, PlotSeries } from './backtest-run';
import { emptyReasonOf } from './empty-reason';
import { FillExplainer } from './explain-fill';
import { benchmarkAt, type ExtraData, fundingCoverage } from './extra-data';
import { resolveRun } from './resolve-run';
import type { RunConfigInput } from './run-config.schema';
import { engineVersion, equityHashOf, ledgerHashOf, semanticsVersion } from './run-identity';
import { type RunPath, runSession } from './run-session';

export interface BacktestOptions {
  readonly path?: RunPath;
  readonly control?: JobControl;
  /** Data the config asks for besides the bars. */
  readonly extra?: ExtraData;
}

/**
 * Runs a strategy over bars. The module must have been loaded (see lib/kernels/runtime).
 * @throws {ConfigError} for a config that can't be run; {@link CancelledError} once the job was cancelled
 */
export async function runBacktest(
  data: Bars,
  input: RunConfigInput,
  options: BacktestOptions = {},
): Promise<BacktestRun> {
  const { path = 'auto', control = uncontrolled } = options;
  const resolved = resolveRun(data, input, options.extra);
  const { config, strategy, bars, period, extra, runId } = resolved;
  const benchmark =
    extra.benchmark === undefined ? null : benchmarkAt(bars, period, extra.benchmark);
  const session = await runSession(newColumnStore(), { ...resolved, path }, control);
  const { broker, trace } = session;
  const ledger = await inSlices(broker.ledgerWork(), control);
  const decided = await inSlices(trace.decodedWork(bars.length), control);
  const lines = await inSlices(linesWork(session, bars.length), control);
  const explainer = new FillExplainer({
    bars,
    config,
    strategy,
    ledger,
    signals: await inSlices(StepColumn.of(decided.signals), control),
    targets: await inSlices(StepColumn.of(decided.targets), control),
    inputs: ownedInputs(bars, lines),
    unit: session.targetUnit,
  });
  return {
    bars,
    period,
    extra,
    benchmark,
    fundingCoverage:
      extra.funding === undefined ? null : fundingCoverage(bars, period, extra.funding),
    config,
    identity: {
      semanticsVersion,
      dataFingerprint: bars.fingerprint,
      runId,
      ledgerHash: await ledgerHashOf(await inSlices(broker.logBytesWork(), control)),
      equityHash: await equityHashOf(ledger.equity, control),
      engineVersion,
      wasmSha256: kernelSha256(),
    },
    ledger,
    title: strategy.title,
    plots: [...lines, ...levelLines(strategy.levels, bars.length)],
    warmupBars: strategy.warmupBars,
    emptyReason: emptyReasonOf(
      strategy,
      ledger,
      decided.signals,
      period.firstBar,
      bars.time[bars.length - 1]! <=
        (extra.model?.artefact.learnedUntil ?? Number.NEGATIVE_INFINITY),
    ),
    exitReason: (fillIndex) => explainer.exitReason(fillIndex),
    explainFill: (fillIndex) => explainer.explain(fillIndex),
  };
}

/** The features, copied out of the module. */
function* linesWork(session: TradingSession, bars: number): SlicedWork<PlotSeries[]> {
  const lines: PlotSeries[] = [];
  for (const { key, label, pane, kind, column } of session.features.columns) {
    const values = yield* session.store.copying(column, 0, bars);
    lines.push({ id: key, label, pane, kind, values });
  }
  return lines;
}

function levelLines(levels: readonly PlotLevel[], bars: number): PlotSeries[] {
  return levels.map(({ key, label, pane, value }) => {
    return { id: key, label, pane, kind: 'level', values: new Float64Array(bars).fill(value) };
  });
}

/** Columns that outlive the module instance. */
function ownedInputs(bars: Bars, lines: readonly PlotSeries[]): StrategyInputs {
  const byKey = new Map(lines.map((line) => [line.id, line.values]));
  return {
    bars,
    feature(key) {
      const values = byKey.get(key);
      if (values === undefined) throw new ConfigError(`No feature named “${key}” was computed.`);
      return values;
    },
  };
}
