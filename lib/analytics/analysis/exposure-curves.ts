import type { BacktestRun } from '../../backtest/backtest-run';
import type { BarIndex } from '../../core/nominal';
import type { SlicedWork } from '../../core/sliced-work';
import type { RunAnalysis } from '../run-analysis';
import { spacedBars } from './spaced-bars';

/**
 * Signed value of the position over equity at up to 1,000 evenly spaced closes, and what was traded since the point
 * before. Closes at which nothing was left are no points.
 */
export function* exposureCurves(run: BacktestRun): SlicedWork<RunAnalysis['exposure']> {
  const { bars, ledger, period } = run;
  const bar: BarIndex[] = [];
  const time: number[] = [];
  const leverage: number[] = [];
  const turnover: number[] = [];
  let next = 0;
  let traded = 0;
  for (const at of spacedBars(period.firstBar, bars.length)) {
    const equity = ledger.equity[at]!;
    for (; next < ledger.fills.length && ledger.fills[next]!.bar <= at; next++) {
      traded += ledger.fills[next]!.quantity * ledger.fills[next]!.price;
    }
    if (!(equity > 0)) continue;
    bar.push(at as BarIndex);
    time.push(bars.time[at]!);
    leverage.push((ledger.position[at]! * bars.close[at]!) / equity + 0);
    turnover.push(traded / equity);
    traded = 0;
  }
  yield ledger.fills.length;
  return { bar, time, leverage, turnover };
}
