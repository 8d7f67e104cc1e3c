import { ConfigError } from '../core/errors';
import type { ColumnStore } from '../kernels/column-store';
import { SweepKernel, type SweepSettings } from '../kernels/sweep';
import type { AccountConfig, ProtectionConfig } from './account.schema';
import { brokerAccount } from './broker-account';
import { checkAccount } from './broker-checks';
import type { BrokerTerms } from './broker-terms';

export type { SweepCell, SweepFigures, SweepLane } from '../kernels/sweep';
export type { SweepKernel };

export interface TargetSweepOptions extends Omit<SweepSettings, 'account'> {
  readonly account: BrokerTerms;
  readonly rebalanceBand: number;
}

/** Terms the sweep kernel has no rule for. */
const unruled = ['participation', 'maintenance', 'borrowShort', 'borrowCash'] as const;

/**
 * What of a run the sweep kernel has no rule for, as a reason in plain words; null = it gives what a full run gives.
 * Runs it does not know are run one by one.
 */
export function sweepKnows(account: AccountConfig, protection: ProtectionConfig): string | null {
  if (protection.stopLoss > 0) return 'protection.stopLoss is on';
  if (protection.takeProfit > 0) return 'protection.takeProfit is on';
  if (protection.trailingStop > 0) return 'protection.trailingStop is on';
  if (protection.timeStopBars > 0) return 'protection.timeStopBars is on';
  for (const key of unruled) if (account[key] > 0) return `account.${key} is on`;
  if (account.funding !== 'none') return `account.funding is ${account.funding}`;
  if (account.slippageModel !== 'constant')
    return `account.slippageModel is ${account.slippageModel}`;
  return null;
}

/**
 * A grid of two-column rules under one account, without protection: every cell gives what a backtest of it gives.
 * Run it in slices of cells and yield between them.
 * @throws {ConfigError} for an account or a cell that can't be run
 */
export function createTargetSweep(store: ColumnStore, options: TargetSweepOptions): SweepKernel {
  const { account, rebalanceBand, cells, columns, barCount } = options;
  checkAccount(account, rebalanceBand);
  for (const key of unruled) {
    if (account[key] === 0) continue;
    throw new ConfigError(
      `A sweep of targets has no rule for ${key}: run its cells one by one, or set it to 0.`,
      `account.${key}`,
    );
  }
  cells.forEach(({ first, second, start }, k) => {
    const known = [first, second].every((c) => Number.isInteger(c) && columns[c] !== undefined);
    if (known && Number.isInteger(start) && start >= 1 && start < barCount - 1) return;
    throw new ConfigError(
      `Cell ${k} compares columns ${first} and ${second} from bar ${start}: there are ${columns.length} columns and ${barCount} bars.`,
      `cells[${k}]`,
    );
  });
  return new SweepKernel(store, {
    ...options,
    account: brokerAccount(account, { rebalanceBand, flatClearsTarget: true }),
  });
}
