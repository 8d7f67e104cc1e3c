import type * as z from 'zod/mini';
import { ConfigError } from '../../core/errors';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy } from '../definition';
import { figureText } from '../figure-text';
import type { StrategyInputs } from '../strategy';
import { neutralRsi } from './neutral-rsi';
import { rsiReversionListing, type rsiReversionSchema } from './rsi-reversion.schema';

type RsiReversionParams = z.output<typeof rsiReversionSchema>;

/** Long from below `oversold` until at `exit` or above; short, where allowed, from above `overbought` until at `exit` or below. */
class RsiReversion extends BarSignalStrategy {
  private rsi: Float64Array = new Float64Array(0);
  private close: Float64Array = new Float64Array(0);
  private side = 0;

  constructor(private readonly params: RsiReversionParams) {
    super();
  }

  attach(inputs: StrategyInputs): void {
    this.rsi = inputs.feature('rsi');
    this.close = inputs.bars.close;
  }

  protected decideAt(i: number): number {
    const { period, oversold, overbought, exit, allowShort } = this.params;
    const rsi = neutralRsi(this.rsi, this.close, i, period);
    if (rsi < oversold) this.side = 1;
    else if (allowShort && rsi > overbought) this.side = -1;
    else if (this.side > 0 && rsi >= exit) this.side = 0;
    else if (this.side < 0 && rsi <= exit) this.side = 0;
    return this.side;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(this.params, previous, signal);
  }
}

function changeReason(params: RsiReversionParams, previous: number, signal: number): string {
  if (signal > 0) return `RSI below ${params.oversold}`;
  if (signal < 0) return `RSI above ${params.overbought}`;
  return previous === 0 ? 'RSI between its levels' : `RSI back at ${params.exit}`;
}

export const rsiReversion = defineStrategy(rsiReversionListing, {
  check({ oversold, exit, overbought }) {
    if (!(oversold < exit && exit < overbought)) {
      throw new ConfigError(
        `The levels must rise: oversold (${oversold}) below exit (${exit}) below overbought (${overbought}).`,
        'strategy.params.exit',
      );
    }
  },
  title: (params) => `RSI reversion ${params.period}, ${params.oversold}/${params.exit}`,
  features: (params) => [
    {
      indicator: 'rsi',
      params: { period: params.period },
      inputs: ['close'],
      outputs: [
        { key: 'rsi', output: 0, label: `RSI ${params.period}`, pane: 'RSI', kind: 'line' },
      ],
    },
  ],
  levels: ({ oversold, exit, overbought, allowShort }) => [
    { key: 'oversold', label: 'Oversold', pane: 'RSI', value: oversold },
    { key: 'exit', label: 'Exit', pane: 'RSI', value: exit },
    // Without the short side nothing happens there, and a line would promise that something does.
    ...(allowShort
      ? [{ key: 'overbought', label: 'Overbought', pane: 'RSI', value: overbought }]
      : []),
  ],
  warmupBars: (params) => params.period + 1,
  warmupReason: (params) => `the RSI needs ${params.period + 1} bars`,
  isSymmetric: ({ allowShort, oversold, overbought, exit }) =>
    allowShort && oversold === 100 - overbought && exit === 50,
  create: (params) => new RsiReversion(params),
  explain(params, inputs, bar, signal) {
    const rsi = inputs.feature('rsi');
    const value = neutralRsi(rsi, inputs.bars.close, bar, params.period);
    const name = `RSI ${params.period} (${figureText(value)})`;
    let rule: string;
    if (Number.isNaN(value)) {
      rule = `The RSI is not available yet: ${params.period + 1} bars are needed`;
    } else if (value < params.oversold) {
      rule = `${name} is below the oversold level (${params.oversold})`;
    } else if (params.allowShort && value > params.overbought) {
      rule = `${name} is above the overbought level (${params.overbought})`;
    } else if (signal === 0) {
      rule = `${name} is back at the exit level (${params.exit})`;
    } else {
      rule = `${name} has not come back to the exit level (${params.exit})`;
    }
    return {
      inputs: [
        {
          label: `RSI ${params.period}`,
          value: rsi[bar]!,
          previous: rsi[bar - 1] ?? Number.NaN,
        },
        {
          label: 'Close',
          value: inputs.bars.close[bar]!,
          previous: inputs.bars.close[bar - 1] ?? Number.NaN,
        },
      ],
      rule,
    };
  },
  changeReason,
});
