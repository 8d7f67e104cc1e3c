import type { InstrumentId } from './nominal';

/** How strongly a strategy wants to be in one instrument. Sizing turns it into a position. */
export interface Signal {
  readonly instrument: InstrumentId;
  /** −1 fully short … 0 flat … 1 fully long; NaN = no decision, keep what is held. */
  readonly direction: number;
  /** Why, in plain words: "Fast crossed below slow". */
  readonly reason: string;
}

/** A portfolio strategy's decision: signed shares of equity in instrument order. */
export interface TargetWeights {
  /** One weight an instrument; NaN = keep. */
  readonly weights: Float64Array;
  readonly reason: string;
}
