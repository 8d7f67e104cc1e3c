import type { Sha256Hex } from '../core/nominal';

/** Rates that are charged at points of time, such as the funding of a perpetual; never modified after creation. */
export interface RateSeries {
  /** What a person calls it, `BTCUSDT funding`. */
  readonly name: string;
  readonly symbol: string;
  readonly length: number;
  /** When each rate is charged, UTC epoch ms, strictly increasing. */
  readonly time: Float64Array;
  /** Fraction of the position's value; longs pay a positive rate. */
  readonly rate: Float64Array;
  /** SHA-256 of the columns time and rate as little-endian f64, without name or source. */
  readonly fingerprint: Sha256Hex;
}
