import { indicator } from '../indicators/catalogue';
import type { IndicatorInstance } from '../indicators/indicator';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import { predictionColumn } from '../models/prediction-column';
import type { FeatureRequest, IndicatorRequest } from '../strategies/definition';
import type { BarField } from '../strategies/strategy';

/** An indicator or a prediction and how many bars of it are computed. */
export interface ComputedFeature {
  readonly instance: IndicatorInstance;
  ready: number;
}

/** Computes it on up to bar `to`, not included, where another reader has not done so already. */
export function advanceFeature(feature: ComputedFeature, to: number): void {
  if (to <= feature.ready) return;
  feature.instance.advance(feature.ready, to);
  feature.ready = to;
}

const barFields = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Bars in module memory and the indicators and predictions over them, each computed once however often it is asked for. Sessions that
 * run one after another over the same bars may read the same.
 */
export class InputColumns {
  readonly bars: Readonly<Record<BarField, Column>>;
  readonly length: number;
  private filled = 0;
  private readonly made = new Map<string, ComputedFeature>();

  /** @param store outlives the sessions that read the columns */
  constructor(
    private readonly store: ColumnStore,
    private readonly source: BarColumns,
  ) {
    this.length = source.time.length;
    this.bars = {
      open: store.column(this.length),
      high: store.column(this.length),
      low: store.column(this.length),
      close: store.column(this.length),
      volume: store.column(this.length),
    };
  }

  /** Bars copied into the module so far; what is later isn't there to be seen. */
  get known(): number {
    return this.filled;
  }

  /** Copies bars up to `to`, not included, into the module. */
  fillTo(to: number): void {
    const { bars, filled, source, store } = this;
    if (to <= filled) return;
    for (const field of barFields) {
      store.view(bars[field], filled, to).set(source[field].subarray(filled, to));
    }
    this.filled = to;
  }

  /** What a request asks for. @throws {ConfigError} for an unknown indicator or a refused parameter */
  computed(request: FeatureRequest): ComputedFeature {
    const key = 'model' in request ? request.model.hash : keyOf(request);
    let feature = this.made.get(key);
    if (feature === undefined) {
      feature = { instance: this.instanceOf(request), ready: 0 };
      this.made.set(key, feature);
    }
    return feature;
  }

  /** The column of that key among the outputs asked for, computed up to bar `to`, not included. */
  column(requests: readonly FeatureRequest[], key: string, to: number): Column {
    for (const request of requests) {
      const output = request.outputs.find((one) => one.key === key)?.output;
      if (output === undefined) continue;
      const feature = this.computed(request);
      advanceFeature(feature, to);
      return feature.instance.outputs[output]!;
    }
    throw new Error(`No feature is named “${key}”.`);
  }

  private instanceOf(request: FeatureRequest): IndicatorInstance {
    const { bars, store, length } = this;
    if ('model' in request) {
      const inputs = { bars, time: this.source.time, capacity: length };
      return predictionColumn(store, request.model.artefact, inputs);
    }
    const columns = fieldsOf(request).map((field) => bars[field]);
    return indicator(request.indicator).create(store, columns, request.params, length);
  }
}

const fieldsOf = ({ indicator: id, inputs }: IndicatorRequest): readonly BarField[] =>
  inputs ?? indicator(id).inputs;

function keyOf(request: IndicatorRequest): string {
  let key = request.indicator;
  for (const field of fieldsOf(request)) key += ` ${field}`;
  for (const name in request.params) key += ` ${name}=${request.params[name]}`;
  return key;
}
