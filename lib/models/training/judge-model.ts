import { KernelError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { inSlices, type SlicedWork } from '../../core/sliced-work';
import { newColumnStore } from '../../kernels/runtime';
import type { BarColumns } from '../../market/bars';
import { lastReturns, zeroPredictions } from '../baselines';
import type { ModelArtefact } from '../model-artefact';
import { predictionsWork } from '../predictions';
import { ridgeWork } from '../ridge';
import { scoreWork } from '../score';
import type { PredictorScore } from '../training-report';
import type { WindowDataset } from '../window-dataset';

/** What a network is judged on. */
export interface JudgedModel {
  readonly bars: BarColumns;
  readonly dataset: WindowDataset;
  readonly artefact: ModelArtefact;
  /** What training the network took. */
  readonly fitMs: number;
  /** Of the resamples behind the intervals. */
  readonly seed: number;
}

/**
 * Scores of a network on the test part, then those of the baselines. The network is evaluated by the module, as every
 * run that uses it will be.
 */
export async function judgeModel(
  { bars, dataset, artefact, fitMs, seed }: JudgedModel,
  control: JobControl,
  now: () => number,
): Promise<readonly PredictorScore[]> {
  const { test } = dataset.parts;
  const { horizon } = artefact;
  const scores: PredictorScore[] = [];
  const score = async (name: PredictorScore['name'], predictions: Float64Array, ms: number) => {
    const work = scoreWork(predictions, test.returns, { name, horizon, seed });
    scores.push({ ...(await inSlices(work, control)), fitMs: ms });
  };
  const timed = async <T>(work: SlicedWork<T>): Promise<{ value: T; ms: number }> => {
    const startedAt = now();
    const value = await inSlices(work, control);
    return { value, ms: now() - startedAt };
  };
  const column = await inSlices(predictionsWork(newColumnStore(), bars, artefact), control);
  const predictions = Float64Array.from(test.ends, (end) => column[end]!);
  if (!predictions.every(Number.isFinite)) {
    throw new KernelError('The network has no prediction at a bar of the test part.', 'training');
  }
  await score('LSTM', predictions, fitMs);
  const ridge = await timed(ridgeWork(dataset));
  await score('Ridge regression', ridge.value.testPredictions, ridge.ms);
  await score('Last return', lastReturns(bars.close, test, horizon), 0);
  await score('Zero', zeroPredictions(test), 0);
  return scores;
}
