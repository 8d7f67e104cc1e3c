import type { BacktestRun } from '../../backtest/backtest-run';
import type { SlicedWork } from '../../core/sliced-work';
import type { RunAnalysis } from '../run-analysis';
import { spacedBars } from './spaced-bars';

/** What was paid so far at up to 1,000 evenly spaced closes; the last ones are the totals. */
export function* costCurves(run: BacktestRun): SlicedWork<RunAnalysis['costs']> {
  const { bars, ledger, period } = run;
  const curves = {
    time: [] as number[],
    fees: [] as number[],
    slippage: [] as number[],
    spread: [] as number[],
    carry: [] as number[],
  };
  let next = 0;
  let fees = 0;
  let slippage = 0;
  let spread = 0;
  let charged = period.firstBar as number;
  let carry = 0;
  for (const at of spacedBars(period.firstBar, bars.length)) {
    for (; next < ledger.fills.length && ledger.fills[next]!.bar <= at; next++) {
      const fill = ledger.fills[next]!;
      fees += fill.fee;
      slippage += fill.slippage;
      spread += fill.spread;
    }
    for (; charged <= at; charged++) carry += ledger.carry[charged]!;
    curves.time.push(bars.time[at]!);
    curves.fees.push(fees);
    curves.slippage.push(slippage);
    curves.spread.push(spread);
    curves.carry.push(carry);
  }
  yield bars.length + ledger.fills.length;
  return curves;
}
