import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { memo, useDeferredValue, useMemo } from 'react';
import { chartTableCsv } from '../../../lib/analytics/views/charts/chart-table';
import { formatCount } from '../../../lib/analytics/views/format';
import { neighbourhoodMean, sweepGrid } from '../../../workers/sweep.client';
import place from '../../_components/place.module.css';
import { saveCsv } from '../../_components/save-file';
import { useIsPhone } from '../../_hooks/use-media';
import { type SweepRun, useSweep } from '../_hooks/sweep-store';
import classes from './best-cells.module.css';
import { BestList } from './best-list';
import { BestTable } from './best-table';
import { cellsTable } from './cells-table';
import { objectives } from './objectives';
import shared from './optimise.module.css';
import type { RankedProps } from './ranked-props';
import { medianOf, stabilityOf } from './stability';

/** The best cells, drawn between the other work of the page: there are many, and they change all the time. */
export function BestCells({ run, onOpen }: { run: SweepRun; onOpen: (cell: number) => void }) {
  const best = useDeferredValue(useSweep((s) => s.best));
  return <Ranked run={run} best={best} onOpen={onOpen} />;
}

/** The best cells, with how each one stands among its neighbours. */
const Ranked = memo(function Ranked({
  run,
  best,
  onOpen,
}: {
  run: SweepRun;
  best: readonly number[];
  onOpen: (cell: number) => void;
}) {
  const phone = useIsPhone();
  const { objective } = run.spec;
  const grid = sweepGrid(run.spec.axes);
  const scoreAt = (cell: number): number | null => run.cells.figure(cell, objective);
  // biome-ignore lint/correctness/useExhaustiveDependencies: renewed with the ranking
  const median = useMemo(
    () => medianOf(run.order.map(scoreAt).filter((score) => score !== null)) ?? 0,
    [run, best],
  );
  if (best.length === 0) {
    return <p className={classes.quiet}>The best cells are listed here as they arrive.</p>;
  }
  const shown: RankedProps = {
    run,
    best,
    onOpen,
    stabilityAt: (cell) =>
      stabilityOf(scoreAt(cell) ?? 0, neighbourhoodMean(grid, cell, scoreAt), median).kind,
  };
  return (
    <section className={classes.best} aria-label="Best cells">
      <div className={shared.chartHead}>
        <h2>Best {formatCount(best.length)}</h2>
        <span className="faint">by {objectives[objective].label}</span>
        <span className={place.spring} />
        <Tooltip label="Save all cells as CSV">
          <ActionIcon
            size={24}
            className={shared.touch ?? ''}
            aria-label="Save all cells as CSV"
            onClick={() => saveCells(run)}
          >
            <IconDownload size={14} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </div>
      {phone ? <BestList {...shown} /> : <BestTable {...shown} />}
    </section>
  );
});

function saveCells(run: SweepRun): void {
  const cells = [...run.order].sort((a, b) => a - b);
  const stem = run.title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();
  saveCsv(chartTableCsv(cellsTable(run, cells)), `${stem}-sweep.csv`);
}
