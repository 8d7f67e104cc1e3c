import { describe, expect, it } from 'vitest';
import { buildRunResult, trialSharpeOf } from '../../../lib/analytics/build-run-result';
import { explainTrade } from '../../../lib/analytics/explain-trade';
import { testStore } from '../../support/kernels';
import { barsOf, dayMs, type FillInput, free, one, prices, runOf, trades } from './run-fixture';

await testStore();

const hourMs = 3_600_000;

describe('figures of a run', () => {
  const result = buildRunResult(runOf(barsOf({ open: prices }), trades, { account: free }), one);
  const figures = result.figures;

  it('count closed and open trades apart', () => {
    expect(figures.closedTrades.value).toBe(2);
    expect(figures.openTrades.value).toBe(1);
    expect(figures.winRate.value).toBe(1);
  });

  it('add up: 20 + 30 closed and 60 open on a capital of 1000', () => {
    expect(result.trades.map((trade) => trade.pnl)).toEqual([20, 30, 60]);
    expect(figures.netProfit.value).toBeCloseTo(110, 10);
    expect(figures.totalReturn.value).toBeCloseTo(0.11, 12);
    expect(figures.finalEquity.value).toBeCloseTo(1110, 10);
  });

  it('hold a position at 6 of 10 closes', () => {
    expect(figures.exposure.value).toBe(0.6);
  });

  it('count holding in bars from entry to exit', () => {
    expect(result.trades.map((trade) => trade.bars)).toEqual([2, 2, 1]);
    expect(figures.averageBarsHeld.value).toBe(2);
  });

  it('have no profit factor without a losing trade', () => {
    expect(figures.profitFactor).toEqual({ value: null, reason: 'no losing trade' });
  });

  it('state turnover as traded value a year over mean equity', () => {
    const traded = 200 + 220 + 120 + 90 + 240;
    const mean = result.curves.equity.reduce((sum, value) => sum + value, 0) / 10;
    const years = 9 / result.annualisation.periodsPerYear;
    expect(figures.turnover.value).toBeCloseTo(traded / years / mean, 9);
  });

  it('number the fills by the trade they belong to', () => {
    expect(result.fills.map((fill) => fill.tradeNumber)).toEqual([1, 1, 2, 2, 3]);
  });

  it('name the exit by the strategy’s rule, and the open trade by its mark', () => {
    expect(result.trades.map((trade) => trade.exitReason)).toEqual([
      'Rule of fill 1',
      'Rule of fill 3',
      'Marked at last close',
    ]);
  });

  it('have the return of an open trade on all it was entered for, the part closed since included', () => {
    const last = (fills: readonly FillInput[]) =>
      buildRunResult(runOf(barsOf({ open: prices }), fills, { account: free }), one).trades.at(-1)!;
    // 2 at 100 and 2 at 110 are 420; 3 sold at 120 gain 45, the last one at 100 loses 5.
    const reduced = last([
      { bar: 1, signed: 2 },
      { bar: 3, signed: 2 },
      { bar: 5, signed: -3 },
    ]);
    expect(reduced.pnl).toBeCloseTo(40, 9);
    expect(reduced.returnFraction).toBeCloseTo(40 / 420, 12);
    // 3 short at 120, of which 1 is bought back at 90: 30, and 40 on what is left.
    const turned = last([
      { bar: 1, signed: 2 },
      { bar: 5, signed: -5 },
      { bar: 7, signed: 1 },
    ]);
    expect(turned.pnl).toBeCloseTo(70, 9);
    expect(turned.returnFraction).toBeCloseTo(70 / 360, 12);
  });

  it('explain a trade by its first and last fill', () => {
    const run = runOf(barsOf({ open: prices }), trades, { account: free });
    expect(explainTrade(run, 2).entry.rule).toBe('fill 2');
    expect(explainTrade(run, 2).exit?.rule).toBe('fill 3');
    expect(explainTrade(run, 3).exit).toBeNull();
    expect(() => explainTrade(run, 4)).toThrow('There is no trade 4: this run has 3.');
  });
});

