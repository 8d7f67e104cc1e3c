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

  const both = { id: 'sma-cross', params: { fast: 3, slow: 8, allowShort: true } };
  const fillsOf = (made: BacktestRun) =>
    made.ledger.fills.map((fill, i) => ({ fill, why: made.explainFill(i) }));

  it('names the price a trailing stop followed', async () => {
    const made = await run({ strategy: both, protection: { trailingStop: 0.015 } });
    const exits = fillsOf(made).filter(({ fill }) => fill.reason === 'trailing-stop');
    expect(exits.length).toBeGreaterThan(5);
    for (const { fill, why } of exits) {
      const long = fill.side === 'sell';
      const best = why.inputs.find(({ label }) => label.endsWith('since the entry'))!;
      expect(best.label).toBe(long ? 'Highest since the entry' : 'Lowest since the entry');
      const level = best.value * (long ? 1 - 0.015 : 1 + 0.015);
      expect(fill.refPrice).toBeCloseTo(level, 8);
      expect(why.rule).toMatch(long ? /1\.5 % below the highest/ : /1\.5 % above the lowest/);
      expect(why.fill.sentence).toMatch(/^Trailing stop reached inside the bar: filled at/);
    }
  });

  it('starts a trailing stop after the bar of an entry at its close', async () => {
    const account = { fill: 'close' as const };
    const made = await run({ strategy: both, account, protection: { trailingStop: 0.015 } });
    const exits = fillsOf(made).filter(({ fill }) => fill.reason === 'trailing-stop');
    expect(exits.length).toBeGreaterThan(5);
    for (const { fill, why } of exits) {
      const best = why.inputs.find(({ label }) => label.endsWith('since the entry'))!;
      const level = best.value * (fill.side === 'sell' ? 1 - 0.015 : 1 + 0.015);
      expect(fill.refPrice).toBeCloseTo(level, 8);
    }
  });

  it('counts the bars of a time stop as they were held', async () => {
    for (const fill of ['next-open', 'close'] as const) {
      const made = await run({
        strategy: both,
        account: { fill },
        protection: { timeStopBars: 3 },
      });
      const { trades, fills } = made.ledger;
      const trade = trades.find((one) => one.exitReason === 'time')!;
      const at = fills.findIndex((one) => one.reason === 'time');
      const counted = fill === 'close' ? 'not counted' : 'counted';
      expect(trade.exitBar - trade.entryBar).toBe(fill === 'close' ? 3 : 2);
      expect(made.explainFill(at).rule).toBe(
        `Time stop: closed after 3 bars, the entry bar ${counted}`,
      );
    }
  });

  it('gives the entry an exit protects where an order was filled in parts', async () => {
    const account = { participation: 0.6 };
    const made = await run({ strategy: both, account, protection: { stopLoss: 0.005 } });
    const exits = fillsOf(made).filter(({ fill }) => fill.reason === 'stop-loss');
    expect(exits.length).toBeGreaterThan(5);
    for (const { fill, why } of exits) {
      const entry = why.inputs.find(({ label }) => label === 'Entry price')!;
      const level = entry.value * (fill.side === 'sell' ? 1 - 0.005 : 1 + 0.005);
      const { high, low } = bars;
      const inBar = Math.min(high[fill.bar]!, Math.max(low[fill.bar]!, level));
      expect(fill.refPrice).toBeCloseTo(inBar, 8);
    }
  });

  it('says of the rest of an order at the deciding close that it filled at an open', async () => {
    const account = { fill: 'close' as const, participation: 0.1 };
    const fills = fillsOf(await run({ strategy: both, account }));
    const rests = fills.filter(({ fill, why }) => fill.bar > why.decidedBar);
    expect(rests.length).toBeGreaterThan(5);
    for (const { fill, why } of rests) {
      const waited = fill.bar - why.decidedBar;
      expect(why.fill.sentence).toContain(
        `The rest of it, which waited ${waited} ${waited === 1 ? 'bar' : 'bars'} for volume: filled at the open, ${figureText(bars.open[fill.bar]!)}`,
      );
    }
  });

  it('says that an order was cut to the volume and that its rest waited', async () => {
    const account = { participation: 0.1 };
    const made = await run({ strategy: both, account, protection: { stopLoss: 0.02 } });
    const fills = fillsOf(made);
    const cut = fills.find(({ fill }) => fill.cut === 'participation')!;
    expect(cut.why.fill.sentence).toMatch(/may be traded; the rest waits\.$/);
    const rest = fills.find(
      ({ fill, why }) => fill.bar > why.decidedBar + 3 && fill.reason === 'target',
    )!;
    expect(rest.why.fill.sentence).toMatch(
      new RegExp(
        `^The rest of it, which waited ${rest.fill.bar - rest.why.decidedBar} bars for volume`,
      ),
    );
    const stopped = fills.find(({ fill }) => fill.reason === 'stop-loss-rest')!;
    expect(stopped.why.fill.sentence).toMatch(
      /^Stop-loss, the rest of it: filled at the next open/,
    );
    expect(stopped.why.rule).toMatch(/^Stop-loss 2 %/);
  });

  it('names the margin that was short where a position is liquidated', async () => {
    const account = { maxLeverage: 5, maintenance: 0.24 };
    const made = await run({ strategy: both, account, sizing: { percent: 4 } });
    const at = made.ledger.fills.findIndex((fill) => fill.reason.startsWith('liquidation'));
    expect(made.exitReason(at)).toBe('Liquidation');
    expect(made.explainFill(at).rule).toBe(
      'Equity fell below the maintenance margin, 24 % of the position’s value: it was closed',
    );
    expect(made.explainFill(at).fill.sentence).toMatch(/^Liquidation/);
  });

  it('gives the slippage paid where it grew with volatility, and the one set', async () => {
    const made = await run({
      strategy: both,
      account: { slippageModel: 'volatility', slippageExponent: 2 },
    });
    const grown = fillsOf(made).filter(({ why }) => why.fill.sentence.includes('volatile'));
    expect(grown.length).toBeGreaterThan(3);
    for (const { fill, why } of grown) {
      const paid = (Math.abs(fill.price - fill.refPrice) / fill.refPrice) * 1e4;
      expect(paid).toBeGreaterThan(2);
      expect(why.fill.sentence).toContain(
        `with ${figureText(paid)} bps slippage: 2.00 bps, and more as the last bars were volatile.`,
      );
    }
    const plain = fillsOf(made).filter(({ why }) => !why.fill.sentence.includes('volatile'));
    for (const { why } of plain) expect(why.fill.sentence).toContain('with 2.00 bps slippage.');
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
