import type { DecisionExplanation, PlotSeries } from '../backtest/backtest-run';
import type { RunConfig } from '../backtest/run-config.schema';
import type { RunIdentity } from '../backtest/run-identity';
import type { RunPeriod } from '../backtest/run-period';
import type { BarIndex } from '../core/nominal';
import type { FillReason } from '../execution/ledger';
import type { AssetClass, BarsSource, CalendarKind } from '../market/bars';
import type { Metric } from '../statistics/metric';

/** A finished run as the page, the CLI and a report read it. Plain data: it can be posted between workers. */
export interface RunResult {
  readonly config: RunConfig;
  readonly identity: RunIdentity;
  readonly data: DataSummary;
  /** `SMA cross 20/100`. */
  readonly title: string;
  readonly figures: KeyFigures;
  /** Which bars the figures are of. */
  readonly period: RunPeriod;
  /** The figures of the parts before and from the split on; null without a split. */
  readonly samples: { readonly inSample: KeyFigures; readonly outOfSample: KeyFigures } | null;
  /** "Buy and hold", "Buy and hold BTC/USDT", "Cash at 4 %". */
  readonly benchmarkLabel: string;
  readonly benchmark: Pick<
    KeyFigures,
    'totalReturn' | 'cagr' | 'sharpe' | 'maxDrawdown' | 'volatility'
  >;
  readonly annualisation: Annualisation;
  readonly honesty: readonly HonestyNote[];
  readonly curves: RunCurves;
  readonly monthly: MonthlyReturns;
  readonly drawdowns: readonly DrawdownEpisode[];
  readonly fills: readonly FillRow[];
  readonly trades: readonly TradeRow[];
  /** Indicator lines and marks of the strategy, one value a bar, NaN = not available yet. */
  readonly plots: readonly PlotSeries[];
  readonly refusedOrders: readonly { readonly bar: BarIndex; readonly reason: string }[];
  /** "No trades: the slow average needs 100 bars and there are 62." */
  readonly emptyReason: string | null;
  /** Number of distinct configs tried with this strategy on this data; 1 = only this one. */
  readonly trials: number;
  /** Deflated Sharpe with two or more trials on record. */
  readonly deflatedSharpe: Metric;
}

export interface DataSummary {
  readonly fingerprint: string;
  readonly name: string;
  readonly symbol: string;
  readonly assetClass: AssetClass;
  readonly calendar: CalendarKind;
  readonly quoteCurrency: string;
  readonly intervalMs: number;
  readonly timeZone: string;
  readonly bars: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly source: BarsSource;
  /** Decimals prices are quoted in, from the tick or else from the prices. */
  readonly priceDecimals: number;
}

/** Returns, ratios and counts. Fractions are fractions; money is in the quote currency. */
export interface KeyFigures {
  readonly totalReturn: Metric;
  readonly netProfit: Metric;
  readonly cagr: Metric;
  readonly volatility: Metric;
  readonly sharpe: Metric;
  readonly sortino: Metric;
  readonly calmar: Metric;
  readonly maxDrawdown: Metric;
  readonly longestUnderwaterBars: Metric;
  readonly psr: Metric;
  readonly minTrackRecord: Metric;
  readonly skewness: Metric;
  readonly kurtosis: Metric;
  readonly historicalVar95: Metric;
  readonly historicalEs95: Metric;
  readonly closedTrades: Metric;
  readonly openTrades: Metric;
  readonly winRate: Metric;
  /** Wilson 95 % interval of the win rate. */
  readonly winRateLow: Metric;
  readonly winRateHigh: Metric;
  readonly averageWin: Metric;
  readonly averageLoss: Metric;
  readonly payoff: Metric;
  readonly profitFactor: Metric;
  readonly expectancy: Metric;
  readonly bestTrade: Metric;
  readonly worstTrade: Metric;
  readonly averageBarsHeld: Metric;
  /** Share of bars with a position. */
  readonly exposure: Metric;
  /** Traded value per year over average equity. */
  readonly turnover: Metric;
  readonly costsPaid: Metric;
  readonly feesPaid: Metric;
  readonly slippagePaid: Metric;
  readonly spreadPaid: Metric;
  readonly finalEquity: Metric;
  // Shape of returns
  readonly omega: Metric;
  readonly tailRatio: Metric;
  readonly commonSenseRatio: Metric;
  readonly gainToPain: Metric;
  readonly cornishFisherVar95: Metric;
  readonly cornishFisherEs95: Metric;
  // Drawdown
  readonly ulcerIndex: Metric;
  readonly ulcerPerformance: Metric;
  readonly recoveryFactor: Metric;
  /** Share of bars below the running peak. */
  readonly timeUnderWater: Metric;
  readonly averageDrawdown: Metric;
  readonly averageDrawdownBars: Metric;
  /** Largest rise from a trough, fraction. */
  readonly maxRunUp: Metric;
  // Against the benchmark
  readonly alpha: Metric;
  readonly beta: Metric;
  readonly correlation: Metric;
  readonly informationRatio: Metric;
  readonly trackingError: Metric;
  readonly upCapture: Metric;
  readonly downCapture: Metric;
  // Trades
  readonly sqn: Metric;
  readonly kelly: Metric;
  readonly averageWorst: Metric;
  readonly averageBest: Metric;
  readonly medianBarsHeld: Metric;
  readonly averageWinBars: Metric;
  readonly averageLossBars: Metric;
  readonly longestWinStreak: Metric;
  readonly longestLossStreak: Metric;
  // Calendar
  readonly monthlyWinRate: Metric;
  readonly bestMonth: Metric;
  readonly worstMonth: Metric;
  // Use of the account
  readonly averageLeverage: Metric;
  readonly maxLeverage: Metric;
  /** Funding, borrowing and interest; positive = paid. */
  readonly carryPaid: Metric;
}

