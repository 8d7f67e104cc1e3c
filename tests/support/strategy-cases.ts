import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { strategies } from '../../lib/strategies/catalogue';
import type { ParamValues } from '../../lib/strategies/listing';

/** Settings that trade often on a few hundred bars, beside every preset. */
const busy: Readonly<Record<string, readonly ParamValues[]>> = {
  'sma-cross': [
    { fast: 3, slow: 8, entry: 'level', allowShort: true },
    { fast: 2, slow: 5, entry: 'cross', allowShort: true, band: 0 },
    { fast: 4, slow: 9, entry: 'cross', allowShort: false, band: 0.001 },
  ],
  'rsi-reversion': [{ period: 5, oversold: 35, exit: 50, overbought: 65, allowShort: true }],
  'donchian-breakout': [
    { entryBars: 8, exitBars: 4, allowShort: true },
    { entryBars: 5, exitBars: 9, allowShort: false },
  ],
  'bollinger-reversion': [{ period: 8, deviations: 1.2, allowShort: true }],
  macd: [
    { fast: 3, slow: 8, signal: 4, trigger: 'signal-line', allowShort: true },
    { fast: 3, slow: 8, signal: 4, trigger: 'zero-line', allowShort: true },
  ],
  'time-series-momentum': [
    { lookback: 10, every: 3, allowShort: true },
    { lookback: 20, every: 1, allowShort: false },
  ],
  'keltner-breakout': [{ period: 8, atrPeriod: 5, multiple: 0.8, allowShort: true }],
  'trend-pullback': [{ trendBars: 20, rsiPeriod: 2, pullback: 25, exitBars: 4, allowShort: true }],
};

export interface StrategyCase {
  readonly name: string;
  readonly strategy: RunConfigInput['strategy'];
}

/** Every strategy with every preset and with busy settings. */
export const strategyCases: readonly StrategyCase[] = strategies.flatMap((definition) => [
  ...definition.presets.map((preset) => ({
    name: `${definition.id} ${preset.id}`,
    strategy: { id: definition.id, params: { ...preset.params } },
  })),
  ...(busy[definition.id] ?? []).map((params, i) => ({
    name: `${definition.id} busy ${i + 1}`,
    strategy: { id: definition.id, params: { ...params } },
  })),
]);

type Sizing = NonNullable<RunConfigInput['sizing']>;
type Protection = NonNullable<RunConfigInput['protection']>;

export const sizingCases: readonly Sizing[] = [
  { kind: 'percent-of-equity', percent: 0.9 },
  { kind: 'notional', notional: 20_000 },
  { kind: 'units', units: 120 },
  { kind: 'volatility-target', targetVolatility: 0.2, volatilityLookback: 10 },
  { kind: 'volatility-target', targetVolatility: 0.3, volatilityLookback: 5, rebalanceBand: 0 },
];

export const protectionCases: readonly Protection[] = [
  {},
  { stopLoss: 0.01 },
  { stopLoss: 0.015, takeProfit: 0.02 },
  { timeStopBars: 3 },
  { stopLoss: 0.02, takeProfit: 0.03, timeStopBars: 6 },
];
