import { entriesOf } from './figure-entry';

const month = entriesOf('Calendar');
const use = entriesOf('Exposure and costs');

/** Months, how the account was used and what that cost. */
export const accountEntries = {
  monthlyWinRate: month('Winning months', 'percent', 'higher', {
    help: 'Share of months that ended above where they began.',
    formula: 'Months with a return above 0 ÷ all months, begun ones included.',
  }),
  bestMonth: month('Best month', 'signed-percent', 'higher', {
    help: 'The largest return of one calendar month.',
    formula: 'Equity at the month’s last close ÷ at the one before − 1.',
  }),
  worstMonth: month('Worst month', 'signed-percent', 'higher', {
    help: 'The smallest return of one calendar month.',
    formula: 'Equity at the month’s last close ÷ at the one before − 1.',
  }),
  exposure: use('Exposure', 'percent', null, {
    help: 'How much of the time there was a position.',
    formula: 'Bars with a position at their close ÷ all bars.',
  }),
  averageLeverage: use('Average leverage', 'multiple', null, {
    help: 'How much was held for each unit of equity, on average.',
    formula: 'Mean over all bars of the position’s value ÷ equity.',
  }),
  maxLeverage: use('Highest leverage', 'multiple', null, {
    help: 'The most that was held for each unit of equity at a close.',
    formula: 'Largest position’s value ÷ equity.',
  }),
  turnover: use('Turnover', 'decimal', null, {
    help: 'How often the account is traded over in a year.',
    formula: 'Traded value a year ÷ mean equity.',
  }),
  costsPaid: use('Costs paid', 'money', 'lower', {
    help: 'All that trading cost.',
    formula: 'Fees + slippage + spread.',
  }),
  feesPaid: use('Fees', 'money', 'lower', {
    help: 'What was charged for fills.',
    formula: 'Sum of the fees of all fills.',
  }),
  slippagePaid: use('Slippage', 'money', 'lower', {
    help: 'What worse prices than the reference cost.',
    formula: 'Quantity × distance from the reference price, all fills.',
  }),
  spreadPaid: use('Spread', 'money', 'lower', {
    help: 'What crossing the market cost.',
    formula: 'Half-spread × value at the reference price, all fills.',
  }),
  carryPaid: use('Carry', 'money', 'lower', {
    help: 'What holding cost; below zero it paid.',
    formula: 'Funding + borrowing + interest on debt, all bars.',
  }),
};
