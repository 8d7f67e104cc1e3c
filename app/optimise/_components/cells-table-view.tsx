import { useMemo } from 'react';
import { ChartTableView } from '../../_components/analysis/chart-table-view';
import { type SweepRun, useSweep } from '../_hooks/sweep-store';
import { cellsTable } from './cells-table';
import classes from './cells-table-view.module.css';

/** Every cell that is done, in the order of the grid. Renewed with the ranking, not with every cell. */
export function CellsTable({ run }: { run: SweepRun }) {
  const renewed = useSweep((s) => s.best);
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells are filled in place, the ranking is renewed with them
  const table = useMemo(
    () =>
      cellsTable(
        run,
        [...run.order].sort((a, b) => a - b),
      ),
    [run, renewed],
  );
  return (
    <div className={classes.cells}>
      <ChartTableView table={table} title="All cells" fileName="sweep" />
    </div>
  );
}
