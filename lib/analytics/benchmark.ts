import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { AccountConfig } from '../execution/account.schema';
import type { Bars } from '../market/bars';

/**
 * Buy and hold of the same bars with the same account: the whole capital buys at the first open, slippage,
 * half-spread and fee included and rounded down to the lot; it is never sold and never borrowed for.
 * What a lot leaves over stays cash. Equity is marked at every close, one value a bar.
 */
export function* benchmarkEquity(bars: Bars, account: AccountConfig): SlicedWork<Float64Array> {
  const open = bars.open[0]!;
  const price = open * (1 + account.slippageBps / 1e4);
  const perUnit = price * (1 + account.feeBps / 1e4) + (open * account.halfSpreadBps) / 1e4;
  const affordable = Math.max(0, (account.capital - account.feeFixed) / perUnit);
  const units =
    account.lot > 0 ? Math.floor(affordable / account.lot + 1e-6) * account.lot : affordable;
  const paid = units > 0 ? units * perUnit + account.feeFixed : 0;
  const cash = account.capital - paid;
  const equity = new Float64Array(bars.length);
  for (let from = 0; from < equity.length; from += stepValues) {
    const to = Math.min(equity.length, from + stepValues);
    for (let i = from; i < to; i++) equity[i] = cash + units * bars.close[i]!;
    yield to - from;
  }
  return equity;
}