export interface Annualisation {
  readonly periodsPerYear: number;
  readonly how: 'inferred' | 'chosen';
  readonly basis: 'daily' | 'bar';
  /** Number of returns measured. */
  readonly periods: number;
}

export interface HonestyNote {
  readonly id:
    | 'few-trades'
    | 'one-trade'
    | 'no-dividends'
    | 'synthetic'
    | 'close-fill'
    | 'no-trades'
    | 'costs-zero'
    | 'short-history'
    | 'many-trials'
    | 'trailing-open'
    | 'refused-orders'
    | 'liquidated'
    | 'out-of-sample'
    | 'funding-gaps'
    | 'volume-cap'
    | 'cash-cut'
    | 'wide-bars';
  /** Bold beginning: "26 closed trades". */
  readonly lead: string;
  /** The rest of the sentence. */
  readonly text: string;
}

/** One value a bar. */
export interface RunCurves {
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly benchmark: Float64Array;
  /** ≤ 0, fraction below the running peak. */
  readonly drawdown: Float64Array;
  readonly benchmarkDrawdown: Float64Array;
  readonly position: Float64Array;
}

export interface MonthlyReturns {
  readonly years: readonly {
    readonly year: number;
    /** Twelve values, null where there are no bars, or where nothing was left to earn a return on. */
    readonly months: readonly (number | null)[];
    readonly total: number | null;
  }[];
}

export interface DrawdownEpisode {
  readonly peakBar: BarIndex;
  readonly troughBar: BarIndex;
  /** null = not recovered yet. */
  readonly recoveryBar: BarIndex | null;
  /** Positive fraction. */
  readonly depth: number;
  /** Bars below the peak: after it, and before the recovery. */
  readonly bars: number;
}

export interface FillRow {
  readonly bar: BarIndex;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly price: number;
  readonly reason: FillReason;
  readonly tradeNumber: number;
}

export interface TradeRow {
  /** 1 = first. */
  readonly number: number;
  readonly side: 'long' | 'short';
  readonly entryBar: BarIndex;
  readonly entryTime: number;
  readonly entryPrice: number;
  /** null while open. */
  readonly exitBar: BarIndex | null;
  readonly exitTime: number | null;
  /** Exit price, or the last close while open. */
  readonly exitPrice: number;
  readonly bars: number;
  readonly quantity: number;
  readonly pnl: number;
  /** pnl over entry value. */
  readonly returnFraction: number;
  /** Worst and best excursion from the entry price while held, fractions (≤ 0 and ≥ 0). */
  readonly worst: number;
  readonly best: number;
  readonly costs: number;
  /** "Fast crossed below slow", "Stop-loss", "Marked at last close". */
  readonly exitReason: string;
}

/** Why a trade was made: the inputs, the rule and the fill. */
export interface TradeExplanation {
  readonly trade: TradeRow;
  readonly entry: DecisionExplanation;
  readonly exit: DecisionExplanation | null;
}

export type { DecisionExplanation, PlotSeries, RunPeriod };
