import { describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import type { KeyFigures } from '../../../lib/analytics/run-result';
import { testStore } from '../../support/kernels';
import { barsOf, type FillInput, free, one, prices, runOf } from './run-fixture';

await testStore();

const figuresOf = (open: readonly number[], fills: readonly FillInput[], account = free) =>
  buildRunResult(runOf(barsOf({ open }), fills, { account }), one).figures;
const without = (figures: KeyFigures): Record<string, string> =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([id, { value, reason }]) =>
      value === null ? [[id, reason]] : [],
    ),
  );
const flat = new Array<number>(40).fill(100);

describe('figures without a value', () => {
  it('of a run without trades are all but counts, costs and what is in the account', () => {
    const figures = figuresOf(prices, []);
    const valued = Object.entries(figures).filter(([, { value }]) => value !== null);
    expect(Object.fromEntries(valued.map(([id, { value }]) => [id, value]))).toEqual({
      closedTrades: 0,
      openTrades: 0,
      exposure: 0,
      averageLeverage: 0,
      maxLeverage: 0,
      turnover: 0,
      costsPaid: 0,
      feesPaid: 0,
      slippagePaid: 0,
      spreadPaid: 0,
      carryPaid: 0,
      finalEquity: 1000,
    });
    expect(new Set(Object.values(without(figures)))).toEqual(
      new Set(['no trades', 'no closed trades']),
    );
  });

  it('of one winning trade need a second one, a loss, or other returns', () => {
    const figures = figuresOf(prices, [
      { bar: 1, signed: 2 },
      { bar: 3, signed: -2 },
    ]);
    expect(without(figures)).toEqual({
      averageLoss: 'no losing trade',
      averageLossBars: 'no losing trade',
      calmar: 'no drawdown',
      averageDrawdown: 'no drawdown',
      averageDrawdownBars: 'no drawdown',
      commonSenseRatio: 'no losing trade',
      cornishFisherEs95:
        'skew and tails of the returns lie outside the range the expansion holds for',
      cornishFisherVar95:
        'skew and tails of the returns lie outside the range the expansion holds for',
      gainToPain: 'no losing month',
      kelly: 'no losing trade',
      omega: 'no losing period',
      payoff: 'no losing trade',
      profitFactor: 'no losing trade',
      recoveryFactor: 'no drawdown',
      sortino: 'no losing period',
      sqn: 'one closed trade, at least 2 are needed',
      tailRatio: 'too few losing periods to have a lower tail',
      ulcerPerformance: 'no drawdown',
    });
    expect(figures.longestLossStreak.value).toBe(0);
    expect(figures.maxDrawdown.value).toBe(0);
  });

  it('of a price that never moves are those that divide by moves, losses or results', () => {
    const trades = [0, 10, 20].flatMap((bar) => [
      { bar: bar + 1, signed: 2 },
      { bar: bar + 5, signed: -2 },
    ]);
    const reasons = without(figuresOf(flat, trades));
    expect(reasons).toMatchObject({
      sharpe: 'the returns never vary',
      skewness: 'the returns never vary',
      kurtosis: 'the returns never vary',
      psr: 'the returns never vary',
      minTrackRecord: 'the returns never vary',
      cornishFisherVar95: 'the returns never vary',
      sortino: 'no losing period',
      omega: 'no losing period',
      calmar: 'no drawdown',
      ulcerPerformance: 'no drawdown',
      recoveryFactor: 'no drawdown',
      beta: 'the benchmark never varies',
      alpha: 'the benchmark never varies',
      correlation: 'the benchmark never varies',
      informationRatio: 'run and benchmark never move apart',
      upCapture: 'the benchmark never rose',
      downCapture: 'the benchmark never fell',
      averageWin: 'no winning trade',
      averageLoss: 'no losing trade',
      payoff: 'no losing trade',
      profitFactor: 'no losing trade',
      kelly: 'no losing trade',
      sqn: 'all trades had the same result',
      gainToPain: 'no losing month',
    });
    expect(Object.keys(reasons)).not.toContain('volatility');
  });

  it('of a price that grows by the same factor every bar are those that divide by scatter', () => {
    const growing = Array.from({ length: 60 }, (_, i) => 100 * 1.01 ** i);
    const reasons = without(figuresOf(growing, [{ bar: 0, signed: 10 }]));
    for (const id of ['sharpe', 'psr', 'minTrackRecord', 'skewness', 'kurtosis']) {
      expect(reasons[id], id).toBe('the returns never vary');
    }
    for (const id of ['alpha', 'beta', 'correlation']) {
      expect(reasons[id], id).toBe('the benchmark never varies');
    }
    expect(reasons.informationRatio).toBe('run and benchmark never move apart');
    expect(Object.keys(reasons)).not.toContain('volatility');
  });

  it('of trades that all win are those that divide by a loss', () => {
    const rising = Array.from({ length: 60 }, (_, i) => 100 + i + (i % 2));
    const trades = Array.from({ length: 6 }, (_, i) => [
      { bar: 8 * i, signed: 1 },
      { bar: 8 * i + 5, signed: -1 },
    ]).flat();
    const figures = figuresOf(rising, trades);
    expect(figures.winRate.value).toBe(1);
    expect(figures.winRateHigh.value).toBe(1);
    expect(figures.longestWinStreak.value).toBe(6);
    expect(figures.longestLossStreak.value).toBe(0);
    expect(without(figures)).toMatchObject({
      averageLoss: 'no losing trade',
      averageLossBars: 'no losing trade',
      commonSenseRatio: 'no losing trade',
      kelly: 'no losing trade',
      payoff: 'no losing trade',
      profitFactor: 'no losing trade',
    });
  });

  it('of an account that was lost say so', () => {
    const reasons = without(figuresOf(prices, [{ bar: 1, signed: -100 }]));
    expect(reasons).toMatchObject({
      sharpe: 'equity fell to zero or below',
      volatility: 'equity fell to zero or below',
      omega: 'equity fell to zero or below',
      beta: 'equity fell to zero or below',
      maxRunUp: 'equity fell to zero or below',
      averageLeverage: 'equity fell to zero or below while a position was held',
    });
  });

  it('of two bars need more returns', () => {
    const reasons = without(figuresOf([100, 110], [{ bar: 0, signed: 1 }]));
    for (const id of ['sharpe', 'volatility', 'beta', 'trackingError', 'tailRatio', 'kurtosis']) {
      expect(reasons[id], id).toBe('1 return, at least 2 are needed');
    }
  });
});
