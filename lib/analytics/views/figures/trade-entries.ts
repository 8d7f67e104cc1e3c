import { entriesOf } from './figure-entry';

const trade = entriesOf('Trades');
const held = entriesOf('Holding and streaks');
const wilson = 'Wilson 1927';

/** Closed trades: results, sizes, how long they were held. */
export const tradeEntries = {
  closedTrades: trade('Closed trades', 'count', null, {
    help: 'Trades that began and ended.',
    formula: 'From flat to flat, or from one reversal to the next.',
  }),
  openTrades: trade('Open trades', 'count', null, {
    help: 'Positions still held at the last bar, marked at its close.',
    formula: 'Counted.',
  }),
  winRate: trade('Win rate', 'percent', 'higher', {
    help: 'Share of closed trades that made money after costs.',
    formula: 'Wins ÷ closed trades.',
  }),
  winRateLow: trade('Win rate, low end', 'percent', 'higher', {
    help: 'Lower end of the range that holds the true win rate with 95% confidence.',
    formula: 'Wilson score interval.',
    source: wilson,
  }),
  winRateHigh: trade('Win rate, high end', 'percent', null, {
    help: 'Upper end of the range that holds the true win rate with 95% confidence.',
    formula: 'Wilson score interval.',
    source: wilson,
  }),
  averageWin: trade('Average win', 'money', 'higher', {
    help: 'What a winning trade makes after costs.',
    formula: 'Mean result of the winning trades.',
  }),
  averageLoss: trade('Average loss', 'money', 'lower', {
    help: 'What a losing trade loses after costs.',
    formula: 'Mean size of the losing trades’ results.',
  }),
  payoff: trade('Payoff', 'ratio', 'higher', {
    help: 'How large wins are beside losses.',
    formula: 'Average win ÷ average loss.',
  }),
  profitFactor: trade('Profit factor', 'ratio', 'higher', {
    help: 'Money won for each unit lost.',
    formula: 'Sum of winning trades ÷ sum of losing trades.',
  }),
  expectancy: trade('Expectancy', 'signed-money', 'higher', {
    help: 'What a trade makes on average.',
    formula: 'Mean result of a closed trade after costs.',
  }),
  bestTrade: trade('Best trade', 'signed-money', 'higher', {
    help: 'The best result of one trade.',
    formula: 'Largest result of a closed trade after costs.',
  }),
  worstTrade: trade('Worst trade', 'signed-money', 'higher', {
    help: 'The worst result of one trade.',
    formula: 'Smallest result of a closed trade after costs.',
  }),
  sqn: trade('System quality number', 'ratio', 'higher', {
    help: 'How far the mean trade stands above chance for this many trades.',
    formula: '√trades × mean ÷ standard deviation of the trades’ returns.',
    source: 'Tharp 2008',
  }),
  kelly: trade('Kelly fraction', 'percent', 'higher', {
    help: 'Share of capital to risk on such a bet for the fastest growth; below zero there is nothing to bet on.',
    formula: 'Win rate − (1 − win rate) ÷ payoff.',
    source: 'Kelly 1956',
  }),
  averageWorst: trade('Average worst point', 'signed-percent', 'higher', {
    help: 'How far a trade stood against its entry at its worst, on average.',
    formula: 'Mean of each closed trade’s lowest price move from entry, in its direction.',
    source: 'Sweeney 1996',
  }),
  averageBest: trade('Average best point', 'signed-percent', 'higher', {
    help: 'How far a trade stood above its entry at its best, on average.',
    formula: 'Mean of each closed trade’s highest price move from entry, in its direction.',
    source: 'Sweeney 1996',
  }),
  averageBarsHeld: held('Average holding', 'decimal', null, {
    help: 'How many bars a trade is held on average.',
    formula: 'Mean bars from entry to exit of the closed trades.',
  }),
  medianBarsHeld: held('Median holding', 'decimal', null, {
    help: 'Half of the trades are held for fewer bars.',
    formula: 'Median bars from entry to exit of the closed trades.',
  }),
  averageWinBars: held('Average holding, wins', 'decimal', null, {
    help: 'How many bars a winning trade is held.',
    formula: 'Mean bars from entry to exit of the winning trades.',
  }),
  averageLossBars: held('Average holding, losses', 'decimal', null, {
    help: 'How many bars a losing trade is held.',
    formula: 'Mean bars from entry to exit of the losing trades.',
  }),
  longestWinStreak: held('Longest winning streak', 'count', 'higher', {
    help: 'Most winning trades in a row.',
    formula: 'Counted over the closed trades in order.',
  }),
  longestLossStreak: held('Longest losing streak', 'count', 'lower', {
    help: 'Most losing trades in a row.',
    formula: 'Counted over the closed trades in order.',
  }),
};
