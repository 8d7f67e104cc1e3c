import { strategyDefinition } from '../../lib/strategies/catalogue';
import type { ParamValues } from '../../lib/strategies/listing';
import { type StrategyInputs, statesColumns } from '../../lib/strategies/strategy';

/** Signals of a strategy on columns made by hand; prices that are not given are the close. */
export function strategySignals(
  id: string,
  params: ParamValues,
  close: readonly number[],
  features: Readonly<Record<string, readonly number[]>>,
): number[] {
  const column = Float64Array.from(close);
  const inputs: StrategyInputs = {
    bars: { open: column, high: column, low: column, close: column, volume: column },
    feature: (key) => Float64Array.from(features[key] ?? []),
  };
  const strategy = strategyDefinition(id).prepare(params).create();
  if (!statesColumns(strategy)) throw new Error('it should state columns');
  strategy.attach(inputs);
  const out = new Float64Array(close.length);
  strategy.stateSignals(0, close.length, out);
  return [...out];
}
