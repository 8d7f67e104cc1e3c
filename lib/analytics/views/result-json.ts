import type { Metric } from '../../statistics/metric';
import type { KeyFigures, RunResult } from '../run-result';

/**
 * A finished run for scripts: every figure by name, fractions as fractions, `null` with its reason under `noValue`,
 * where those of the benchmark are called `benchmark.sharpe`.
 * With a split the figures of both parts stand under `samples`.
 */
export function resultJson(result: RunResult): Record<string, unknown> {
  const { samples } = result;
  const { figures, noValue } = named(result.figures);
  const benchmark = named(result.benchmark);
  for (const [name, reason] of Object.entries(benchmark.noValue)) {
    noValue[`benchmark.${name}`] = reason;
  }
  const { deflatedSharpe } = result;
  if (deflatedSharpe.value === null) noValue.deflatedSharpe = deflatedSharpe.reason;
  return {
    title: result.title,
    identity: result.identity,
    config: result.config,
    data: result.data,
    period: result.period,
    annualisation: result.annualisation,
    figures,
    noValue,
    samples:
      samples === null
        ? null
        : { inSample: named(samples.inSample), outOfSample: named(samples.outOfSample) },
    trials: result.trials,
    deflatedSharpe: deflatedSharpe.value,
    benchmarkLabel: result.benchmarkLabel,
    benchmark: benchmark.figures,
    fills: result.fills.length,
    trades: result.trades.length,
    emptyReason: result.emptyReason,
    honesty: result.honesty,
  };
}

function named(of: Partial<KeyFigures>): {
  readonly figures: Record<string, number | null>;
  readonly noValue: Record<string, string>;
} {
  const figures: Record<string, number | null> = {};
  const noValue: Record<string, string> = {};
  for (const [name, figure] of Object.entries(of) as [string, Metric][]) {
    figures[name] = figure.value;
    if (figure.value === null) noValue[name] = figure.reason;
  }
  return { figures, noValue };
}
