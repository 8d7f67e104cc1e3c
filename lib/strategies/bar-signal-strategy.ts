import type { MarketEvent } from '../core/market-event';
import type { ColumnStrategy, DecisionSink, StrategyInputs } from './strategy';

/**
 * A strategy that decides one signal at each bar's close from columns alone. The stepped and the column path
 * both call {@link decideAt}, bar after bar, each bar once.
 */
export abstract class BarSignalStrategy implements ColumnStrategy {
  private last = 0;

  abstract attach(inputs: StrategyInputs): void;

  /** The signal at the close of bar `i`: −1 … 1, or NaN for no decision. Reads columns up to `i` only. */
  protected abstract decideAt(i: number): number;

  /** Why the signal went from `previous` to `signal`. */
  protected abstract reason(previous: number, signal: number): string;

  onEvent(event: MarketEvent, out: DecisionSink): void {
    const signal = this.decideAt(event.bar);
    out.signal(event.instrument, signal, this.reason(this.last, signal));
    if (!Number.isNaN(signal)) this.last = signal;
  }

  stateSignals(from: number, to: number, signals: Float64Array): void {
    for (let i = from; i < to; i++) signals[i] = this.decideAt(i);
  }
}
