import { beforeAll, describe, expect, it } from 'vitest';
import type { BacktestRun } from '../../../lib/backtest/backtest-run';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { createJobControl } from '../../../lib/core/job';
import type { Bars } from '../../../lib/market/bars';
import { figureText } from '../../../lib/strategies/figure-text';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/sessions';

const strategy = { id: 'sma-cross', params: { fast: 3, slow: 8 } };

describe('why a fill happened', () => {
  let bars: Bars;
  const run = (config: Partial<RunConfigInput> = {}): Promise<BacktestRun> =>
    runBacktest(bars, { strategy, ...config });
  beforeAll(async () => {
    await loadKernels();
    bars = await walkBars(400, 5);
  });

  it('shows the averages at the deciding close and the bar before, and the rule with them in it', async () => {
    const made = await run();
    const why = made.explainFill(0);
    const fill = made.ledger.fills[0]!;
    const [fast, slow] = made.plots.map((plot) => plot.values);
    expect(why.decidedBar).toBe(fill.bar - 1);
    expect(why.decidedTime).toBe(bars.time[fill.bar - 1]! + bars.intervalMs);
    expect(why.inputs.slice(0, 2)).toEqual([
      { label: 'SMA 3', value: fast![fill.bar - 1], previous: fast![fill.bar - 2] },
      { label: 'SMA 8', value: slow![fill.bar - 1], previous: slow![fill.bar - 2] },
    ]);
    expect(why.rule).toContain(`SMA 3 (${figureText(fast![fill.bar - 1]!)})`);
    expect(why.rule).toMatch(/(is|crossed) above SMA 8/);
    expect(why.target).toBe('100 % of equity, long');
    expect(why.fill.sentence).toBe(
      `Filled at the next open, ${figureText(bars.open[fill.bar]!)}, with 2.00 bps slippage.`,
    );
  });

  it('names the cross that ended a trade', async () => {
    const made = await run();
    const exits = made.ledger.fills.flatMap((fill, i) => (fill.side === 'sell' ? [i] : []));
    expect(exits.length).toBeGreaterThan(5);
    for (const i of exits) {
      expect(made.exitReason(i)).toBe('Fast crossed below slow');
      expect(made.explainFill(i).target).toBe('Flat');
    }
  });

  it('names stops, targets and time stops with their settings and where they filled', async () => {
    const made = await run({
      strategy: { id: 'sma-cross', params: { fast: 3, slow: 8, allowShort: true } },
      protection: { stopLoss: 0.02, takeProfit: 0.02, timeStopBars: 6 },
    });
    const seen = new Map<string, { rule: string; sentence: string }>();
    made.ledger.fills.forEach((fill, i) => {
      const { rule, fill: of } = made.explainFill(i);
      if (fill.side === 'sell') seen.set(fill.reason, { rule, sentence: of.sentence });
      if (fill.reason === 'stop-loss' && fill.side === 'buy') expect(rule).toMatch(/2 % above/);
      if (fill.reason === 'stop-loss') expect(made.exitReason(i)).toBe('Stop-loss');
      if (fill.reason === 'take-profit') expect(made.exitReason(i)).toBe('Take-profit');
      if (fill.reason === 'time') expect(made.exitReason(i)).toBe('Time stop');
    });
    expect(seen.get('stop-loss')?.rule).toBe('Stop-loss 2 % below the entry price');
    expect(seen.get('stop-loss')?.sentence).toMatch(/^Stop-loss reached inside the bar: filled at/);
    expect(seen.get('take-profit')?.rule).toBe('Take-profit 2 % above the entry price');
    expect(seen.get('take-profit')?.sentence).toMatch(/without slippage\.$/);
    expect(seen.get('time')?.rule).toMatch(/closed after 6 bars, the entry bar counted/);
    expect(seen.get('time')?.sentence).toMatch(/^Filled at the close/);
  });

  it('calls a fill that only follows the volatility a rebalancing', async () => {
    const made = await run({
      strategy: { id: 'buy-and-hold', params: {} },
      sizing: { kind: 'volatility-target', targetVolatility: 0.2, volatilityLookback: 10 },
    });
    const reasons = made.ledger.fills.map((_, i) => made.exitReason(i));
    expect(reasons.length).toBeGreaterThan(2);
    expect(new Set(reasons.slice(1))).toEqual(new Set(['Rebalanced to its target']));
  });

  it('says of a fill at the deciding close that it can’t be had', async () => {
    const made = await run({ account: { fill: 'close' } });
    const fill = made.ledger.fills[0]!;
    const why = made.explainFill(0);
    expect(why.decidedBar).toBe(fill.bar);
    expect(why.fill.sentence).toMatch(/^Filled at the deciding close, .* which can’t be had/);
  });

  it('names the range where there is no such fill', async () => {
    const made = await run();
    expect(() => made.explainFill(1e6)).toThrow(/There is no fill 1000000; this run has \d+/);
  });
});

describe('a long run', () => {
  it('reports its progress and stops when it is cancelled', async () => {
    await loadKernels();
    const bars = await walkBars(150_000, 2);
    for (const path of ['column', 'stepped'] as const) {
      const signal = { aborted: false };
      const done: number[] = [];
      const control = createJobControl(
        signal,
        (progress) => {
          done.push(progress.done);
          signal.aborted = true;
        },
        async () => undefined,
      );
      await expect(runBacktest(bars, { strategy }, { path, control })).rejects.toThrow(/Cancelled/);
      expect(done).toHaveLength(1);
      expect(done[0]).toBeLessThan(150_000);
    }
  });
});
