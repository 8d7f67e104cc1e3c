import type { ExtraData } from '../../lib/backtest/extra-data';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import type { TimestampMs } from '../../lib/core/nominal';
import { strategies } from '../../lib/strategies/catalogue';
import type { ParamValues } from '../../lib/strategies/listing';
import { modelSettingOf } from '../../lib/strategies/named-model.schema';
import { namedArtefact } from './models';

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

const modelFree = strategies.filter(({ id }) => modelSettingOf(id) === null);

/** Every strategy that needs no model with every preset and with busy settings. */
export const strategyCases: readonly StrategyCase[] = modelFree.flatMap((definition) => [
  ...definition.presets.map((preset) => ({
    name: `${definition.id} ${preset.id}`,
    strategy: { id: definition.id, params: { ...preset.params } },
  })),
  ...(busy[definition.id] ?? []).map((params, i) => ({
    name: `${definition.id} busy ${i + 1}`,
    strategy: { id: definition.id, params: { ...params } },
  })),
]);

export interface ModelCase extends StrategyCase {
  readonly extra: ExtraData;
}

/** Open of a bar of the hourly walk. */
const walkTime = (bar: number): TimestampMs =>
  1_600_000_000_000 - (1_600_000_000_000 % 3_600_000) + bar * 3_600_000;

/** Every preset, and settings that trade often, on the predictions of networks that have learned nothing; one may have seen the first 60 bars of the walk. */
export function modelCases(intervalMs: number): readonly ModelCase[] {
  // Means that put as many predictions above zero as below it.
  const small = namedArtefact({
    intervalMs,
    hidden: 3,
    lookback: 5,
    horizon: 2,
    seed: 9,
    target: { mean: 0.0065, scale: 0.02 },
  });
  const usual = namedArtefact({
    intervalMs,
    learnedUntil: walkTime(59),
    target: { mean: 0.0115, scale: 0.02 },
  });
  const of = (name: string, model: typeof small, params: ParamValues): ModelCase => ({
    name: `model-signal ${name}`,
    strategy: { id: 'model-signal', params: { ...params, model: model.hash } },
    extra: { model },
  });
  const { presets } = strategies.find(({ id }) => id === 'model-signal')!;
  return [
    ...presets.map((preset) => of(preset.id, usual, preset.params)),
    of('busy 1', small, { entryBps: 2, exitBps: -3, holdHorizon: false, allowShort: true }),
    of('busy 2', small, { entryBps: 0, exitBps: 0, holdHorizon: true, allowShort: false }),
  ];
}

/** Every strategy there is, on hourly bars. */
export const hourlyCases: readonly ModelCase[] = [
  ...strategyCases.map((one) => ({ ...one, extra: {} })),
  ...modelCases(3_600_000),
];

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
