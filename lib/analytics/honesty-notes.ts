import type { BacktestRun } from '../backtest/backtest-run';
import type { HonestyNote, KeyFigures, RunResult, TradeRow } from './run-result';

/** What the notes are decided from. */
export interface HonestyFacts {
  readonly run: BacktestRun;
  readonly figures: KeyFigures;
  readonly samples: RunResult['samples'];
  readonly trades: readonly TradeRow[];
  readonly refused: RunResult['refusedOrders'];
  readonly trials: number;
  readonly years: number;
}

/** A win rate known to no better than this is "few trades". */
const widestInterval = 0.25;
/** A single trade, or an open one, that makes this share of the profit is named. */
const largeShare = 0.25;
const manyTrials = 10;

type Rule = (facts: HonestyFacts) => HonestyNote | null;

/**
 * What a reader should know before believing the figures, weightiest first. Lead and text read as one sentence.
 */
export function honestyNotes(facts: HonestyFacts): HonestyNote[] {
  return rules.map((rule) => rule(facts)).filter((note) => note !== null);
}

const percent = (fraction: number): string => String(Math.floor(fraction * 100 + 0.5));
const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const noTrades: Rule = ({ run }) => {
  if (run.ledger.fills.length > 0) return null;
  const cause = /^No trades:\s*(.+)$/.exec(run.emptyReason ?? '')?.[1];
  return {
    id: 'no-trades',
    lead: 'No trades',
    text:
      cause === undefined ? 'were made, so there is nothing to measure.' : `were made: ${cause}`,
  };
};

const closeFill: Rule = ({ run }) =>
  run.config.account.fill === 'close'
    ? {
        id: 'close-fill',
        lead: 'Filled at the deciding close',
        text: 'for comparison only: nobody can trade at a price that is known once it is past.',
      }
    : null;

const fewTrades: Rule = ({ run, figures }) => {
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

const oneTrade: Rule = ({ figures, trades }) => {
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

const noDividends: Rule = ({ run }) => {
  const { source, instrument } = run.bars;
  const isIndex =
    instrument.assetClass === 'index' ||
    (source.kind === 'sample' && source.id.startsWith('sp500'));
  return isIndex
    ? { id: 'no-dividends', lead: 'No dividends', text: 'in this index, for both lines.' }
    : null;
};

const synthetic: Rule = ({ run }) =>
  run.bars.source.kind === 'synthetic'
    ? {
        id: 'synthetic',
        lead: 'Synthetic data',
        text: 'from a seeded model: it shows how the strategy behaves, not what a market paid.',
      }
    : null;

const costsZero: Rule = ({ run }) => {
  const a = run.config.account;
  const free = a.feeBps === 0 && a.feeFixed === 0 && a.slippageBps === 0 && a.halfSpreadBps === 0;
  return free && run.ledger.fills.length > 0
    ? {
        id: 'costs-zero',
        lead: 'No costs',
        text: 'are charged: fee, slippage and spread are all zero.',
      }
    : null;
};

const shortHistory: Rule = ({ run, years }) =>
  years < 1
    ? {
        id: 'short-history',
        lead: 'Short history',
        text: `of ${counted(run.bars.length, 'bar', 'bars')}, less than a year: yearly figures are extrapolated.`,
      }
    : null;

const tried: Rule = ({ trials }) =>
  trials >= manyTrials
    ? {
        id: 'many-trials',
        lead: `${trials} settings`,
        text: 'of this strategy were tried on this data: the best of them looks better than it is.',
      }
    : null;

const trailingOpen: Rule = ({ figures, trades }) => {
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

const refusedSome: Rule = ({ refused }) => {
  if (refused.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, n]) => (counts.size === 1 ? reason : `${reason} (${n})`));
  return {
    id: 'refused-orders',
    lead: counted(refused.length, 'order', 'orders'),
    text: `${refused.length === 1 ? 'was' : 'were'} refused: ${parts.join(', ')}.`,
  };
};

const rules: readonly Rule[] = [
  noTrades,
  closeFill,
  synthetic,
  fewTrades,
  oneTrade,
  noDividends,
  costsZero,
  shortHistory,
  tried,
  trailingOpen,
  refusedSome,
];
