import type { MarketEvent } from '../core/market-event';
import type { InstrumentId } from '../core/nominal';
import type { OrderIntent } from '../core/order-intent';
import type { TargetWeights } from '../core/signal';

/** Price and volume columns by name. */
export type BarField = 'open' | 'high' | 'low' | 'close' | 'volume';

/** Columns a strategy may read, one value a bar. A decision at bar t reads values up to t only. */
export interface StrategyInputs {
  readonly bars: Readonly<Record<BarField, Float64Array>>;
  /** @throws {ConfigError} when no feature has that key */
  feature(key: string): Float64Array;
}

/** Takes a strategy's decisions at one event. */
export interface DecisionSink {
  /** −1 … 1, NaN = keep. The reason is in plain words: "Fast crossed below slow". */
  signal(instrument: InstrumentId, direction: number, reason: string): void;
  /** Signed shares of equity, in instrument order. */
  targetWeights(target: TargetWeights): void;
  order(intent: OrderIntent): void;
  /** Cancels an order by the name it was given. */
  cancel(name: string): void;
}

/** The one interface: bar, portfolio, tick and learned strategies all answer events with decisions. */
export interface Strategy {
  /** Hands over the columns; again whenever they moved in memory. Decisions already made stay made. */
  attach(inputs: StrategyInputs): void;
  /** Called once for each event, in order of known time. */
  onEvent(event: MarketEvent, out: DecisionSink): void;
}

/** A strategy whose decisions don't depend on its fills, so that they can be stated for many bars at once. */
export interface ColumnStrategy extends Strategy {
  /** Writes the signals of bars `[from, to)`, which follow the bars stated before, to the same indices of `signals`. */
  stateSignals(from: number, to: number, signals: Float64Array): void;
}

export function statesColumns(strategy: Strategy): strategy is ColumnStrategy {
  return typeof (strategy as Partial<ColumnStrategy>).stateSignals === 'function';
}
