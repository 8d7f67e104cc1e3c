import type * as z from 'zod/mini';
import { defineStrategy } from '../definition';
import { figureText } from '../figure-text';
import { observe } from '../observe';
import { BandSignalStrategy } from './band-signal-strategy';
import {
  bollingerReversionListing,
  type bollingerReversionSchema,
} from './bollinger-reversion.schema';

type BollingerReversionParams = z.output<typeof bollingerReversionSchema>;

/** Long from a close below the lower band until a close at the mean or above; short mirrored, where allowed. */
class BollingerReversion extends BandSignalStrategy {
  constructor(private readonly params: BollingerReversionParams) {
    super();
  }

  protected decideAt(i: number): number {
    const close = this.close[i]!;
    if (close < this.lower[i]!) this.side = 1;
    else if (close > this.upper[i]!) {
      if (this.params.allowShort) this.side = -1;
      else this.side = 0;
    } else if (this.side > 0 && close >= this.middle[i]!) this.side = 0;
    else if (this.side < 0 && close <= this.middle[i]!) this.side = 0;
    return this.side;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(previous, signal);
  }
}

function changeReason(previous: number, signal: number): string {
  if (signal > 0) return 'Closed below the lower band';
  if (signal < 0) return 'Closed above the upper band';
  return previous === 0 ? 'Between the bands' : 'Closed back at the mean';
}

export const bollingerReversion = defineStrategy(bollingerReversionListing, {
  title: ({ period, deviations }) => `Bollinger reversion ${period}, ${deviations}`,
  features: ({ period, deviations }) => [
    {
      indicator: 'bollinger',
      params: { period, deviations },
      inputs: ['close'],
      outputs: [
        {
          key: 'upper',
          output: 0,
          label: `Upper band ${period}`,
          pane: 'price',
          kind: 'band-upper',
        },
        { key: 'middle', output: 1, label: `Mean ${period}`, pane: 'price', kind: 'line' },
        {
          key: 'lower',
          output: 2,
          label: `Lower band ${period}`,
          pane: 'price',
          kind: 'band-lower',
        },
      ],
    },
  ],
  warmupBars: ({ period }) => period,
  warmupReason: ({ period }) => `the bands need ${period} bars`,
  isSymmetric: ({ allowShort }) => allowShort,
  create: (params) => new BollingerReversion(params),
  explain({ period }, inputs, bar, signal) {
    const { close } = inputs.bars;
    const band = (key: string, name: string) => {
      const column = inputs.feature(key);
      return {
        column,
        label: name,
        text: `the ${name.toLowerCase()} (${figureText(column[bar]!)})`,
      };
    };
    const upper = band('upper', `Upper band ${period}`);
    const middle = band('middle', `Mean ${period}`);
    const lower = band('lower', `Lower band ${period}`);
    const now = close[bar]!;
    const price = `Close ${figureText(now)}`;
    let rule = `${price} is between the bands: the decision of an earlier bar stands`;
    if (Number.isNaN(middle.column[bar]!)) {
      rule = `The bands are not known yet: ${period} bars are needed`;
    } else if (now < lower.column[bar]!) rule = `${price} is below ${lower.text}`;
    else if (now > upper.column[bar]!) rule = `${price} is above ${upper.text}`;
    else if (signal === 0) rule = `${price} is back at ${middle.text}`;
    return {
      inputs: [
        observe('Close', close, bar),
        ...[upper, middle, lower].map(({ label, column }) => observe(label, column, bar)),
      ],
      rule,
    };
  },
  changeReason: (_params, previous, signal) => changeReason(previous, signal),
});
