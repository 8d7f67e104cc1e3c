import { counted, type HonestyRule } from './honesty-rule';

/** A win rate known to no better than this is "few trades". */
const widestInterval = 0.25;
/** A single trade, or an open one, that makes this share of the profit is named. */
const largeShare = 0.25;
const manyTrials = 10;

const percent = (fraction: number): string => String(Math.floor(fraction * 100 + 0.5));
const ratio = (value: number): string => value.toFixed(2).replace('-', '−');

export const noTrades: HonestyRule = ({ run }) => {
  if (run.ledger.fills.length > 0) return null;
  const cause = /^No trades:\s*(.+)$/.exec(run.emptyReason ?? '')?.[1];
  return {
    id: 'no-trades',
    lead: 'No trades',
    text:
      cause === undefined ? 'were made, so there is nothing to measure.' : `were made: ${cause}`,
  };
};

export const fewTrades: HonestyRule = ({ run, figures }) => {
  if (run.ledger.fills.length === 0) return null;
  const closed = figures.closedTrades.value ?? 0;
  if (closed === 0) {
    return {
      id: 'few-trades',
      lead: 'No closed trade',
      text: 'yet: the one position is still open, so there is no win rate.',
    };
  }
  const low = figures.winRateLow.value;
  const high = figures.winRateHigh.value;
  if (low === null || high === null || high - low <= widestInterval) return null;
  return {
    id: 'few-trades',
    lead: counted(closed, 'closed trade', 'closed trades'),
    text: `is few: the true win rate may be anywhere from ${percent(low)} to ${percent(high)}%.`,
  };
};

export const oneTrade: HonestyRule = ({ figures, trades }) => {
  const profit = figures.netProfit.value;
  if (profit === null || profit <= 0 || trades.length < 2) return null;
  let best = 0;
  for (const trade of trades) if (trade.pnl > best) best = trade.pnl;
  const share = best / profit;
  if (share < largeShare) return null;
  return {
    id: 'one-trade',
    lead: 'One trade',
    text:
      share > 1
        ? 'makes more than the whole profit: all others together lose.'
        : `makes ${percent(share)}% of the profit.`,
  };
};

export const shortHistory: HonestyRule = ({ run, years }) =>
  years < 1
    ? {
        id: 'short-history',
        lead: 'Short history',
        text: `of ${counted(run.period.endBar - run.period.firstBar, 'bar', 'bars')}, less than a year: yearly figures are extrapolated.`,
      }
    : null;

export const tried: HonestyRule = ({ run, trials }) => {
  if (trials < manyTrials) return null;
  const { from, to } = run.config.period;
  const chosen = from !== null || to !== null ? ' and the period was chosen' : '';
  return {
    id: 'many-trials',
    lead: counted(trials, 'setting', 'settings'),
    text: `of this strategy were tried on this data${chosen}: the best of them looks better than it is.`,
  };
};

export const outOfSample: HonestyRule = ({ samples }) => {
  if (samples === null) return null;
  const before = samples.inSample.sharpe.value;
  const after = samples.outOfSample.sharpe;
  const lead = 'Out of sample';
  if (after.value === null) {
    return { id: 'out-of-sample', lead, text: `nothing can be said: ${after.reason}.` };
  }
  if (before === null) return null;
  const fell = before > 0 && after.value < before / 2 ? ': less than half of it held up' : '';
  return {
    id: 'out-of-sample',
    lead,
    text: `the Sharpe is ${ratio(after.value)}, before the split it was ${ratio(before)}${fell}.`,
  };
};

export const trailingOpen: HonestyRule = ({ figures, trades }) => {
  const last = trades[trades.length - 1];
  const profit = figures.netProfit.value;
  if (last === undefined || last.exitBar !== null || profit === null || trades.length < 2)
    return null;
  if (Math.abs(last.pnl) < largeShare * Math.abs(profit)) return null;
  return {
    id: 'trailing-open',
    lead: 'The last position is open',
    text: `and marked at the last close: ${last.pnl < 0 ? 'its loss' : 'its gain'} is not realised yet.`,
  };
};
