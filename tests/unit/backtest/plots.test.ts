import { beforeAll, describe, expect, it } from 'vitest';
import type { PlotSeries } from '../../../lib/backtest/backtest-run';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { ParamValues } from '../../../lib/strategies/listing';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

describe('what a run draws', () => {
  beforeAll(loadKernels);
  const plotsOf = async (id: string, params: ParamValues = {}): Promise<readonly PlotSeries[]> =>
    (await runBacktest(await walkBars(200, 3), { strategy: { id, params } })).plots;

  it('has the levels of the RSI rule across the pane of the RSI, at every bar', async () => {
    const plots = await plotsOf('rsi-reversion', { oversold: 25, exit: 55, allowShort: true });
    expect(plots.map(({ label, pane, kind }) => [label, pane, kind])).toEqual([
      ['RSI 14', 'RSI', 'line'],
      ['Oversold', 'RSI', 'level'],
      ['Exit', 'RSI', 'level'],
      ['Overbought', 'RSI', 'level'],
    ]);
    const [, ...levels] = plots;
    expect(levels.map(({ values }) => [values.length, ...new Set(values)])).toEqual([
      [200, 25],
      [200, 55],
      [200, 70],
    ]);
  });

  it('leaves out the overbought level where nothing happens at it', async () => {
    const plots = await plotsOf('rsi-reversion', { allowShort: false });
    expect(plots.map((plot) => plot.id)).toEqual(['rsi', 'oversold', 'exit']);
  });

  it('has no levels for a rule without any', async () => {
    const plots = await plotsOf('sma-cross');
    expect(plots.map((plot) => plot.kind)).toEqual(['line', 'line']);
  });
});
