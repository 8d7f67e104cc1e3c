import { ConfigError } from '../core/errors';
import { indicator } from '../indicators/catalogue';
import { type BarField, type IndicatorInstance, indicatorParams } from '../indicators/indicator';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import type { FeatureChoice } from './model-recipe.schema';

/** Bars as columns in a store's memory. */
export type BarFieldColumns = Readonly<Record<BarField, Column>>;

/** Bars copied into a store's memory. */
export function barFieldColumns(store: ColumnStore, bars: BarColumns): BarFieldColumns {
  return {
    open: store.columnFrom(bars.open),
    high: store.columnFrom(bars.high),
    low: store.columnFrom(bars.low),
    close: store.columnFrom(bars.close),
    volume: store.columnFrom(bars.volume),
  };
}

/** `RSI 14`, `BB 20 2 Upper / close`. @throws {ConfigError} as {@link modelFeatures} does */
export function featureLabel(choice: FeatureChoice): string {
  const { definition, params } = checkedFeature(choice);
  const output = definition.outputs[choice.output]!;
  const own = definition.shortLabel(params);
  const name = choice.of === undefined ? own : `${own} of ${choice.of}`;
  const whole = definition.outputs.length > 1 ? `${name} ${output.label}` : name;
  return choice.as === 'value' ? whole : `${whole} / close`;
}

/**
 * The features of a model over columns of bars, in order: one output column each, NaN until the indicator has its first
 * value and wherever it has none. An indicator asked for by several features is computed once. Their bits don't depend
 * on the chunks they are advanced in.
 * @param capacity bars the columns can hold
 * @throws {ConfigError} for an unknown indicator, a refused parameter, or an output or input it doesn't have
 */
export function modelFeatures(
  store: ColumnStore,
  bars: BarFieldColumns,
  choices: readonly FeatureChoice[],
  capacity: number,
): IndicatorInstance {
  const made = new Map<string, IndicatorInstance>();
  const relative: RelativeToClose[] = [];
  const outputs = choices.map((choice) => {
    const { definition, params } = checkedFeature(choice);
    const key = JSON.stringify([choice.indicator, params, choice.of]);
    let instance = made.get(key);
    if (instance === undefined) {
      const fields = choice.of === undefined ? definition.inputs : [choice.of];
      const inputs = fields.map((field) => bars[field]);
      instance = definition.create(store, inputs, params, capacity);
      made.set(key, instance);
    }
    const column = instance.outputs[choice.output]!;
    if (choice.as === 'value') return column;
    const output = store.column(capacity);
    relative.push({ column, output });
    return output;
  });
  return {
    outputs,
    advance(from, to) {
      for (const instance of made.values()) instance.advance(from, to);
      if (relative.length === 0) return;
      const close = store.view(bars.close);
      for (const each of relative) overClose(store, each, close, from, to);
    },
  };
}

/** Bars before the first prediction of a model: those of its slowest feature, and of a window. */
export function modelLookback({
  features,
  lookback,
}: {
  readonly features: readonly FeatureChoice[];
  readonly lookback: number;
}): number {
  return Math.max(...features.map(featureLookback)) + lookback - 1;
}

/** Bars before a feature's first value; some look at as many again at every bar. */
export function featureLookback(choice: FeatureChoice): number {
  const { definition, params } = checkedFeature(choice);
  return definition.lookback(params);
}

interface RelativeToClose {
  readonly column: Column;
  readonly output: Column;
}

/** value / close − 1, NaN at a close of 0. */
function overClose(
  store: ColumnStore,
  { column, output }: RelativeToClose,
  close: Float64Array,
  from: number,
  to: number,
): void {
  const values = store.view(column);
  const out = store.view(output);
  for (let i = from; i < to; i++) {
    out[i] = close[i] === 0 ? Number.NaN : values[i]! / close[i]! - 1;
  }
}

function checkedFeature(choice: FeatureChoice) {
  const definition = indicator(choice.indicator);
  const params = indicatorParams(definition, choice.params);
  const { label, outputs, inputs } = definition;
  if (choice.of !== undefined && inputs.length !== 1) {
    throw new ConfigError(
      `${label} is computed from ${inputs.join(', ')} and can't be taken of the ${choice.of} alone.`,
      'features',
    );
  }
  if (choice.output >= outputs.length) {
    throw new ConfigError(
      `${label} has ${outputs.length} output${outputs.length === 1 ? '' : 's'}; number ${choice.output + 1} was asked for.`,
      'features',
    );
  }
  return { definition, params };
}
