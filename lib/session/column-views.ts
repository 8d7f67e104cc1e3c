import { ConfigError } from '../core/errors';
import type { Column, ColumnStore } from '../kernels/column-store';
import type { BarField, StrategyInputs } from '../strategies/strategy';
import type { FeatureColumns } from './feature-columns';

/** Views of a session's columns for strategy and sizing. They die when the module's memory grows: see {@link stale}. */
export class ColumnViews implements StrategyInputs {
  bars: Readonly<Record<BarField, Float64Array>>;
  private readonly byKey = new Map<string, Float64Array>();

  constructor(
    private readonly store: ColumnStore,
    private readonly columns: Readonly<Record<BarField, Column>>,
    private readonly features: FeatureColumns,
  ) {
    this.bars = this.refresh();
  }

  /** True once the views no longer see the columns. */
  get stale(): boolean {
    return this.bars.close.length === 0;
  }

  refresh(): Readonly<Record<BarField, Float64Array>> {
    const view = (column: Column) => this.store.view(column);
    const { open, high, low, close, volume } = this.columns;
    for (const feature of this.features.columns) this.byKey.set(feature.key, view(feature.column));
    this.bars = {
      open: view(open),
      high: view(high),
      low: view(low),
      close: view(close),
      volume: view(volume),
    };
    return this.bars;
  }

  feature(key: string): Float64Array {
    const found = this.byKey.get(key);
    if (found !== undefined) return found;
    const keys = [...this.byKey.keys()].join(', ');
    throw new ConfigError(`No feature named “${key}” was requested; there are: ${keys || 'none'}.`);
  }
}
