import { beforeAll, describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../../lib/core/job';
import { createRng } from '../../../../lib/core/rng';
import type { Bars } from '../../../../lib/market/bars';
import { createBars } from '../../../../lib/market/create-bars';
import { PlantedSignal } from '../../../../lib/market/synthetic/planted-signal';
import { syntheticBars } from '../../../../lib/market/synthetic/synthetic-bars';
import type { ModelRecipeInput } from '../../../../lib/models/model-recipe.schema';
import { wasmBackend } from '../../../../lib/models/training/open-backend';
import { type TrainedModel, trainModel } from '../../../../lib/models/training/train-model';
import type { TrainingStep } from '../../../../lib/models/training/training-step';
import { averageRanks } from '../../../../lib/statistics/ranks';
import { loadKernels } from '../../../support/kernels';
import { recipeOf } from '../../../support/training-windows';

const volatility = 0.35;
const market = {
  seed: 21,
  assets: 1,
  bars: 6000,
  calmVolatility: volatility,
  stressedVolatility: volatility,
  jumpsPerYear: 0,
};
const recipe = {
  features: [{ indicator: 'log-return' }],
  lookback: 8,
  horizon: 1,
  hidden: 8,
  epochs: 16,
  patience: 6,
  learningRate: 0.01,
} satisfies ModelRecipeInput;

const made = async (signal: number): Promise<Bars> => {
  const [bars] = await syntheticBars({ ...market, signal });
  return bars!;
};

const train = (bars: Bars, input: ModelRecipeInput, steps: TrainingStep[] = []) =>
  trainModel(
    recipeOf(input),
    null,
    { bars, backends: [wasmBackend(null)], backend: 'wasm', othersTried: async () => 0 },
    {
      control: uncontrolled,
      now: () => performance.now(),
      step: (step) => steps.push(step),
      keep: async () => undefined,
    },
  );

/** Rank correlation of the next return with what the market's own rule says of it, over the test part. */
function attainable({ close, open, length }: Bars, testShare: number): number {
  const unit = volatility / Math.sqrt(365 * 24);
  const planted = new PlantedSignal();
  const said: number[] = [];
  const moved: number[] = [];
  for (let i = 0; i + 1 < length; i++) {
    planted.see(Math.log(close[i]! / open[i]!) / unit);
    if (i < length * (1 - testShare)) continue;
    said.push(planted.next());
    moved.push(close[i + 1]! / close[i]! - 1);
  }
  const x = averageRanks(Float64Array.from(said));
  const y = averageRanks(Float64Array.from(moved));
  const middle = (x.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  x.forEach((rank, i) => {
    xy += (rank - middle) * (y[i]! - middle);
    xx += (rank - middle) ** 2;
    yy += (y[i]! - middle) ** 2;
  });
  return xy / Math.sqrt(xx * yy);
}

/** The same moves in an order that says nothing. */
async function shuffled(bars: Bars): Promise<Bars> {
  const rng = createRng(4);
  const order = Int32Array.from({ length: bars.length }, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const other = rng.below(i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  const columns = {
    time: bars.time,
    open: new Float64Array(bars.length),
    high: new Float64Array(bars.length),
    low: new Float64Array(bars.length),
    close: new Float64Array(bars.length),
    volume: new Float64Array(bars.length),
  };
  let price = 100;
  order.forEach((from, i) => {
    const scale = price / bars.open[from]!;
    columns.open[i] = price;
    columns.high[i] = bars.high[from]! * scale;
    columns.low[i] = bars.low[from]! * scale;
    columns.close[i] = bars.close[from]! * scale;
    columns.volume[i] = bars.volume[from]!;
    price = columns.close[i]!;
  });
  return createBars(columns, bars);
}

const scoreOf = ({ report }: TrainedModel, name = 'LSTM') =>
  report.scores.find((score) => score.name === name)!;

beforeAll(loadKernels);

describe('A network on a market with a planted signal', () => {
  it('reaches four fifths of the rank correlation there is to be had', async () => {
    const bars = await made(0.6);
    const steps: TrainingStep[] = [];
    const model = await train(bars, recipe, steps);
    const best = attainable(bars, 0.3);
    const { ic } = scoreOf(model);
    console.log(
      `attainable IC ${best.toFixed(3)}, LSTM ${ic!.value.toFixed(3)} (${ic!.low.toFixed(3)} to ${ic!.high.toFixed(3)}), ridge ${scoreOf(model, 'Ridge regression').ic!.value.toFixed(3)}, ${model.report.losses.length} epochs in ${model.report.elapsedMs.toFixed(0)} ms`,
    );
    expect(best).toBeGreaterThan(0.2);
    expect(ic!.value).toBeGreaterThan(0.8 * best);
    expect(ic!.low).toBeGreaterThan(0);
    expect(model.report.scores.map((score) => score.name)).toEqual([
      'LSTM',
      'Ridge regression',
      'Last return',
      'Zero',
    ]);
    expect([...new Set(steps.map((step) => step.kind))]).toEqual([
      'plan',
      'step',
      'epoch',
      'judging',
    ]);
  });

  it('without the signal is told apart from nothing by no interval', async () => {
    const model = await train(await made(0), recipe);
    const { ic } = scoreOf(model);
    expect(ic!.low).toBeLessThan(0);
    expect(ic!.high).toBeGreaterThan(0);
    expect(model.report.verdict).toContain('indistinguishable from noise');
  });

  it('whose bars are shuffled is told apart from nothing by no interval', async () => {
    const model = await train(await shuffled(await made(0.6)), recipe);
    const { ic } = scoreOf(model);
    expect(ic!.low).toBeLessThan(0);
    expect(ic!.high).toBeGreaterThan(0);
  });
});
