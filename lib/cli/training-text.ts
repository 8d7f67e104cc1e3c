import { formatDuration, formatNumber } from '../analytics/views/format';
import { scoreRows } from '../analytics/views/models/score-rows';
import type { TrainedModel } from '../models/training/train-model';
import type { EpochLoss } from '../models/training-report';

/** `epoch 3: loss 0.4123 in training, 0.4301 in validation, the best so far`. */
export function epochText({ epoch, training, validation }: EpochLoss, isBest: boolean): string {
  const [learned, held] = [training, validation].map((loss) => formatNumber(loss, 6, 'en'));
  return `epoch ${epoch}: loss ${learned} in training, ${held} in validation${isBest ? ', the best so far' : ''}`;
}

/** What a training came to, for a terminal. */
export function trainingText({ hash, report }: TrainedModel): string {
  const { plan, losses, bestEpoch, backend, scores, verdict, elapsedMs } = report;
  const { training, validation, test } = plan.samples;
  const rows = scoreRows(scores, 'en').map(({ name, ic, hitRate, rSquared }) => [
    name,
    ic,
    hitRate,
    rSquared,
  ]);
  const head = ['Test part', 'IC (95 %)', 'Hit rate (95 %)', 'R²'];
  const table = [head, ...rows];
  const widths = head.map((_, k) => Math.max(...table.map((line) => line[k]!.length)));
  const lines = table.map((line) =>
    line
      .map((cell, k) => cell.padEnd(widths[k]!))
      .join('  ')
      .trimEnd(),
  );
  return [
    verdict,
    '',
    ...lines,
    '',
    `Windows  ${training} training, ${validation} validation, ${test} test`,
    `Weights  ${plan.weights}, those of epoch ${bestEpoch} of ${losses.length}`,
    `Backend  ${backend}, ${formatDuration(elapsedMs, 'en')}`,
    ...plan.notes.map((note) => `Note     ${note}`),
    `Model    ${hash}`,
    '',
  ].join('\n');
}
