import type { Column, ColumnStore } from '../kernels/column-store';
import { moduleMath } from '../kernels/math';
import { advanceFeature, type ComputedFeature, type InputColumns } from './input-columns';

/** Returns the volatility of the moment is measured over. */
const lookback = 20;
/** Slippage grows to this at most: 10 % of the price, the most that can be set. */
const largest = 0.1;

/**
 * Slippage that grows with volatility, as fractions: for fills in bar t, `slippage · max(1, σ / σ_ref)^exponent`,
 * where σ is the volatility of the last 20 log returns up to the close of bar t − 1 and σ_ref the mean of all such σ
 * so far. Before there is a σ, and where σ_ref is 0, it is the slippage set. In which steps it advances makes no
 * difference.
 */
export class SlippageColumn {
  readonly column: Column;
  private readonly volatility: ComputedFeature;
  private readonly length: number;
  private readonly slippage: number;
  private ready = 0;
  private sum = 0;
  private count = 0;

  constructor(
    private readonly store: ColumnStore,
    inputs: InputColumns,
    slippageBps: number,
    private readonly exponent: number,
  ) {
    this.length = inputs.length;
    this.slippage = slippageBps / 1e4;
    this.column = store.column(this.length);
    this.volatility = inputs.computed({
      indicator: 'realised-volatility',
      params: { period: lookback, barsPerYear: 1 },
      inputs: ['close'],
      outputs: [],
    });
    if (this.length > 0) store.view(this.column)[0] = this.slippage;
  }

  /** Takes the closes of bars up to `to`, not included: then the slippage of bar `to` is stated too. */
  advanceTo(to: number): void {
    const { ready } = this;
    if (to <= ready) return;
    advanceFeature(this.volatility, to);
    const { pow } = moduleMath();
    const volatility = this.store.view(this.volatility.instance.outputs[0]!);
    const stated = this.store.view(this.column);
    const end = Math.min(to, this.length - 1);
    for (let i = ready; i < end; i++) {
      const now = volatility[i]!;
      let factor = 1;
      if (!Number.isNaN(now)) {
        this.sum += now;
        this.count += 1;
        const usual = this.sum / this.count;
        if (now > usual && usual > 0) factor = pow(now / usual, this.exponent);
      }
      stated[i + 1] = Math.min(largest, this.slippage * factor);
    }
    this.ready = to;
  }
}
