import type * as z from 'zod/mini';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy } from '../definition';
import { figureText } from '../figure-text';
import { observe } from '../observe';
import type { StrategyInputs } from '../strategy';
import {
  timeSeriesMomentumListing,
  type timeSeriesMomentumSchema,
} from './time-series-momentum.schema';

type TimeSeriesMomentumParams = z.output<typeof timeSeriesMomentumSchema>;

/**
 * The sign of the return over the look-back, decided on bar `lookback` and every `every` bars after it
 * (Moskowitz, Ooi and Pedersen, Time series momentum, 2012). Between decisions the signal stays, so that a
 * volatility target goes on adjusting the size. An unchanged price keeps the side.
 */
class TimeSeriesMomentum extends BarSignalStrategy {
  private close: Float64Array = new Float64Array(0);
  private side = 0;

  constructor(private readonly params: TimeSeriesMomentumParams) {
    super();
  }

  attach(inputs: StrategyInputs): void {
    this.close = inputs.bars.close;
  }

  protected decideAt(i: number): number {
    const { lookback, allowShort } = this.params;
    if (isDecision(this.params, i)) {
      const now = this.close[i]!;
      const then = this.close[i - lookback]!;
      if (now > then) this.side = 1;
      else if (now < then) this.side = allowShort ? -1 : 0;
    }
    return this.side;
  }

  protected reason(_previous: number, signal: number): string {
    return changeReason(this.params, signal);
  }
}

const isDecision = ({ lookback, every }: TimeSeriesMomentumParams, i: number): boolean =>
  i >= lookback && (i - lookback) % every === 0;

function changeReason({ lookback }: TimeSeriesMomentumParams, signal: number): string {
  if (signal > 0) return `Higher than ${lookback} bars ago`;
  return signal < 0 ? `Lower than ${lookback} bars ago` : `Not higher than ${lookback} bars ago`;
}

export const timeSeriesMomentum = defineStrategy(timeSeriesMomentumListing, {
  title: ({ lookback, every }) => `Momentum ${lookback}, every ${every}`,
  features: ({ lookback }) => [
    {
      indicator: 'roc',
      params: { period: lookback },
      inputs: ['close'],
      outputs: [
        {
          key: 'change',
          output: 0,
          label: `Change over ${lookback}, %`,
          pane: 'Momentum',
          kind: 'line',
        },
      ],
    },
  ],
  levels: () => [{ key: 'zero', label: 'Zero', pane: 'Momentum', value: 0 }],
  warmupBars: ({ lookback }) => lookback + 1,
  warmupReason: ({ lookback }) => `the first comparison needs ${lookback + 1} bars`,
  isSymmetric: ({ allowShort }) => allowShort,
  create: (params) => new TimeSeriesMomentum(params),
  explain(params, inputs, bar) {
    const { lookback, every } = params;
    const { close } = inputs.bars;
    const sinceLook = bar < lookback ? 0 : (bar - lookback) % every;
    const looked = bar - sinceLook;
    const now = close[looked]!;
    const then = close[looked - lookback] ?? Number.NaN;
    const relation = now > then ? 'is above' : now < then ? 'is below' : 'equals';
    const when = sinceLook === 0 ? 'Close' : `The last look, ${sinceLook} bars ago, stands: close`;
    return {
      inputs: [
        observe('Close', close, bar),
        observe(`Change over ${lookback}, %`, inputs.feature('change'), bar),
      ],
      rule:
        bar < lookback
          ? `There is no close ${lookback} bars ago yet`
          : `${when} ${figureText(now)} ${relation} the close ${lookback} bars before, ${figureText(then)}`,
    };
  },
  changeReason: (params, _previous, signal) => changeReason(params, signal),
});
