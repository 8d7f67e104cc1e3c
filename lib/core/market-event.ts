import type { BarIndex, InstrumentId, TimestampMs } from './nominal';

/** A bar was closed and is known from now on. */
export interface BarClosed {
  readonly kind: 'bar';
  readonly instrument: InstrumentId;
  /** Length of the bar in ms; of two bars known at one time the shorter comes first. */
  readonly intervalMs: number;
  /** Its index in the instrument's columns. */
  readonly bar: BarIndex;
  /** When it became known: its close, UTC epoch ms. */
  readonly knownTime: TimestampMs;
}

/**
 * What the market did, in the order it became known. An event object may be reused by its source:
 * it is valid until the next one. Further kinds (trade, quote) join this union.
 */
export type MarketEvent = BarClosed;
