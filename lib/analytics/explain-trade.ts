import type { BacktestRun } from '../backtest/backtest-run';
import { ConfigError } from '../core/errors';
import type { TradeExplanation } from './run-result';
import { assignFills } from './trade-fills';
import { tradeRow } from './trade-rows';

/** Why a trade was made and why it ended. @throws {ConfigError} where the run has no trade of that number (1 = first) */
export function explainTrade(run: BacktestRun, tradeNumber: number): TradeExplanation {
  const { trades } = assignFills(run.ledger, run.config.account.lot);
  const fills = trades[tradeNumber - 1];
  const trade = fills === undefined ? null : tradeRow(run, tradeNumber, fills);
  if (fills === undefined || trade === null) {
    throw new ConfigError(
      `There is no trade ${tradeNumber}: this run has ${trades.length}.`,
      'tradeNumber',
    );
  }
  return {
    trade,
    entry: run.explainFill(fills.entry),
    exit: fills.exit === null ? null : run.explainFill(fills.exit),
  };
}
