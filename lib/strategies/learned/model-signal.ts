import type * as z from 'zod/mini';
import { ConfigError } from '../../core/errors';
import { shortHash } from '../../core/hashing';
import { modelLookback } from '../../models/feature-columns';
import type { ModelArtefact } from '../../models/model-artefact';
import { BarSignalStrategy } from '../bar-signal-strategy';
import { defineStrategy } from '../definition';
import { observe } from '../observe';
import type { StrategyInputs } from '../strategy';
import { modelSignalListing, type modelSignalSchema } from './model-signal.schema';

type ModelSignalParams = z.output<typeof modelSignalSchema>;

/**
 * Long while the predicted return is above `entryBps` and until it is below `exitBps`; short, where allowed, mirrored.
 * With `holdHorizon` a position stays for the bars its prediction is over, whatever is predicted meanwhile. Where there
 * is no prediction, nothing changes.
 */
class ModelSignal extends BarSignalStrategy {
  private prediction: Float64Array = new Float64Array(0);
  private readonly shortestHold: number;
  private side = 0;
  private held = 0;

  constructor(
    private readonly params: ModelSignalParams,
    model: ModelArtefact | null,
  ) {
    super();
    this.shortestHold = params.holdHorizon && model !== null ? model.horizon : 0;
  }

  attach(inputs: StrategyInputs): void {
    this.prediction = inputs.feature('prediction');
  }

  protected decideAt(i: number): number {
    if (this.side !== 0) this.held++;
    const predicted = 1e4 * this.prediction[i]!;
    if (Number.isNaN(predicted)) return this.side;
    if (this.side !== 0 && this.held < this.shortestHold) return this.side;
    const wanted = sideFor(this.params, predicted, this.side);
    if (wanted !== this.side) this.held = 0;
    this.side = wanted;
    return wanted;
  }

  protected reason(previous: number, signal: number): string {
    return changeReason(this.params, previous, signal);
  }
}

function sideFor(params: ModelSignalParams, predicted: number, side: number): number {
  const { entryBps, exitBps, allowShort } = params;
  if (predicted > entryBps) return 1;
  if (allowShort && predicted < -entryBps) return -1;
  if (side > 0 && predicted < exitBps) return 0;
  if (side < 0 && predicted > -exitBps) return 0;
  return side;
}

/** A level as it was set: `8 bps`. */
const bpsText = (bps: number): string => `${bps < 0 ? '−' : ''}${Math.abs(bps)} bps`;

/** A prediction, to a hundredth of a basis point. */
function predictedText(bps: number): string {
  const digits = Math.abs(bps).toFixed(2);
  return `${bps < 0 && digits !== '0.00' ? '−' : ''}${digits} bps`;
}

function changeReason(
  { entryBps, exitBps }: ModelSignalParams,
  previous: number,
  signal: number,
): string {
  if (signal > 0) return `Predicted rise above ${bpsText(entryBps)}`;
  if (signal < 0) return `Predicted fall below ${bpsText(-entryBps)}`;
  if (previous > 0) return `Predicted return below ${bpsText(exitBps)}`;
  if (previous < 0) return `Predicted return above ${bpsText(-exitBps)}`;
  return 'Predicted return within the entry';
}

const warmup = (model: ModelArtefact | null): number =>
  model === null ? 1 : modelLookback(model) + 1;

const bars = (count: number): string => (count === 1 ? '1 bar' : `${count} bars`);

export const modelSignal = defineStrategy(modelSignalListing, {
  check({ entryBps, exitBps }) {
    if (exitBps > entryBps) {
      throw new ConfigError(
        `The exit (${exitBps} bps) must not be above the entry (${entryBps} bps): every position would be left at once.`,
        'strategy.params.exitBps',
      );
    }
  },
  model: ({ model }) => model,
  title: ({ model, entryBps, exitBps }) =>
    model === ''
      ? `Model signal ${entryBps}/${exitBps} bps`
      : `Model ${shortHash(model)} ${entryBps}/${exitBps} bps`,
  features: (_, model) =>
    model === null
      ? []
      : [
          {
            model,
            outputs: [
              {
                key: 'prediction',
                output: 0,
                label: `Predicted return, ${bars(model.artefact.horizon)}`,
                pane: 'Prediction',
                kind: 'line',
              },
            ],
          },
        ],
  levels: ({ entryBps, exitBps, allowShort }) => [
    { key: 'entry', label: 'Entry', pane: 'Prediction', value: entryBps / 1e4 },
    { key: 'exit', label: 'Exit', pane: 'Prediction', value: exitBps / 1e4 },
    ...(allowShort
      ? [{ key: 'short-entry', label: 'Short entry', pane: 'Prediction', value: -entryBps / 1e4 }]
      : []),
  ],
  warmupBars: (_, model) => warmup(model),
  warmupReason: (_, model) => `the model needs ${bars(warmup(model))}`,
  isSymmetric: () => false,
  create: (params, model) => new ModelSignal(params, model),
  explain(params, inputs, bar, signal, previousSignal, model) {
    const column = inputs.feature('prediction');
    const label = `Predicted return over ${bars(model?.horizon ?? 1)}`;
    return {
      inputs: [observe(label, column, bar), observe('Close', inputs.bars.close, bar)],
      rule: ruleText(params, 1e4 * column[bar]!, signal, previousSignal, label),
    };
  },
  changeReason,
});

function ruleText(
  { entryBps, exitBps, allowShort }: ModelSignalParams,
  predicted: number,
  signal: number,
  previous: number,
  label: string,
): string {
  if (Number.isNaN(predicted)) return 'The model has no prediction here, and nothing changes';
  const name = `${label} (${predictedText(predicted)})`;
  if (signal > 0 && predicted > entryBps)
    return `${name} is above the entry (${bpsText(entryBps)})`;
  if (signal < 0 && allowShort && predicted < -entryBps) {
    return `${name} is below the short entry (${bpsText(-entryBps)})`;
  }
  if (signal === 0 && previous > 0) return `${name} is below the exit (${bpsText(exitBps)})`;
  if (signal === 0 && previous < 0) return `${name} is above the exit (${bpsText(-exitBps)})`;
  return signal === 0 ? `${name} is within the entry` : `${name} does not end the position`;
}
