import type * as z from 'zod/mini';
import { ConfigError } from '../../core/errors';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy, type IndicatorRequest } from '../definition';
import { figureText } from '../figure-text';
import { observe } from '../observe';
import type { StrategyInputs } from '../strategy';
import { neutralRsi } from './neutral-rsi';
import { trendPullbackListing, type trendPullbackSchema } from './trend-pullback.schema';

type TrendPullbackParams = z.output<typeof trendPullbackSchema>;

const none: Float64Array = new Float64Array(0);

/**
 * Long from a low RSI above the trend average until a close above the exit average or below the trend average; short
 * mirrored, where allowed (Connors and Alvarez, Short Term Trading Strategies That Work, 2008).
 */
class TrendPullback extends BarSignalStrategy {
  private close: Float64Array = none;
  private trend: Float64Array = none;
  private exit: Float64Array = none;
  private rsi: Float64Array = none;
  private side = 0;

  constructor(private readonly params: TrendPullbackParams) {
    super();
  }

  attach(inputs: StrategyInputs): void {
    this.close = inputs.bars.close;
    this.trend = inputs.feature('trend');
    this.exit = inputs.feature('exit');
    this.rsi = inputs.feature('rsi');
  }

  protected decideAt(i: number): number {
    const { rsiPeriod, pullback, allowShort } = this.params;
    const close = this.close[i]!;
    const trend = this.trend[i]!;
    const exit = this.exit[i]!;
    if (this.side > 0 && (close > exit || close < trend)) this.side = 0;
    else if (this.side < 0 && (close < exit || close > trend)) this.side = 0;
    if (this.side === 0) {
      const rsi = neutralRsi(this.rsi, this.close, i, rsiPeriod);
      if (close > trend && close <= exit && rsi < pullback) this.side = 1;
      else if (allowShort && close < trend && close >= exit && rsi > 100 - pullback) this.side = -1;
    }
    return this.side;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(this.params, previous, signal);
  }
}

function changeReason(params: TrendPullbackParams, previous: number, signal: number): string {
  if (signal > 0) return `RSI below ${params.pullback} in an uptrend`;
  if (signal < 0) return `RSI above ${100 - params.pullback} in a downtrend`;
  return previous === 0 ? 'No pullback in a trend' : 'Pullback taken back, or trend broken';
}

function average(key: string, period: number): IndicatorRequest {
  return {
    indicator: 'sma',
    params: { period },
    inputs: ['close'],
    outputs: [{ key, output: 0, label: `SMA ${period}`, pane: 'price', kind: 'line' }],
  };
}

const warmup = ({ trendBars, rsiPeriod }: TrendPullbackParams) =>
  Math.max(trendBars, rsiPeriod + 1);

export const trendPullback = defineStrategy(trendPullbackListing, {
  check({ exitBars, trendBars }) {
    if (exitBars < trendBars) return;
    throw new ConfigError(
      `The exit average (${exitBars} bars) must be shorter than the trend average (${trendBars} bars).`,
      'strategy.params.exitBars',
    );
  },
  title: (p) => `Pullback ${p.trendBars}, RSI ${p.rsiPeriod} < ${p.pullback}`,
  features: ({ trendBars, exitBars, rsiPeriod }) => [
    average('trend', trendBars),
    average('exit', exitBars),
    {
      indicator: 'rsi',
      params: { period: rsiPeriod },
      inputs: ['close'],
      outputs: [{ key: 'rsi', output: 0, label: `RSI ${rsiPeriod}`, pane: 'RSI', kind: 'line' }],
    },
  ],
  levels: ({ pullback, allowShort }) => [
    { key: 'pullback', label: 'Pullback', pane: 'RSI', value: pullback },
    ...(allowShort ? [{ key: 'rally', label: 'Rally', pane: 'RSI', value: 100 - pullback }] : []),
  ],
  warmupBars: warmup,
  warmupReason: (p) => `the trend average needs ${warmup(p)} bars`,
  isSymmetric: ({ allowShort }) => allowShort,
  create: (params) => new TrendPullback(params),
  explain(params, inputs, bar, signal, previousSignal) {
    const { close } = inputs.bars;
    const trend = inputs.feature('trend');
    const exit = inputs.feature('exit');
    const rsi = inputs.feature('rsi');
    const now = close[bar]!;
    const price = `Close ${figureText(now)}`;
    const trendText = `the trend average (${figureText(trend[bar]!)})`;
    const exitText = `the exit average (${figureText(exit[bar]!)})`;
    const reading = figureText(neutralRsi(rsi, close, bar, params.rsiPeriod));
    let rule = `${price}: the decision of an earlier bar stands`;
    if (Number.isNaN(trend[bar]!)) rule = `The trend average needs ${params.trendBars} bars`;
    else if (signal > 0 && previousSignal <= 0) {
      rule = `${price} is above ${trendText} and the RSI (${reading}) is below ${params.pullback}`;
    } else if (signal < 0 && previousSignal >= 0) {
      rule = `${price} is below ${trendText} and the RSI (${reading}) is above ${100 - params.pullback}`;
    } else if (signal === 0 && previousSignal > 0) {
      rule = now > exit[bar]! ? `${price} is above ${exitText}` : `${price} is below ${trendText}`;
    } else if (signal === 0 && previousSignal < 0) {
      rule = now < exit[bar]! ? `${price} is below ${exitText}` : `${price} is above ${trendText}`;
    }
    return {
      inputs: [
        observe('Close', close, bar),
        observe('Trend average', trend, bar),
        observe('Exit average', exit, bar),
        observe(`RSI ${params.rsiPeriod}`, rsi, bar),
      ],
      rule,
    };
  },
  changeReason,
});
