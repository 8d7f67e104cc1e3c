import type * as z from 'zod/mini';
import { ConfigError } from '../../core/errors';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy } from '../definition';
import { figureText } from '../figure-text';
import type { StrategyInputs } from '../strategy';
import { smaCrossListing, type smaCrossSchema } from './sma-cross.schema';

type SmaCrossParams = z.output<typeof smaCrossSchema>;

/** 1 fast above slow, −1 below, 0 within the dead band, NaN while an average is not available. */
function relation(fast: number, slow: number, band: number): number {
  const distance = fast - slow;
  const width = band * Math.abs(slow);
  if (distance > width) return 1;
  if (distance < -width) return -1;
  return Number.isNaN(distance) ? Number.NaN : 0;
}

/**
 * Entry `level`: the side the fast average is on; within the dead band nothing is decided; flat during warm-up.
 * Entry `cross`: the side changes only where the relation does: up when above now and not above before,
 * down when below now and not below before; the first cross can fall on bar `slow`.
 */
class SmaCross extends BarSignalStrategy {
  private fast: Float64Array = new Float64Array(0);
  private slow: Float64Array = new Float64Array(0);
  private readonly level: boolean;
  private readonly band: number;
  private readonly below: number;
  /** Entry `cross`: the side taken at the last cross, and the relation one bar before. */
  private side = 0;
  private before = Number.NaN;

  constructor(params: SmaCrossParams) {
    super();
    this.level = params.entry === 'level';
    this.band = params.band;
    this.below = params.allowShort ? -1 : 0;
  }

  attach(inputs: StrategyInputs): void {
    this.fast = inputs.feature('fast');
    this.slow = inputs.feature('slow');
  }

  protected decideAt(i: number): number {
    const now = relation(this.fast[i]!, this.slow[i]!, this.band);
    if (this.level) {
      if (now > 0) return 1;
      if (now < 0) return this.below;
      return Number.isNaN(now) ? 0 : Number.NaN;
    }
    if (now > 0 && this.before <= 0) this.side = 1;
    else if (now < 0 && this.before >= 0) this.side = this.below;
    this.before = now;
    return this.side;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(previous, signal);
  }
}

function changeReason(previous: number, signal: number): string {
  if (signal > previous) return previous === 0 ? 'Fast above slow' : 'Fast crossed above slow';
  if (signal < previous) return previous === 0 ? 'Fast below slow' : 'Fast crossed below slow';
  if (signal > 0) return 'Fast above slow';
  return Number.isNaN(signal) ? 'Averages equal' : 'Fast not above slow';
}

export const smaCross = defineStrategy(smaCrossListing, {
  check(params) {
    if (params.fast >= params.slow) {
      throw new ConfigError(
        `The fast average (${params.fast} bars) must be shorter than the slow one (${params.slow} bars).`,
        'strategy.params.fast',
      );
    }
  },
  title: (params) => `SMA cross ${params.fast}/${params.slow}`,
  features: (params) => [
    {
      indicator: 'sma',
      params: { period: params.fast },
      inputs: ['close'],
      outputs: [
        { key: 'fast', output: 0, label: `SMA ${params.fast}`, pane: 'price', kind: 'line' },
      ],
    },
    {
      indicator: 'sma',
      params: { period: params.slow },
      inputs: ['close'],
      outputs: [
        { key: 'slow', output: 0, label: `SMA ${params.slow}`, pane: 'price', kind: 'line' },
      ],
    },
  ],
  warmupBars: (params) => params.slow + (params.entry === 'cross' ? 1 : 0),
  warmupReason: (params) => `the slow average needs ${params.slow} bars`,
  isSymmetric: (params) => params.allowShort,
  cross: ({ slow, entry, allowShort, band }) => ({
    first: 'fast',
    second: 'slow',
    entry,
    above: 1,
    below: allowShort ? -1 : 0,
    deadBand: band,
    start: entry === 'cross' ? slow : slow - 1,
  }),
  create: (params) => new SmaCross(params),
  explain(params, inputs, bar) {
    const fast = inputs.feature('fast');
    const slow = inputs.feature('slow');
    const now = relation(fast[bar]!, slow[bar]!, params.band);
    const names = [
      `SMA ${params.fast} (${figureText(fast[bar]!)})`,
      `SMA ${params.slow} (${figureText(slow[bar]!)})`,
    ];
    const before = bar > 0 ? relation(fast[bar - 1]!, slow[bar - 1]!, params.band) : Number.NaN;
    const verb = now * before <= 0 ? 'crossed' : 'is';
    const rule =
      now > 0
        ? `${names[0]} ${verb} above ${names[1]}`
        : now < 0
          ? `${names[0]} ${verb} below ${names[1]}`
          : now === 0
            ? `${names[0]} equals ${names[1]}: nothing is decided`
            : `The averages are not available yet: ${params.slow} bars are needed`;
    return {
      inputs: [
        { label: `SMA ${params.fast}`, value: fast[bar]!, previous: fast[bar - 1] ?? Number.NaN },
        { label: `SMA ${params.slow}`, value: slow[bar]!, previous: slow[bar - 1] ?? Number.NaN },
        {
          label: 'Close',
          value: inputs.bars.close[bar]!,
          previous: inputs.bars.close[bar - 1] ?? Number.NaN,
        },
      ],
      rule,
    };
  },
  changeReason: (_params, previous, signal) => changeReason(previous, signal),
});
