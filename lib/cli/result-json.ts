import type { RunResult } from '../analytics/run-result';
import type { Metric } from '../statistics/metric';

/** A finished run for scripts: every figure by name, `null` with its reason under `noValue`. */
export function resultJson(result: RunResult): Record<string, unknown> {
  const figures: Record<string, number | null> = {};
  const noValue: Record<string, string> = {};
  for (const [name, figure] of Object.entries(result.figures) as [string, Metric][]) {
    figures[name] = figure.value;
    if (figure.value === null) noValue[name] = figure.reason;
  }
  const benchmark = Object.fromEntries(
    Object.entries(result.benchmark).map(([name, figure]) => [name, figure.value]),
  );
  return {
    title: result.title,
    identity: result.identity,
    config: result.config,
    data: result.data,
    annualisation: result.annualisation,
    figures,
    noValue,
    benchmark,
    fills: result.fills.length,
    trades: result.trades.length,
    emptyReason: result.emptyReason,
    honesty: result.honesty,
  };
}
