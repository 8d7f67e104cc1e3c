import { ConfigError } from '../core/errors';
import { indicator } from '../indicators/catalogue';
import type { IndicatorInstance } from '../indicators/indicator';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { FeatureOutput, FeatureRequest } from '../strategies/definition';
import type { BarField } from '../strategies/strategy';

/** A requested output: its column and how it is drawn. */
export interface FeatureColumn extends FeatureOutput {
  readonly column: Column;
}

/**
 * The indicators a session computes, each once however often it was asked for. They advance together;
 * in which chunks makes no difference to their bits.
 */
export class FeatureColumns {
  readonly columns: readonly FeatureColumn[];
  private readonly instances: readonly IndicatorInstance[];
  private ready = 0;

  /** @throws {ConfigError} for an unknown indicator, a refused parameter or a key given twice */
  constructor(
    store: ColumnStore,
    bars: Readonly<Record<BarField, Column>>,
    requests: readonly FeatureRequest[],
    capacity: number,
  ) {
    const made = new Map<string, IndicatorInstance>();
    const columns: FeatureColumn[] = [];
    for (const request of requests) {
      const definition = indicator(request.indicator);
      const fields = request.inputs ?? definition.inputs;
      const key = JSON.stringify([request.indicator, fields, request.params]);
      let instance = made.get(key);
      if (instance === undefined) {
        const inputs = fields.map((field) => bars[field]);
        instance = definition.create(store, inputs, request.params, capacity);
        made.set(key, instance);
      }
      for (const output of request.outputs) {
        const column = instance.outputs[output.output];
        if (column === undefined) {
          throw new ConfigError(
            `${definition.label} has ${instance.outputs.length} outputs, not ${output.output + 1}.`,
          );
        }
        if (columns.some((other) => other.key === output.key)) {
          throw new ConfigError(`Two features are named “${output.key}”.`);
        }
        columns.push({ ...output, column });
      }
    }
    this.instances = [...made.values()];
    this.columns = columns;
  }

  /** Bars computed so far. */
  get length(): number {
    return this.ready;
  }

  /** Computes on up to bar `to`, not included. */
  advanceTo(to: number): void {
    if (to <= this.ready) return;
    for (const instance of this.instances) instance.advance(this.ready, to);
    this.ready = to;
  }
}
