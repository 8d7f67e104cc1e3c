import { backtest } from '../../../workers/backtest.client';
import { cellConfig } from '../../../workers/sweep.client';
import { tell } from '../../_components/backtest/run-actions';
import { compareAddress } from '../../_hooks/compare-state';
import { labStore } from '../../_hooks/lab-store';
import type { SweepRun } from '../_hooks/sweep-store';

/** Makes the cell's full run and shows it beside the run of the current setup. */
export async function compareCell(
  { spec }: SweepRun,
  cell: number,
  go: (address: string) => void,
): Promise<void> {
  const { result } = labStore.get();
  if (result === null) {
    await tell({ kind: 'care', message: 'The current setup has no finished run to compare with.' });
    return;
  }
  try {
    const made = await backtest.run(spec.data, cellConfig(spec, cell));
    const { runId } = made.result.identity;
    if (runId === result.identity.runId) {
      await tell({ kind: 'care', message: 'This cell is the current setup.' });
      return;
    }
    go(compareAddress([result.identity.runId, runId]));
  } catch (error) {
    await tell({ kind: 'error', title: 'The cell could not be run', error });
  }
}
