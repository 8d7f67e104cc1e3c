import { beforeAll, expect, it } from 'vitest';
import { buildRunResult, trialSharpeOf } from '../../../lib/analytics/build-run-result';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import type { Bars } from '../../../lib/market/bars';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

const config: RunConfigInput = {
  strategy: { id: 'sma-cross', params: { fast: 5, slow: 20, allowShort: true } },
  statistics: { basis: 'bar' },
};
const trials = { trialSharpes: [0.05, -0.02, 0.03] };

let bars: Bars;

beforeAll(async () => {
  await loadKernels();
  bars = await walkBars(900, 21);
});

it('with a split, a trial and its deflated Sharpe are of the bars before it, whatever came after', async () => {
  const split = bars.time[600]!;
  const whole = await runBacktest(bars, { ...config, period: { split } });
  const until = await runBacktest(bars, { ...config, period: { to: split } });
  expect(trialSharpeOf(whole)).toEqual(trialSharpeOf(until));
  const deflated = buildRunResult(whole, trials).deflatedSharpe;
  expect(deflated.value).toBeGreaterThan(0);
  expect(deflated).toEqual(buildRunResult(until, trials).deflatedSharpe);
});
