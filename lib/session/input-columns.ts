import { indicator } from '../indicators/catalogue';
import type { IndicatorInstance } from '../indicators/indicator';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import type { FeatureRequest } from '../strategies/definition';
import type { BarField } from '../strategies/strategy';

/** An indicator and how many bars of it are computed. */
export interface ComputedFeature {
  readonly instance: IndicatorInstance;
  ready: number;
}

/** Computes an indicator on up to bar `to`, not included, where another reader has not done so already. */
export function advanceFeature(feature: ComputedFeature, to: number): void {
  if (to <= feature.ready) return;
  feature.instance.advance(feature.ready, to);
  feature.ready = to;
}

const barFields = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Bars in module memory and the indicators over them, each computed once however often it is asked for. Sessions that
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

  /** The indicator of a request. @throws {ConfigError} for an unknown one or a refused parameter */
  computed({ indicator: id, inputs, params }: FeatureRequest): ComputedFeature {
    const definition = indicator(id);
    const fields = inputs ?? definition.inputs;
    const key = JSON.stringify([id, fields, params]);
    let feature = this.made.get(key);
    if (feature === undefined) {
      const columns = fields.map((field) => this.bars[field]);
      const instance = definition.create(this.store, columns, params, this.length);
      feature = { instance, ready: 0 };
      this.made.set(key, feature);
    }
    return feature;
  }
}
