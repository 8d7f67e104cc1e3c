import type { EpochLoss } from '../../../models/training-report';
import { type ChartView, numberColumn } from '../charts/chart-table';
import { formatCount, noValueText } from '../format';

/** Four significant digits: losses are of any size. */
export const lossText = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? noValueText : String(Number(value.toPrecision(4)));

/** Loss of the training part and of the part kept back for early stopping, one row an epoch. */
export function lossChart(losses: readonly EpochLoss[], bestEpoch: number | null): ChartView {
  const last = losses.at(-1);
  return {
    summary:
      last === undefined
        ? 'No epoch is done yet.'
        : `After ${formatCount(last.epoch)} ${last.epoch === 1 ? 'epoch' : 'epochs'} the loss is ${lossText(last.training)} in training and ${lossText(last.validation)} beside it` +
          `${bestEpoch === null ? '' : `; the weights of epoch ${formatCount(bestEpoch)} were best`}.`,
    table: {
      columns: [
        numberColumn('epoch', 'Epoch', formatCount),
        numberColumn('training', 'Training', lossText),
        numberColumn('validation', 'Validation', lossText),
      ],
      rows: losses.map(({ epoch, training, validation }) => [epoch, training, validation]),
    },
    empty: losses.length === 0 ? 'The first epoch is under way.' : null,
  };
}
