import { ConfigError } from '../core/errors';
import { parseConfig } from '../core/parse-config';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { IndicatorDescription } from './indicator.schema';

export type { BarField, IndicatorDescription, IndicatorOutput } from './indicator.schema';

/** An indicator at work on columns of one module instance. */
export interface IndicatorInstance {
  /** In the order of the definition's outputs; each as long as the capacity, valid up to where it was advanced. */
  readonly outputs: readonly Column[];
  /** Computes bars [from, to). Ranges follow one another from 0 without a gap. */
  advance(from: number, to: number): void;
}

/** An indicator: what it is, and how it is computed. */
export interface IndicatorDefinition<P extends Record<string, number> = Record<string, number>>
  extends IndicatorDescription<P> {
  /**
   * @param inputs columns in the order of `inputs`, in the store's memory
   * @param params checked by the schema; missing ones take their default
   * @param capacity bars the outputs can hold
   * @throws {ConfigError} naming the parameter and what it accepts
   */
  create(
    store: ColumnStore,
    inputs: readonly Column[],
    params: P,
    capacity: number,
  ): IndicatorInstance;
}

/** Parameters with their defaults filled in. @throws {ConfigError} naming the parameter and what it accepts */
export function indicatorParams(
  description: IndicatorDescription,
  raw: Readonly<Record<string, unknown>>,
): Record<string, number> {
  try {
    return parseConfig(description.schema, raw) as Record<string, number>;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { field, message, cause } = error;
    throw new ConfigError(`${description.label}: ${message}`, field, { cause });
  }
}

/** Joins a description with its computation; parameters and inputs are checked before `compute` sees them. */
export function defineIndicator<P extends Record<string, number>>(
  description: IndicatorDescription,
  compute: (
    store: ColumnStore,
    inputs: readonly Column[],
    params: P,
    capacity: number,
  ) => IndicatorInstance,
): IndicatorDefinition {
  return {
    ...description,
    create(store, inputs, params, capacity) {
      if (inputs.length !== description.inputs.length) {
        throw new ConfigError(
          `${description.label} takes ${description.inputs.length} columns (${description.inputs.join(', ')}), not ${inputs.length}.`,
          'inputs',
        );
      }
      return compute(store, inputs, indicatorParams(description, params) as P, capacity);
    },
  };
}
