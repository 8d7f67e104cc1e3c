import type { BacktestRun } from '../../backtest/backtest-run';
import { type SlicedWork, stepValues } from '../../core/sliced-work';
import { type Metric, metric, metricUnless, noValue } from '../../statistics/metric';
import { mean } from '../../statistics/moments';
import type { KeyFigures } from '../run-result';
import type { MeasuredPart } from './measured-curve';

export type AccountFigures = Pick<
  KeyFigures,
  | 'exposure'
  | 'turnover'
  | 'costsPaid'
  | 'feesPaid'
  | 'slippagePaid'
  | 'spreadPaid'
  | 'carryPaid'
  | 'finalEquity'
  | 'averageLeverage'
  | 'maxLeverage'
>;

/** What the part's fills cost, how much was held in it and what was left at its end. */
export function* accountFigures(run: BacktestRun, part: MeasuredPart): SlicedWork<AccountFigures> {
  const { ledger, config } = run;
  let fees = 0;
  let slippage = 0;
  let spread = 0;
  let tradedValue = 0;
  for (const fill of ledger.fills) {
    if (fill.bar < part.from || fill.bar >= part.to) continue;
    fees += fill.fee;
    slippage += fill.slippage;
    spread += fill.spread;
    tradedValue += fill.quantity * fill.price;
  }
  let carry = 0;
  for (let i = part.from; i < part.to; i++) carry += ledger.carry[i]!;
  yield 2 * ledger.fills.length + part.to - part.from;
  const use = yield* accountUse(run, part);
  return {
    ...use,
    turnover: turnover(tradedValue, run, part),
    costsPaid: metric(fees + slippage + spread),
    feesPaid: metric(fees),
    slippagePaid: metric(slippage),
    spreadPaid: metric(spread),
    carryPaid: metric(carry),
    finalEquity: metric(part.to === 0 ? config.account.capital : ledger.equity[part.to - 1]!),
  };
}

/** Share of bars with a position at their close, and the value held over equity. */
function* accountUse(
  { bars, ledger }: BacktestRun,
  { from, to }: MeasuredPart,
): SlicedWork<Pick<KeyFigures, 'exposure' | 'averageLeverage' | 'maxLeverage'>> {
  if (to <= from) {
    const none = noValue('no bars');
    return { exposure: none, averageLeverage: none, maxLeverage: none };
  }
  let held = 0;
  let sum = 0;
  let most = 0;
  let ruined = false;
  for (let i = from; i < to; i++) {
    if (i % stepValues === stepValues - 1) yield stepValues;
    const position = ledger.position[i]!;
    if (position === 0) continue;
    held++;
    const equity = ledger.equity[i]!;
    if (equity > 0) {
      const leverage = Math.abs(position * bars.close[i]!) / equity;
      sum += leverage;
      if (leverage > most) most = leverage;
    } else {
      ruined = true;
    }
  }
  const over = (value: number): Metric =>
    ruined
      ? noValue('equity fell to zero or below while a position was held')
      : metricUnless(value, 'equity is too small to divide by');
  return {
    exposure: metric(held / (to - from)),
    averageLeverage: over(sum / (to - from)),
    maxLeverage: over(most),
  };
}

/** Traded value a year over the mean equity of the part's bars. */
function turnover(tradedValue: number, { ledger }: BacktestRun, part: MeasuredPart): Metric {
  const periods = part.points.length - 1;
  if (periods <= 0) return noValue('no returns');
  const average = mean(ledger.equity.subarray(part.from, part.to));
  if (!(average > 0)) return noValue('average equity is not positive');
  return metricUnless(
    tradedValue / (periods / part.periodsPerYear) / average,
    'the history is too short',
  );
}
