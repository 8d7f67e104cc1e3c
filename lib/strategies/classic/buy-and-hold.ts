import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy } from '../definition';
import { buyAndHoldListing } from './buy-and-hold.schema';

class BuyAndHold extends BarSignalStrategy {
  attach(): void {}

  protected decideAt(): number {
    return 1;
  }

  protected reason(): string {
    return 'Always in the market';
  }
}

export const buyAndHold = defineStrategy(buyAndHoldListing, {
  title: () => 'Buy and hold',
  features: () => [],
  warmupBars: () => 1,
  warmupReason: () => 'the first order needs a bar to be decided on and another to be filled in',
  isSymmetric: () => false,
  create: () => new BuyAndHold(),
  explain: (_params, inputs, bar) => ({
    inputs: [
      {
        label: 'Close',
        value: inputs.bars.close[bar]!,
        previous: inputs.bars.close[bar - 1] ?? Number.NaN,
      },
    ],
    rule: 'Always in the market: bought as soon as there was a bar to decide on',
  }),
  changeReason: () => 'Always in the market',
});