describe('costs', () => {
  it('are told apart and add up to the difference from the free run', () => {
    const bars = barsOf({ open: prices });
    const account = { capital: 1000, feeBps: 10, slippageBps: 20, halfSpreadBps: 5 };
    const paid = buildRunResult(runOf(bars, trades, { account }), one).figures;
    const none = buildRunResult(runOf(bars, trades, { account: free }), one).figures;
    expect(paid.slippagePaid.value).toBeCloseTo((200 + 220 + 120 + 90 + 240) * 0.002, 9);
    expect(paid.spreadPaid.value).toBeCloseTo((200 + 220 + 120 + 90 + 240) * 0.0005, 9);
    expect(paid.costsPaid.value).toBeCloseTo(
      paid.feesPaid.value! + paid.slippagePaid.value! + paid.spreadPaid.value!,
      12,
    );
    expect(none.netProfit.value! - paid.netProfit.value!).toBeCloseTo(paid.costsPaid.value!, 9);
  });

  it('that don’t add up are an error', () => {
    const run = runOf(barsOf({ open: prices }), trades, { account: free });
    const equity = run.ledger.equity.slice();
    equity[9] = equity[9]! + 1;
    expect(() => buildRunResult({ ...run, ledger: { ...run.ledger, equity } }, one)).toThrow(
      'does not add up',
    );
  });

  it('and trades that the fills don’t make are an error', () => {
    const run = runOf(barsOf({ open: prices }), trades, { account: free });
    expect(() =>
      buildRunResult({ ...run, ledger: { ...run.ledger, openTrade: null } }, one),
    ).toThrow('1 open trades');
  });
});

describe('benchmark', () => {
  it('spends the whole capital at the first open, costs included', () => {
    const account = { capital: 1000, feeBps: 10, slippageBps: 20, halfSpreadBps: 5 };
    const result = buildRunResult(runOf(barsOf({ open: prices }), trades, { account }), one);
    const units = 1000 / (100.2 * 1.001 + 0.05);
    expect(result.curves.benchmark[0]).toBeCloseTo(units * 100, 9);
    expect(result.curves.benchmark[9]).toBeCloseTo(units * 100, 9);
    expect(result.benchmark.maxDrawdown.value).toBeCloseTo(1 - 80 / 120, 9);
  });

  it('buys whole lots and keeps the rest as cash', () => {
    const result = buildRunResult(
      runOf(barsOf({ open: [300, 300, 330] }), [], { account: { ...free, lot: 1 } }),
      one,
    );
    expect([...result.curves.benchmark]).toEqual([1000, 1000, 1090]);
  });
});

describe('a run without trades', () => {
  const result = buildRunResult(runOf(barsOf({ open: prices }), []), { trialSharpes: [] });

  it('has no value for any return, risk or ratio', () => {
    const { figures } = result;
    for (const id of [
      'totalReturn',
      'cagr',
      'sharpe',
      'maxDrawdown',
      'volatility',
      'psr',
      'winRate',
      'profitFactor',
      'expectancy',
    ] as const) {
      expect(figures[id].value, id).toBeNull();
      expect(figures[id].reason, id).toMatch(/trades/);
    }
    expect(result.deflatedSharpe.value).toBeNull();
  });

  it('says why in its first note and still shows the benchmark', () => {
    expect(result.honesty[0]).toEqual({
      id: 'no-trades',
      lead: 'No trades',
      text: 'were made: the price never crossed.',
    });
    expect(result.benchmark.totalReturn.value).not.toBeNull();
    expect(trialSharpeOf(runOf(barsOf({ open: prices }), [])).value).toBeNull();
  });
});

describe('a single bar', () => {
  it('gives counts and no ratios', () => {
    const result = buildRunResult(runOf(barsOf({ open: [100] }), [{ bar: 0, signed: 1 }]), one);
    expect(result.annualisation.periods).toBe(0);
    expect(result.figures.sharpe.value).toBeNull();
    expect(result.figures.cagr.value).toBeNull();
    expect(result.figures.openTrades.value).toBe(1);
  });
});

describe('a flat price without costs', () => {
  it('has return and risk of 0 and no ratios', () => {
    const run = runOf(barsOf({ open: new Array<number>(50).fill(100) }), [{ bar: 1, signed: 2 }], {
      account: free,
    });
    const { figures } = buildRunResult(run, one);
    for (const id of ['totalReturn', 'cagr', 'volatility', 'maxDrawdown'] as const) {
      expect(figures[id], id).toEqual({ value: 0 });
    }
    for (const id of [
      'sharpe',
      'sortino',
      'calmar',
      'psr',
      'skewness',
      'minTrackRecord',
    ] as const) {
      expect(figures[id].value, id).toBeNull();
    }
  });
});

