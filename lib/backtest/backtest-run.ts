import type { BarIndex } from '../core/nominal';
import type { FillReason, Ledger } from '../execution/ledger';
import type { Bars } from '../market/bars';
import type { ExtraData, FundingCoverage } from './extra-data';
import type { RunConfig } from './run-config.schema';
import type { RunIdentity } from './run-identity';
import type { RunPeriod } from './run-period';

/** A run as it left the session: the ledger, and what is needed to explain it. Analytics read this and nothing else. */
export interface BacktestRun {
  /** Those before the end of the period, under the fingerprint of the whole data set. */
  readonly bars: Bars;
  /** Which of them are measured. */
  readonly period: RunPeriod;
  /** Data besides the bars that the run used, as they were given. */
  readonly extra: ExtraData;
  /** The benchmark's prices at the run's bars, NaN before its first; null for buy and hold of the run's own, or cash. */
  readonly benchmark: Bars | null;
  /** null where no imported rates are charged. */
  readonly fundingCoverage: FundingCoverage | null;
  /** Defaults filled in; the one that was hashed. */
  readonly config: RunConfig;
  readonly identity: RunIdentity;
  readonly ledger: Ledger;
  /** `SMA cross 20/100`. */
  readonly title: string;
  /** Indicator lines of the strategy. */
  readonly plots: readonly PlotSeries[];
  /** Bars the strategy needs before its first decision. */
  readonly warmupBars: number;
  /** "No trades: the slow average needs 100 bars and there are 62." null when there were fills. */
  readonly emptyReason: string | null;
  /** Plain-word reason of a fill that the strategy asked for: "Fast crossed below slow". Protective exits are named by their order kind. */
  exitReason(fillIndex: number): string;
  /** Full explanation of one fill of the ledger. */
  explainFill(fillIndex: number): DecisionExplanation;
}

/** How a line is drawn. Pane `price` lies over the candles, any other name is a pane of its own. */
export interface PlotSeries {
  readonly id: string;
  readonly label: string;
  readonly pane: string;
  readonly kind: 'line' | 'band-upper' | 'band-lower' | 'level';
  /** One value a bar, NaN = not available yet. */
  readonly values: Float64Array;
}

export interface DecisionExplanation {
  readonly decidedBar: BarIndex;
  readonly decidedTime: number;
  /** What the strategy saw at the close of that bar, and of the bar before. */
  readonly inputs: readonly {
    readonly label: string;
    readonly value: number;
    readonly previous: number;
  }[];
  /** The rule with the numbers in it: "SMA 20 (3,101.20) is above SMA 100 (3,088.11)". */
  readonly rule: string;
  readonly target: string;
  readonly fill: {
    readonly bar: BarIndex;
    readonly time: number;
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
    readonly refPrice: number;
    readonly price: number;
    readonly slippage: number;
    readonly spread: number;
    readonly fee: number;
    readonly reason: FillReason;
    readonly cut: string | null;
    /** "Filled at the next open, 3,081.48, with 2 bps slippage." */
    readonly sentence: string;
  };
}
