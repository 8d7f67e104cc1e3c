import { Button, Table, VisuallyHidden } from '@mantine/core';
import { memo, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import { cellValues, type SweepObjective } from '../../../workers/sweep.client';
import { type SweepRun, setCursor, useSweep } from '../_hooks/sweep-store';
import classes from './best-table.module.css';
import { axisLabel } from './cells-table';
import { objectives } from './objectives';
import type { RankedProps } from './ranked-props';
import type { Stability } from './stability';
import { StabilityMark } from './stability-mark';
import { numberText } from './sweep-plan';

/** Rows added in one frame while the table comes up: the layout of all of them at once would hold up the page. */
const rowsAFrame = 10;

const further: readonly SweepObjective[] = ['sharpe', 'cagr', 'maxDrawdown', 'profitFactor'];

function columnsOf(run: SweepRun) {
  const { axes, objective } = run.spec;
  return {
    // As the map is read: across, then up.
    shownAxes: axes.map((_, k) => k).reverse(),
    columns: [objective, ...further.filter((id) => id !== objective)],
  };
}

/** How many of some rows are in the table by now; grows by frames until all are. */
function useRowsByNow(total: number): number {
  const [rows, setRows] = useState(rowsAFrame);
  useEffect(() => {
    if (rows >= total) return;
    const frame = requestAnimationFrame(() =>
      startTransition(() => setRows((before) => before + rowsAFrame)),
    );
    return () => cancelAnimationFrame(frame);
  }, [rows, total]);
  return rows;
}

/** The best cells with their settings and further figures. */
export function BestTable({ run, best, stabilityAt, onOpen }: RankedProps) {
  const cursor = useSweep((s) => s.cursor);
  const { shownAxes, columns } = columnsOf(run);
  const rows = useRowsByNow(best.length);
  // Rows are drawn again only where something in them changed, so what they call must stay the same.
  const latest = useRef(onOpen);
  latest.current = onOpen;
  const open = useCallback((cell: number) => latest.current(cell), []);
  return (
    <section
      className={classes.tableScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keys
      tabIndex={0}
      aria-label="Best cells, rows"
    >
      <Table className={classes.bestTable ?? ''} fz={12} aria-label="Best cells">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            {shownAxes.map((k) => (
              <Table.Th key={k}>{axisLabel(run, k)}</Table.Th>
            ))}
            {columns.map((id) => (
              <Table.Th key={id}>{objectives[id].label}</Table.Th>
            ))}
            <Table.Th>Trades</Table.Th>
            <Table.Th data-words>Neighbours</Table.Th>
            <Table.Th>
              <VisuallyHidden>Open</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {best.slice(0, rows).map((cell, i) => (
            <BestRow
              key={cell}
              run={run}
              cell={cell}
              rank={i + 1}
              isChosen={cell === cursor}
              stability={stabilityAt(cell)}
              onOpen={open}
            />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Plain cells: rows come and go all the time while a search runs. */
const BestRow = memo(function BestRow({
  run,
  cell,
  rank,
  isChosen,
  stability,
  onOpen,
}: {
  run: SweepRun;
  cell: number;
  rank: number;
  isChosen: boolean;
  stability: Stability;
  onOpen: (cell: number) => void;
}) {
  const figures = run.cells.at(cell)?.figures ?? null;
  if (figures === null) return null;
  const { shownAxes, columns } = columnsOf(run);
  const values = cellValues(run.spec.axes, cell);
  return (
    <tr data-chosen={isChosen || undefined} onClick={() => setCursor(cell)}>
      <td className="faint">{rank}</td>
      {shownAxes.map((k) => (
        <td key={k}>{numberText(run.settings[k], values[k]!)}</td>
      ))}
      {columns.map((id, k) => (
        <td key={id} data-leading={k === 0 || undefined}>
          {objectives[id].text(figures[id])}
        </td>
      ))}
      <td>{formatCount(figures.closedTrades)}</td>
      <td data-words>
        <StabilityMark kind={stability} />
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Open number ${rank} in Backtest`}
          onClick={() => onOpen(cell)}
        >
          Open ›
        </Button>
      </td>
    </tr>
  );
});