describe('annualisation', () => {
  it('is 365 for daily bars around the year, inferred, and what was chosen else', () => {
    const bars = barsOf({ open: new Array<number>(400).fill(100) });
    const fills = [{ bar: 1, signed: 1 }];
    expect(buildRunResult(runOf(bars, fills), one).annualisation).toEqual({
      periodsPerYear: 365,
      how: 'inferred',
      basis: 'daily',
      periods: 399,
    });
    const chosen = runOf(bars, fills, { statistics: { periodsPerYear: 252, basis: 'auto' } });
    expect(buildRunResult(chosen, one).annualisation).toMatchObject({
      periodsPerYear: 252,
      how: 'chosen',
    });
  });

  it('measures hourly bars on day ends, or on every bar where asked', () => {
    const open = Array.from({ length: 24 * 30 }, (_, i) => 100 + (i % 7));
    const bars = barsOf({ open }, { intervalMs: hourMs });
    const daily = buildRunResult(runOf(bars, [{ bar: 1, signed: 1 }]), one);
    expect(daily.annualisation).toMatchObject({ periodsPerYear: 365, basis: 'daily', periods: 29 });
    const perBar = runOf(bars, [{ bar: 1, signed: 1 }], {
      statistics: { periodsPerYear: null, basis: 'bar' },
    });
    expect(buildRunResult(perBar, one).annualisation).toMatchObject({
      periodsPerYear: 8760,
      basis: 'bar',
      periods: 719,
    });
  });

  it('ends an hourly day where the zone’s wall clock does, summer time included', () => {
    // 24 hours from 2020-07-01 04:00 UTC are one New York day in summer and parts of two in UTC.
    const start = Date.UTC(2020, 6, 1, 4);
    const time = Float64Array.from({ length: 48 }, (_, i) => start + i * hourMs);
    const open = Array.from({ length: 48 }, () => 100);
    const newYork = barsOf({ open }, { intervalMs: hourMs, time, timeZone: 'America/New_York' });
    const utc = barsOf({ open }, { intervalMs: hourMs, time });
    expect(buildRunResult(runOf(newYork, []), one).annualisation.periods).toBe(1);
    expect(buildRunResult(runOf(utc, []), one).annualisation.periods).toBe(2);
  });

  it('of the recorded trial is per period', () => {
    const run = runOf(barsOf({ open: prices }), trades, { account: free });
    const result = buildRunResult(run, one);
    expect(trialSharpeOf(run).value! * Math.sqrt(result.annualisation.periodsPerYear)).toBeCloseTo(
      result.figures.sharpe.value!,
      12,
    );
  });
});

describe('excursions', () => {
  const input = {
    open: [100, 100, 100, 100, 100],
    high: [100, 104, 108, 150, 100],
    low: [100, 97, 95, 50, 100],
  };

  it('of a long trade span the bars held; the bar of an exit at its open counts by that price', () => {
    const run = runOf(
      barsOf(input),
      [
        { bar: 1, signed: 1 },
        { bar: 3, signed: -1 },
      ],
      { account: free },
    );
    const [trade] = buildRunResult(run, one).trades;
    expect(trade!.worst).toBeCloseTo(-0.05, 12);
    expect(trade!.best).toBeCloseTo(0.08, 12);
  });

  it('of a short trade are mirrored', () => {
    const run = runOf(
      barsOf(input),
      [
        { bar: 1, signed: -1 },
        { bar: 3, signed: 1 },
      ],
      { account: free },
    );
    const [trade] = buildRunResult(run, one).trades;
    expect(trade!.worst).toBeCloseTo(-0.08, 12);
    expect(trade!.best).toBeCloseTo(0.05, 12);
  });

  it('of a stop-loss inside a bar reach its price and no further', () => {
    const run = runOf(
      barsOf(input),
      [
        { bar: 1, signed: 1 },
        { bar: 3, signed: -1, refPrice: 90, reason: 'stop-loss' },
      ],
      { account: free },
    );
    const [trade] = buildRunResult(run, one).trades;
    expect(trade!.worst).toBeCloseTo(-0.1, 12);
    expect(trade!.best).toBeCloseTo(0.08, 12);
    expect(trade!.exitReason).toBe('Stop-loss');
  });

  it('of a time stop at the close include its whole bar', () => {
    const run = runOf(
      barsOf(input),
      [
        { bar: 1, signed: 1 },
        { bar: 3, signed: -1, refPrice: 100, reason: 'time' },
      ],
      { account: free },
    );
    const [trade] = buildRunResult(run, one).trades;
    expect([trade!.worst, trade!.best]).toEqual([-0.5, 0.5]);
  });
});

