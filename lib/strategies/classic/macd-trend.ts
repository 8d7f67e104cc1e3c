import type * as z from 'zod/mini';
import { ConfigError } from '../../core/errors';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy } from '../definition';
import { figureText } from '../figure-text';
import { observe } from '../observe';
import type { StrategyInputs } from '../strategy';
import { macdTrendListing, type macdTrendSchema } from './macd-trend.schema';

type MacdTrendParams = z.output<typeof macdTrendSchema>;

/** Long above the trigger line, short or flat below it; exactly on it the last decision stands; flat during warm-up. */
class MacdTrend extends BarSignalStrategy {
  private line: Float64Array = new Float64Array(0);
  private signal: Float64Array = new Float64Array(0);
  private readonly atZero: boolean;
  private readonly below: number;

  constructor(params: MacdTrendParams) {
    super();
    this.atZero = params.trigger === 'zero-line';
    this.below = params.allowShort ? -1 : 0;
  }

  attach(inputs: StrategyInputs): void {
    this.line = inputs.feature('macd');
    this.signal = inputs.feature('signal');
  }

  protected decideAt(i: number): number {
    const line = this.line[i]!;
    const level = this.atZero ? 0 : this.signal[i]!;
    if (line > level) return 1;
    if (line < level) return this.below;
    return Number.isNaN(line) || Number.isNaN(level) ? 0 : Number.NaN;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(this.atZero ? 'zero' : 'its signal line', previous, signal);
  }
}

function changeReason(line: string, previous: number, signal: number): string {
  if (signal > 0) return `MACD above ${line}`;
  if (signal < previous || signal < 0) return `MACD below ${line}`;
  return Number.isNaN(signal) ? `MACD on ${line}` : `MACD not above ${line}`;
}

const lineName = ({ trigger }: MacdTrendParams) =>
  trigger === 'zero-line' ? 'zero' : 'its signal line';

const warmup = ({ slow, signal }: MacdTrendParams) => slow + signal - 1;

export const macdTrend = defineStrategy(macdTrendListing, {
  check({ fast, slow }) {
    if (fast < slow) return;
    throw new ConfigError(
      `The fast average (${fast} bars) must be shorter than the slow one (${slow} bars).`,
      'strategy.params.fast',
    );
  },
  title: (p) =>
    `MACD ${p.fast}/${p.slow}${p.trigger === 'zero-line' ? ' at zero' : `/${p.signal}`}`,
  features: ({ fast, slow, signal }) => [
    {
      indicator: 'macd',
      params: { fast, slow, signal },
      inputs: ['close'],
      outputs: [
        { key: 'macd', output: 0, label: `MACD ${fast}/${slow}`, pane: 'MACD', kind: 'line' },
        { key: 'signal', output: 1, label: `Signal ${signal}`, pane: 'MACD', kind: 'line' },
      ],
    },
  ],
  levels: () => [{ key: 'zero', label: 'Zero', pane: 'MACD', value: 0 }],
  warmupBars: warmup,
  warmupReason: (p) => `the averages and the signal line need ${warmup(p)} bars`,
  isSymmetric: ({ allowShort }) => allowShort,
  create: (params) => new MacdTrend(params),
  explain(params, inputs, bar) {
    const macd = inputs.feature('macd');
    const signal = inputs.feature('signal');
    const line = macd[bar]!;
    const level = params.trigger === 'zero-line' ? 0 : signal[bar]!;
    const name = `MACD (${figureText(line)})`;
    const other =
      params.trigger === 'zero-line' ? 'zero' : `its signal line (${figureText(level)})`;
    let rule = `${name} is on ${other}: the decision of an earlier bar stands`;
    if (Number.isNaN(line) || Number.isNaN(level)) {
      rule = `The MACD is not known yet: ${warmup(params)} bars are needed`;
    } else if (line > level) rule = `${name} is above ${other}`;
    else if (line < level) rule = `${name} is below ${other}`;
    return {
      inputs: [
        observe('MACD', macd, bar),
        observe('Signal line', signal, bar),
        observe('Close', inputs.bars.close, bar),
      ],
      rule,
    };
  },
  changeReason: (params, previous, signal) => changeReason(lineName(params), previous, signal),
});
