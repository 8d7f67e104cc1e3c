import { entriesOf } from './figure-entry';

const entry = entriesOf('Return');
const perRisk = entriesOf('Return for risk');
const bailey = 'Bailey and López de Prado 2012';

/** What was earned, and what was earned for the risk taken. */
export const returnEntries = {
  totalReturn: entry('Net return', 'signed-percent', 'higher', {
    help: 'What the whole run earned on its capital after costs.',
    formula: 'Final equity ÷ starting capital − 1.',
  }),
  cagr: entry('CAGR', 'signed-percent', 'higher', {
    help: 'The steady yearly rate that gives the same net return.',
    formula: '(1 + net return)^(periods a year ÷ periods) − 1.',
  }),
  netProfit: entry('Net profit', 'signed-money', 'higher', {
    help: 'Money made or lost after costs.',
    formula: 'Final equity − starting capital.',
  }),
  finalEquity: entry('Final equity', 'money', 'higher', {
    help: 'What the account is worth at the last close.',
    formula: 'Cash + position × close.',
  }),
  sharpe: perRisk('Sharpe', 'ratio', 'higher', {
    help: 'Return per unit of scatter, a year; no interest is deducted.',
    formula: 'Mean ÷ standard deviation of the measured returns × √periods a year.',
    source: 'Sharpe 1994',
  }),
  sortino: perRisk('Sortino', 'ratio', 'higher', {
    help: 'As Sharpe, with only losing periods counted as risk.',
    formula: 'Mean return ÷ root mean square of the losses over all periods × √periods a year.',
    source: 'Sortino and Price 1994',
  }),
  calmar: perRisk('Calmar', 'ratio', 'higher', {
    help: 'Yearly return per unit of the worst decline.',
    formula: 'CAGR ÷ maximum drawdown.',
    source: 'Young 1991',
  }),
  ulcerPerformance: perRisk('Ulcer performance', 'ratio', 'higher', {
    help: 'Yearly return per unit of depth and length of all declines.',
    formula: 'CAGR ÷ ulcer index.',
    source: 'Martin and McCann 1989',
  }),
  recoveryFactor: perRisk('Recovery factor', 'ratio', 'higher', {
    help: 'How many times over the deepest decline was earned.',
    formula: 'Net return ÷ maximum drawdown.',
    source: 'Pardo 2008',
  }),
  omega: perRisk('Omega', 'ratio', 'higher', {
    help: 'What winning periods gained for each unit that losing ones lost.',
    formula: 'Sum of returns above 0 ÷ sum of the sizes of those below.',
    source: 'Keating and Shadwick 2002',
  }),
  gainToPain: perRisk('Gain to pain', 'ratio', 'higher', {
    help: 'What was earned for each unit lost in losing months.',
    formula: 'Sum of monthly returns ÷ sum of the sizes of the losing ones.',
    source: 'Schwager 2012',
  }),
  commonSenseRatio: perRisk('Common-sense ratio', 'ratio', 'higher', {
    help: 'Whether both the trades together and the largest moves are in favour.',
    formula: 'Profit factor × tail ratio.',
    source: 'Bernut 2021',
  }),
  psr: perRisk('Probabilistic Sharpe', 'probability', 'higher', {
    help: 'How likely the true Sharpe is above zero, given length, skew and tails of this record.',
    formula: 'Φ(SR × √(n − 1) ÷ √(1 − skew × SR + (kurtosis − 1) ÷ 4 × SR²)), SR per period.',
    source: bailey,
  }),
  minTrackRecord: perRisk('Minimum track record', 'count', 'lower', {
    help: 'Periods needed before a Sharpe like this one is above zero at 95%.',
    formula: '1 + (1 − skew × SR + (kurtosis − 1) ÷ 4 × SR²) × (1.645 ÷ SR)², SR per period.',
    source: bailey,
  }),
};