describe('reversals', () => {
  it('close one trade and open the next with the same fill', () => {
    const run = runOf(
      barsOf({ open: [100, 100, 110, 105] }),
      [
        { bar: 1, signed: 1 },
        { bar: 2, signed: -2 },
        { bar: 3, signed: 1 },
      ],
      { account: free },
    );
    const result = buildRunResult(run, one);
    expect(result.trades.map(({ side, pnl }) => [side, pnl])).toEqual([
      ['long', 10],
      ['short', 5],
    ]);
    expect(result.fills.map((fill) => fill.tradeNumber)).toEqual([1, 2, 2]);
    expect(explainTrade(run, 1).exit?.rule).toBe('fill 1');
    expect(explainTrade(run, 2).entry.rule).toBe('fill 1');
  });
});

describe('calendar and drawdowns', () => {
  it('monthly returns compound to the yearly one and start from the capital', () => {
    const open = Array.from({ length: 400 }, (_, i) => 100 + Math.floor(i / 10));
    const run = runOf(barsOf({ open }), [{ bar: 0, signed: 5 }], { account: free });
    const { monthly, figures } = buildRunResult(run, one);
    expect(monthly.years.map((row) => row.year)).toEqual([2020, 2021]);
    let total = 1;
    for (const row of monthly.years) {
      let year = 1;
      for (const month of row.months) year *= 1 + (month ?? 0);
      expect(year).toBeCloseTo(1 + row.total!, 12);
      total *= year;
    }
    expect(total).toBeCloseTo(1 + figures.totalReturn.value!, 12);
    expect(monthly.years[1]!.months.slice(2)).toEqual(new Array(10).fill(null));
  });

  it('daily bars stamped 00:00 UTC keep their date in any zone', () => {
    const bars = barsOf({ open: [100, 101] }, { timeZone: 'America/New_York' });
    expect(buildRunResult(runOf(bars, []), one).monthly.years[0]!.year).toBe(2020);
  });

  it('episodes are sorted by depth, the last may be unrecovered', () => {
    const open = [100, 120, 90, 120, 130, 117, 125];
    const run = runOf(barsOf({ open }), [{ bar: 0, signed: 10 }], { account: free });
    const { drawdowns, figures } = buildRunResult(run, one);
    expect(drawdowns.map((d) => [d.peakBar, d.troughBar, d.recoveryBar, d.bars])).toEqual([
      [1, 2, 3, 1],
      [4, 5, null, 2],
    ]);
    expect(drawdowns[0]!.depth).toBeCloseTo(0.25, 12);
    expect(figures.maxDrawdown.value).toBeCloseTo(0.25, 12);
    expect(figures.longestUnderwaterBars.value).toBe(2);
  });
});

describe('prices', () => {
  it('are written with the decimals of the tick, or of the prices themselves', () => {
    const decimals = (open: number[], tickSize = 0) =>
      buildRunResult(
        runOf(barsOf({ open }, { instrument: { ...barsOf({ open }).instrument, tickSize } }), []),
        one,
      ).data.priceDecimals;
    expect(decimals([1.10345, 1.2])).toBe(5);
    expect(decimals([1455.2, 1400])).toBe(2);
    expect(decimals([30000, 30001])).toBe(0);
    expect(decimals([30000, 30001], 0.01)).toBe(2);
    expect(decimals([1455.219971, 1399.420044])).toBe(2);
    expect(decimals([0.00001234, 0.00001235])).toBe(8);
    expect(decimals([150.123, 150.2])).toBe(3);
  });
});

describe('time of a bar', () => {
  it('is its opening', () => {
    const result = buildRunResult(runOf(barsOf({ open: prices }), trades, { account: free }), one);
    expect(result.trades[0]!.entryTime).toBe(Date.UTC(2020, 0, 1) + dayMs);
    expect(result.data.lastTime).toBe(Date.UTC(2020, 0, 10));
  });
});
