import { entriesOf } from './figure-entry';

const risk = entriesOf('Risk');
const decline = entriesOf('Drawdown');
const martin = 'Martin and McCann 1989';

/** How widely returns scatter, what their tails are and how far equity fell. */
export const riskEntries = {
  volatility: risk('Volatility', 'percent', 'lower', {
    help: 'How widely returns scatter in a year.',
    formula: 'Standard deviation of the measured returns × √periods a year.',
  }),
  historicalVar95: risk('Value at risk, 95%', 'loss-percent', 'lower', {
    help: 'The loss that one period in twenty exceeded.',
    formula: '−(5% quantile of the measured returns).',
    source: 'Jorion 2006',
  }),
  historicalEs95: risk('Expected shortfall, 95%', 'loss-percent', 'lower', {
    help: 'The mean loss in the worst twentieth of periods.',
    formula: 'Mean of the returns at or below the value at risk.',
    source: 'Acerbi and Tasche 2002',
  }),
  cornishFisherVar95: risk('Value at risk, 95%, modelled', 'loss-percent', 'lower', {
    help: 'The same loss from a normal distribution bent to the skew and tails of the returns.',
    formula:
      '−(mean + deviation × w), w the Cornish–Fisher expansion of the 5% point; only where it rises everywhere.',
    source: 'Cornish and Fisher 1938, Maillard 2012',
  }),
  cornishFisherEs95: risk('Expected shortfall, 95%, modelled', 'loss-percent', 'lower', {
    help: 'The mean loss beyond the modelled value at risk.',
    formula: 'Mean of the same expansion below its 5% point.',
    source: 'Maillard 2012',
  }),
  skewness: risk('Skewness', 'ratio', 'higher', {
    help: 'Below zero: rare large losses; above: rare large gains.',
    formula: 'Third central moment ÷ standard deviation³.',
  }),
  kurtosis: risk('Kurtosis', 'ratio', 'lower', {
    help: 'How heavy the tails are; 3 is a normal distribution.',
    formula: 'Fourth central moment ÷ variance².',
  }),
  tailRatio: risk('Tail ratio', 'ratio', 'higher', {
    help: 'How large the large gains are beside the large losses.',
    formula: '95% quantile ÷ size of the 5% quantile of the measured returns.',
  }),
  maxDrawdown: decline('Max drawdown', 'loss-percent', 'lower', {
    help: 'The deepest fall from a peak, measured at every bar.',
    formula: 'Equity ÷ its running peak − 1, at its lowest.',
  }),
  averageDrawdown: decline('Average drawdown', 'loss-percent', 'lower', {
    help: 'How deep a decline goes on average.',
    formula: 'Mean of the deepest points of all stretches below a peak.',
    source: 'Bacon 2008',
  }),
  longestUnderwaterBars: decline('Longest underwater', 'count', 'lower', {
    help: 'The longest wait below an earlier peak, in bars.',
    formula: 'Counted from the first bar below it to the last.',
  }),
  averageDrawdownBars: decline('Average underwater', 'decimal', 'lower', {
    help: 'How many bars a decline lasts on average.',
    formula: 'Bars below a peak ÷ number of stretches below one.',
    source: 'Bacon 2008',
  }),
  timeUnderWater: decline('Time underwater', 'percent', 'lower', {
    help: 'How much of the time equity was below an earlier peak.',
    formula: 'Bars below the running peak ÷ all bars.',
  }),
  maxRunUp: decline('Max run-up', 'signed-percent', 'higher', {
    help: 'The largest rise from a trough, measured at every bar.',
    formula: 'Equity ÷ its lowest so far − 1, at its highest.',
  }),
  ulcerIndex: decline('Ulcer index', 'percent', 'lower', {
    help: 'Depth and length of all declines in one number.',
    formula: 'Root mean square of the decline from the running peak over all bars.',
    source: martin,
  }),
};
