import type * as z from 'zod/mini';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy, type IndicatorRequest } from '../definition';
import { figureText } from '../figure-text';
import type { StrategyInputs } from '../strategy';
import { donchianBreakoutListing, type donchianBreakoutSchema } from './donchian-breakout.schema';

type DonchianBreakoutParams = z.output<typeof donchianBreakoutSchema>;

const none = new Float64Array(0);

/** Channels are read one bar back, so that a close is compared with the bars before it. */
class DonchianBreakout extends BarSignalStrategy {
  private close: Float64Array = none;
  private entryHigh: Float64Array = none;
  private exitLow: Float64Array = none;
  private entryLow: Float64Array = none;
  private exitHigh: Float64Array = none;
  private side = 0;

  constructor(private readonly allowShort: boolean) {
    super();
  }

  attach(inputs: StrategyInputs): void {
    this.close = inputs.bars.close;
    this.entryHigh = inputs.feature('entryHigh');
    this.exitLow = inputs.feature('exitLow');
    if (this.allowShort) {
      this.entryLow = inputs.feature('entryLow');
      this.exitHigh = inputs.feature('exitHigh');
    }
  }

  protected decideAt(i: number): number {
    if (i === 0) return 0;
    const close = this.close[i]!;
    if (close > this.entryHigh[i - 1]!) this.side = 1;
    else if (this.allowShort && close < this.entryLow[i - 1]!) this.side = -1;
    else if (this.side > 0 && close < this.exitLow[i - 1]!) this.side = 0;
    else if (this.side < 0 && close > this.exitHigh[i - 1]!) this.side = 0;
    return this.side;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(previous, signal);
  }
}

function changeReason(previous: number, signal: number): string {
  if (signal > 0) return 'Closed above the entry channel';
  if (signal < 0) return 'Closed below the entry channel';
  if (previous > 0) return 'Closed below the exit channel';
  return previous < 0 ? 'Closed above the exit channel' : 'Inside the channel';
}

function channel(
  indicator: 'maximum' | 'minimum',
  period: number,
  key: string,
  kind: 'band-upper' | 'band-lower' | 'line',
): IndicatorRequest {
  const label = indicator === 'maximum' ? `Highest high ${period}` : `Lowest low ${period}`;
  return {
    indicator,
    params: { period },
    inputs: [indicator === 'maximum' ? 'high' : 'low'],
    outputs: [{ key, output: 0, label, pane: 'price', kind }],
  };
}

export const donchianBreakout = defineStrategy(donchianBreakoutListing, {
  title: (params) => `Donchian breakout ${params.entryBars}/${params.exitBars}`,
  features: ({ entryBars, exitBars, allowShort }) => [
    channel('maximum', entryBars, 'entryHigh', 'band-upper'),
    channel('minimum', exitBars, 'exitLow', 'line'),
    ...(allowShort
      ? [
          channel('minimum', entryBars, 'entryLow', 'band-lower'),
          channel('maximum', exitBars, 'exitHigh', 'line'),
        ]
      : []),
  ],
  warmupBars: (params) => params.entryBars + 1,
  warmupReason: (params) => `the entry channel needs ${params.entryBars} bars before the first one`,
  isSymmetric: (params) => params.allowShort,
  create: (params) => new DonchianBreakout(params.allowShort),
  explain(params, inputs, bar, signal, previousSignal) {
    const close = inputs.bars.close;
    const now = close[bar]!;
    const lines = levels(params, signal, previousSignal).map((level) => ({
      ...level,
      values: inputs.feature(level.key),
    }));
    const before = (values: Float64Array) => values[bar - 1] ?? Number.NaN;
    const broken = lines.find((line) =>
      line.above ? now > before(line.values) : now < before(line.values),
    );
    return {
      inputs: [
        { label: 'Close', value: now, previous: close[bar - 1] ?? Number.NaN },
        ...lines.map((line) => ({
          label: line.label,
          value: before(line.values),
          previous: line.values[bar - 2] ?? Number.NaN,
        })),
      ],
      rule:
        broken === undefined
          ? `Close ${figureText(now)} broke no channel: the decision of an earlier bar stands`
          : `Close ${figureText(now)} is ${broken.above ? 'above' : 'below'} the ${broken.name} (${figureText(before(broken.values))})`,
    };
  },
  changeReason: (_params, previous, signal) => changeReason(previous, signal),
});

/** The channel lines that can have led to `signal`, the one that did first. */
function levels(
  { entryBars, exitBars, allowShort }: DonchianBreakoutParams,
  signal: number,
  previousSignal: number,
) {
  const line = (key: string, above: boolean, bars: number) => {
    const extreme = above ? 'highest high' : 'lowest low';
    return {
      key,
      above,
      label: `${above ? 'Highest high' : 'Lowest low'} of the ${bars} bars before`,
      name: `${extreme} of the ${bars} bars before`,
    };
  };
  if (signal > 0) return [line('entryHigh', true, entryBars)];
  if (signal < 0) return [line('entryLow', false, entryBars)];
  if (previousSignal < 0) return [line('exitHigh', true, exitBars)];
  if (previousSignal > 0) return [line('exitLow', false, exitBars)];
  return [
    line('entryHigh', true, entryBars),
    ...(allowShort ? [line('entryLow', false, entryBars)] : []),
  ];
}
