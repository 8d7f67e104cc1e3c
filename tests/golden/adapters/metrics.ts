import { cagr } from '../../../lib/statistics/cagr';
import { calmar } from '../../../lib/statistics/calmar';
import { deflatedSharpe } from '../../../lib/statistics/deflated-sharpe';
import { drawdown } from '../../../lib/statistics/drawdown';
import { equityFromReturns } from '../../../lib/statistics/equity-curve';
import { expectedMaxSharpe } from '../../../lib/statistics/expected-max-sharpe';
import { historicalEs } from '../../../lib/statistics/historical-es';
import { historicalVar } from '../../../lib/statistics/historical-var';
import { mapMetric, metric } from '../../../lib/statistics/metric';
import { minTrackRecord } from '../../../lib/statistics/min-track-record';
import { sampleVariance } from '../../../lib/statistics/moments';
import { probabilisticSharpe } from '../../../lib/statistics/probabilistic-sharpe';
import { sharpe } from '../../../lib/statistics/sharpe';
import { sortino } from '../../../lib/statistics/sortino';
import { totalReturn } from '../../../lib/statistics/total-return';
import { tradeStatistics } from '../../../lib/statistics/trade-statistics';
import { testStore } from '../../support/kernels';
import type { GoldenAdapter, GoldenVector } from '../adapter';

type Numbers = readonly number[];

/** Risk-free rate per period behind the vectors' `sharpe_rf`, where the vector states none. */
const defaultRiskFree = 0.0001;

/** Percentages of the tail figures asked for (`historical_var_95`), 95 and 99 among them. */
function tailPercents(expected: GoldenVector['expected']): Set<number> {
  const percents = new Set([95, 99]);
  for (const key of Object.keys(expected)) {
    const found = /^historical_(?:var|es)_(\d+)$/.exec(key);
    if (found !== null) percents.add(Number(found[1]));
  }
  return percents;
}

function returnOutputs(returns: Numbers, vector: GoldenVector): Record<string, unknown> {
  const { params } = vector;
  const periodsPerYear = Number(params.per_year ?? 252);
  const riskFree = Number(params.rf ?? defaultRiskFree);
  const total = totalReturn(returns);
  const growth = mapMetric(total, (value) => cagr(value, returns.length, periodsPerYear));
  const equity = equityFromReturns(returns);
  const decline = drawdown(equity);
  const outputs: Record<string, unknown> = {
    sharpe: sharpe(returns, { periodsPerYear }).value,
    sharpe_rf: sharpe(returns, { periodsPerYear, riskFree }).value,
    sortino: sortino(returns, { periodsPerYear }).value,
    calmar: calmar(growth, metric(decline.max)).value,
    cagr: growth.value,
    total_return: total.value,
    equity,
    drawdown: decline.series,
    max_drawdown: decline.max,
    peak: decline.peak,
    trough: decline.trough,
    longest_underwater: decline.longestUnderwater,
    psr0: probabilisticSharpe(returns).value,
    min_track_record: minTrackRecord(returns).value,
  };
  for (const percent of tailPercents(vector.expected)) {
    outputs[`historical_var_${percent}`] = historicalVar(returns, percent / 100).value;
    outputs[`historical_es_${percent}`] = historicalEs(returns, percent / 100).value;
  }
  return outputs;
}

function tradeOutputs(pnl: Numbers): Record<string, unknown> {
  const found = tradeStatistics(pnl);
  return {
    trades: found.trades,
    wins: found.wins,
    losses: found.losses,
    win_rate: found.winRate.value,
    avg_win: found.averageWin.value,
    avg_loss: found.averageLoss.value,
    profit_factor: found.profitFactor.value,
    expectancy: found.expectancy.value,
  };
}

/** Golden topic `metrics`: what the inputs allow is answered. */
export const metricsAdapter: GoldenAdapter = {
  topic: 'metrics',
  async answers(vector) {
    await testStore();
    const returns = vector.inputs.returns as Numbers | undefined;
    const trials = vector.inputs.trial_srs as Numbers | undefined;
    const pnl = vector.inputs.trade_pnl as Numbers | undefined;
    const outputs: Record<string, unknown> = {};
    if (returns !== undefined) Object.assign(outputs, returnOutputs(returns, vector));
    if (trials !== undefined) {
      outputs.expected_max_sr = expectedMaxSharpe(sampleVariance(trials), trials.length).value;
    }
    if (returns !== undefined && trials !== undefined) {
      outputs.dsr = deflatedSharpe(returns, trials).value;
    }
    if (pnl !== undefined) outputs.trades = tradeOutputs(pnl);
    return [{ path: 'whole', outputs }];
  },
};
