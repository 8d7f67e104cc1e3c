import type * as z from 'zod/mini';
import { defineStrategy } from '../definition';
import { figureText } from '../figure-text';
import { observe } from '../observe';
import { BandSignalStrategy } from './band-signal-strategy';
import { keltnerBreakoutListing, type keltnerBreakoutSchema } from './keltner-breakout.schema';

type KeltnerBreakoutParams = z.output<typeof keltnerBreakoutSchema>;

/** Long from a close above the channel until one below its middle; short mirrored, where allowed. */
class KeltnerBreakout extends BandSignalStrategy {
  constructor(private readonly allowShort: boolean) {
    super();
  }

  protected decideAt(i: number): number {
    const close = this.close[i]!;
    if (close > this.upper[i]!) this.side = 1;
    else if (this.allowShort && close < this.lower[i]!) this.side = -1;
    else if (this.side > 0 && close < this.middle[i]!) this.side = 0;
    else if (this.side < 0 && close > this.middle[i]!) this.side = 0;
    return this.side;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(previous, signal);
  }
}

function changeReason(previous: number, signal: number): string {
  if (signal > 0) return 'Closed above the channel';
  if (signal < 0) return 'Closed below the channel';
  if (previous > 0) return 'Closed below the middle line';
  return previous < 0 ? 'Closed above the middle line' : 'Inside the channel';
}

const warmup = ({ period, atrPeriod }: KeltnerBreakoutParams) => Math.max(period, atrPeriod + 1);

export const keltnerBreakout = defineStrategy(keltnerBreakoutListing, {
  title: ({ period, multiple }) => `Keltner breakout ${period}, ${multiple} ATR`,
  features: ({ period, atrPeriod, multiple }) => [
    {
      indicator: 'keltner',
      params: { period, atrPeriod, multiple },
      inputs: ['high', 'low', 'close'],
      outputs: [
        { key: 'upper', output: 0, label: 'Keltner upper', pane: 'price', kind: 'band-upper' },
        { key: 'middle', output: 1, label: `EMA ${period}`, pane: 'price', kind: 'line' },
        { key: 'lower', output: 2, label: 'Keltner lower', pane: 'price', kind: 'band-lower' },
      ],
    },
  ],
  warmupBars: warmup,
  warmupReason: (p) => `the channel needs ${warmup(p)} bars`,
  isSymmetric: ({ allowShort }) => allowShort,
  create: (params) => new KeltnerBreakout(params.allowShort),
  explain(params, inputs, bar, signal, previousSignal) {
    const { close } = inputs.bars;
    const upper = inputs.feature('upper');
    const middle = inputs.feature('middle');
    const lower = inputs.feature('lower');
    const now = close[bar]!;
    const price = `Close ${figureText(now)}`;
    const left = signal === 0 && previousSignal !== 0;
    let rule = `${price} is inside the channel: the decision of an earlier bar stands`;
    if (Number.isNaN(middle[bar]!)) rule = `The channel needs ${warmup(params)} bars`;
    else if (now > upper[bar]!) {
      rule = `${price} is above the upper edge (${figureText(upper[bar]!)})`;
    } else if (now < lower[bar]!) {
      rule = `${price} is below the lower edge (${figureText(lower[bar]!)})`;
    } else if (left) {
      const side = previousSignal > 0 ? 'below' : 'above';
      rule = `${price} is ${side} the middle line (${figureText(middle[bar]!)})`;
    }
    return {
      inputs: [
        observe('Close', close, bar),
        observe('Upper edge', upper, bar),
        observe('Middle line', middle, bar),
        observe('Lower edge', lower, bar),
      ],
      rule,
    };
  },
  changeReason: (_params, previous, signal) => changeReason(previous, signal),
});
