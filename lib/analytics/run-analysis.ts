import type { BarIndex } from '../core/nominal';
import type { Metric } from '../statistics/metric';

/** Curves, distributions and tables that are only made when they are looked at. Plain data. */
export interface RunAnalysis {
  /** Yearly return of the run and of the benchmark. */
  readonly yearly: readonly {
    readonly year: number;
    readonly run: number | null;
    readonly benchmark: number | null;
  }[];
  readonly rolling: RollingCurves;
  /** Of the measured returns (daily for intraday runs). */
  readonly returns: Distribution;
  /** Of closed trades' return fractions. */
  readonly tradeReturns: Distribution;
  /** One point a closed trade: excursions as fractions of the entry price, result after costs over the entry value. */
  readonly excursions: readonly {
    readonly trade: number;
    readonly worst: number;
    readonly best: number;
    readonly result: number;
    readonly bars: number;
  }[];
  /** At most 1,000 points each, evenly spaced bars; without those at which nothing was left in the account. */
  readonly exposure: {
    readonly bar: readonly BarIndex[];
    readonly time: readonly number[];
    /** Signed position value over equity. */
    readonly leverage: readonly number[];
    /** Traded value over equity since the last point. */
    readonly turnover: readonly number[];
  };
  /** Running totals, money, at most 1,000 points. */
  readonly costs: {
    readonly time: readonly number[];
    readonly fees: readonly number[];
    readonly slippage: readonly number[];
    readonly spread: readonly number[];
    /** Funding, borrowing and interest. */
    readonly carry: readonly number[];
  };
  /** Profit of closed trades by entry time in the data set's zone; buckets in order, empty ones included. */
  readonly profitBy: {
    readonly hour: readonly ProfitBucket[];
    readonly weekday: readonly ProfitBucket[];
    readonly month: readonly ProfitBucket[];
  };
  /** Number of closed trades by bars held. */
  readonly durations: Histogram;
  /** Stationary bootstrap of the measured returns, seeded from the run's seed. */
  readonly cone: BootstrapCone | { readonly reason: string };
}

export interface RollingCurves {
  /** Length of the window in measured periods: half a year, at most half of those there are, 20 to 2,500. */
  readonly window: number;
  /** When each window ends; empty where there are too few periods for one. */
  readonly time: readonly number[];
  /** NaN-free: null = no value in that window. At most 1,000 points. */
  readonly sharpe: readonly (number | null)[];
  readonly volatility: readonly (number | null)[];
  readonly beta: readonly (number | null)[];
}

export interface Histogram {
  /** One more than counts, increasing; at most 61, none without values. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface Distribution extends Histogram {
  readonly n: number;
  readonly mean: Metric;
  readonly deviation: Metric;
  /** Expected counts of a normal with that mean and deviation; empty where it has none. */
  readonly normal: readonly number[];
  /** 1, 5, 25, 50, 75, 95, 99 %. */
  readonly quantiles: readonly { readonly p: number; readonly value: number }[];
}

export interface ProfitBucket {
  /** 0–23, 0 = Monday, 0 = January. */
  readonly bucket: number;
  readonly trades: number;
  readonly profit: number;
  readonly wins: number;
}

export interface BootstrapCone {
  readonly paths: number;
  /** Mean length of a block in measured periods. */
  readonly meanBlock: number;
  readonly time: readonly number[];
  /** Equity quantiles 5, 25, 50, 75, 95 % at each time. */
  readonly bands: readonly {
    readonly p: number;
    readonly equity: readonly number[];
  }[];
  /** The run itself at those times. */
  readonly equity: readonly number[];
  /** Share of paths that end below the capital. */
  readonly probabilityOfLoss: number;
  /** 5, 50, 95 % of the paths' maximum drawdown. */
  readonly maxDrawdown: readonly { readonly p: number; readonly value: number }[];
}
