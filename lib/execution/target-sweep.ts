import { ConfigError } from '../core/errors';
import type { ColumnStore } from '../kernels/column-store';
import { SweepKernel, type SweepSettings } from '../kernels/sweep';
import type { AccountConfig } from './account.schema';
import { brokerAccount } from './broker-account';
import { checkAccount } from './broker-checks';

export type { SweepCell, SweepFigures } from '../kernels/sweep';
export type { SweepKernel };

export interface TargetSweepOptions extends Omit<SweepSettings, 'account'> {
  readonly account: AccountConfig;
  readonly rebalanceBand: number;
}

/**
 * A grid of two-column rules under one account, without protection: every cell gives what a backtest of it gives.
 * Run it in slices of cells and yield between them.
 * @throws {ConfigError} for an account or a cell that can't be run
 */
export function createTargetSweep(store: ColumnStore, options: TargetSweepOptions): SweepKernel {
  const { account, rebalanceBand, cells, columns, barCount } = options;
  checkAccount(account, rebalanceBand);
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
