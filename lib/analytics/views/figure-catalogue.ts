import type { KeyFigures } from '../run-result';

export type FigureId = keyof KeyFigures;

/** How a figure is written. `loss-percent` is stored positive and shown negative. */
export type FigureFormat =
  | 'percent'
  | 'signed-percent'
  | 'loss-percent'
  | 'ratio'
  | 'count'
  | 'decimal'
  | 'money'
  | 'signed-money'
  | 'probability';

export interface FigureEntry {
  readonly label: string;
  readonly format: FigureFormat;
  /** What it is, then how it is computed. */
  readonly help: string;
}

const entry = (label: string, format: FigureFormat, help: string): FigureEntry => ({
  label,
  format,
  help,
});

/** Name, notation and explanation of every key figure; one place for strip, table and tooltips. */
export const figureCatalogue: Readonly<Record<FigureId, FigureEntry>> = {
  totalReturn: entry(
    'Net return',
    'signed-percent',
    'What the whole run earned on its capital after costs. Final equity divided by starting capital, minus one.',
  ),
  netProfit: entry(
    'Net profit',
    'signed-money',
    'Money made or lost after costs. Final equity minus starting capital.',
  ),
  finalEquity: entry(
    'Final equity',
    'money',
    'What the account is worth at the last close. Cash plus position times close.',
  ),
  cagr: entry(
    'CAGR',
    'signed-percent',
    'The steady yearly rate that gives the same net return. One plus net return, to the power of periods a year over periods, minus one.',
  ),
  volatility: entry(
    'Volatility',
    'percent',
    'How widely returns scatter in a year. Standard deviation of the measured returns times the root of periods a year.',
  ),
  sharpe: entry(
    'Sharpe',
    'ratio',
    'Return per unit of scatter, a year. Mean over standard deviation of the measured returns, times the root of periods a year; no interest is deducted.',
  ),
  sortino: entry(
    'Sortino',
    'ratio',
    'As Sharpe, with only losing periods counted as risk. Mean return over the root mean square of the losses, annualised.',
  ),
  calmar: entry(
    'Calmar',
    'ratio',
    'Yearly return per unit of the worst decline. CAGR divided by maximum drawdown.',
  ),
  maxDrawdown: entry(
    'Max drawdown',
    'loss-percent',
    'The deepest fall from a peak, measured at every bar. Equity over its running peak, minus one, at its lowest.',
  ),
  longestUnderwaterBars: entry(
    'Longest underwater',
    'count',
    'The longest wait below an earlier peak, in bars. Counted from the first bar below it to the last.',
  ),
  psr: entry(
    'Probabilistic Sharpe',
    'probability',
    'How likely the true Sharpe is above zero, given length, skew and tails of this record. Bailey and López de Prado 2012.',
  ),
  minTrackRecord: entry(
    'Minimum track record',
    'count',
    'Periods needed before a Sharpe like this one is above zero at 95%. Bailey and López de Prado 2012.',
  ),
  skewness: entry(
    'Skewness',
    'ratio',
    'Below zero: rare large losses; above: rare large gains. Third central moment over the cube of the standard deviation.',
  ),
  kurtosis: entry(
    'Kurtosis',
    'ratio',
    'How heavy the tails are; 3 is a normal distribution. Fourth central moment over the squared variance.',
  ),
  historicalVar95: entry(
    'Value at risk, 95%',
    'loss-percent',
    'The loss that one period in twenty exceeded. Negative 5% quantile of the measured returns.',
  ),
  historicalEs95: entry(
    'Expected shortfall, 95%',
    'loss-percent',
    'The mean loss in the worst twentieth of periods. Mean of the returns at or below the value at risk.',
  ),
  closedTrades: entry(
    'Closed trades',
    'count',
    'Trades that began and ended. From flat to flat, or from one reversal to the next.',
  ),
  openTrades: entry(
    'Open trades',
    'count',
    'Positions still held at the last bar, marked at its close.',
  ),
  winRate: entry(
    'Win rate',
    'percent',
    'Share of closed trades that made money after costs. Wins divided by closed trades.',
  ),
  winRateLow: entry(
    'Win rate, low end',
    'percent',
    'Lower end of the range that holds the true win rate with 95% confidence. Wilson interval.',
  ),
  winRateHigh: entry(
    'Win rate, high end',
    'percent',
    'Upper end of the range that holds the true win rate with 95% confidence. Wilson interval.',
  ),
  averageWin: entry('Average win', 'money', 'Mean result of the winning trades after costs.'),
  averageLoss: entry('Average loss', 'money', 'Mean size of the losing trades after costs.'),
  payoff: entry(
    'Payoff',
    'ratio',
    'How large wins are beside losses. Average win divided by average loss.',
  ),
  profitFactor: entry(
    'Profit factor',
    'ratio',
    'Money won for each unit lost. Sum of winning trades divided by sum of losing trades.',
  ),
  expectancy: entry('Expectancy', 'signed-money', 'Mean result of a closed trade after costs.'),
  bestTrade: entry('Best trade', 'signed-money', 'Largest result of a closed trade after costs.'),
  worstTrade: entry(
    'Worst trade',
    'signed-money',
    'Smallest result of a closed trade after costs.',
  ),
  averageBarsHeld: entry(
    'Average holding',
    'decimal',
    'Mean bars from entry to exit of the closed trades.',
  ),
  exposure: entry('Exposure', 'percent', 'Share of bars at whose close there was a position.'),
  turnover: entry(
    'Turnover',
    'decimal',
    'How often the account is traded over in a year. Traded value a year divided by mean equity.',
  ),
  costsPaid: entry('Costs paid', 'money', 'All that trading cost. Fees plus slippage plus spread.'),
  feesPaid: entry('Fees', 'money', 'Fees of all fills.'),
  slippagePaid: entry(
    'Slippage',
    'money',
    'What worse prices than the reference cost. Quantity times distance from the reference price, all fills.',
  ),
  spreadPaid: entry('Spread', 'money', 'Half-spreads paid when crossing the market, all fills.'),
};
