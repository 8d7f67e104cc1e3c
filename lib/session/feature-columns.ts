import { ConfigError } from '../core/errors';
import { indicator } from '../indicators/catalogue';
import type { Column } from '../kernels/column-store';
import { barsPerSlice } from '../models/predictions';
import type { FeatureOutput, FeatureRequest } from '../strategies/definition';
import { advanceFeature, type ComputedFeature, type InputColumns } from './input-columns';

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
  /**
   * Bars that are computed in about 5 ms where a model's predictions are among the columns; without, or where another
   * session has computed them already, there is no limit.
   */
  readonly barsPerSlice: number;
  private readonly computed: readonly ComputedFeature[];
  private ready = 0;

  /** @throws {ConfigError} for an unknown indicator, a refused parameter or a key given twice */
  constructor(inputs: InputColumns, requests: readonly FeatureRequest[]) {
    const computed = new Set<ComputedFeature>();
    const columns: FeatureColumn[] = [];
    let slice = Number.POSITIVE_INFINITY;
    for (const request of requests) {
      const one = inputs.computed(request);
      const { outputs } = one.instance;
      computed.add(one);
      if ('model' in request && one.ready < inputs.length) {
        slice = Math.min(slice, barsPerSlice(request.model.artefact));
      }
      for (const output of request.outputs) {
        const column = outputs[output.output];
        if (column === undefined) {
          const label = 'model' in request ? 'A prediction' : indicator(request.indicator).label;
          throw new ConfigError(
            `${label} has ${outputs.length} outputs, not ${output.output + 1}.`,
          );
        }
        if (columns.some((other) => other.key === output.key)) {
          throw new ConfigError(`Two features are named “${output.key}”.`);
        }
        columns.push({ ...output, column });
      }
    }
    this.computed = [...computed];
    this.columns = columns;
    this.barsPerSlice = slice;
  }

  /** Bars computed so far. */
  get length(): number {
    return this.ready;
  }

  /** Computes on up to bar `to`, not included. */
  advanceTo(to: number): void {
    if (to <= this.ready) return;
    for (const one of this.computed) advanceFeature(one, to);
    this.ready = to;
  }
}
