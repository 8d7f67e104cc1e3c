import { ActionIcon, Button, Table, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { chartTableCsv } from '../../../lib/analytics/views/charts/chart-table';
import { formatCount } from '../../../lib/analytics/views/format';
import { cellValues, type SweepObjective } from '../../../workers/sweep.client';
import { saveCsv } from '../../_components/save-file';
import { bestShown, type SweepRun, setCursor, useSweep } from '../_hooks/sweep-store';
import { axisLabel, cellsTable } from './cells-table';
import { objectives, scoreOf } from './objectives';
import classes from './optimise.module.css';
import { meanAround, medianOf, type Stability, stabilityOf } from './stability';
import { numberText } from './sweep-plan';

const further: readonly SweepObjective[] = ['sharpe', 'cagr', 'maxDrawdown', 'profitFactor'];

/** The best cells, with how each one stands among its neighbours. */
export function BestTable({ run, onOpen }: { run: SweepRun; onOpen: (cell: number) => void }) {
  const best = useSweep((s) => s.best);
  const cursor = useSweep((s) => s.cursor);
  const { objective, axes } = run.spec;
  const scoreAt = (cell: number): number | null => scoreOf(run.cells[cell], objective);
  // biome-ignore lint/correctness/useExhaustiveDependencies: renewed with the ranking
  const median = useMemo(
    () => medianOf(run.order.map(scoreAt).filter((score) => score !== null)),
    [run, best],
  );
  if (best.length === 0) {
    return <p className={classes.quiet}>The best cells are listed here as they arrive.</p>;
  }
  // As the map is read: across, then up.
  const shownAxes = axes.map((_, k) => k).reverse();
  const columns = [objective, ...further.filter((id) => id !== objective)];
  return (
    <section className={classes.best} aria-label="Best cells">
      <div className={classes.chartHead}>
        <h2>Best {best.length < bestShown ? formatCount(best.length) : bestShown}</h2>
        <span className={classes.unit}>by {objectives[objective].label}</span>
        <span className={classes.spring} />
        <Tooltip label="Save all cells as CSV">
          <ActionIcon
            size={24}
            className={classes.touch ?? ''}
            aria-label="Save all cells as CSV"
            onClick={() =>
              saveCsv(
                chartTableCsv(
                  cellsTable(
                    run,
                    [...run.order].sort((a, b) => a - b),
                  ),
                ),
                `${fileStem(run.title)}-sweep.csv`,
              )
            }
          >
            <IconDownload size={14} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.tableScroll}>
        <Table className={classes.table ?? ''} fz={12} aria-label="Best cells">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">#</Table.Th>
              {shownAxes.map((k) => (
                <Table.Th key={k} ta="right">
                  {axisLabel(run, k)}
                </Table.Th>
              ))}
              {columns.map((id) => (
                <Table.Th key={id} ta="right">
                  {objectives[id].label}
                </Table.Th>
              ))}
              <Table.Th ta="right">Trades</Table.Th>
              <Table.Th>Neighbours</Table.Th>
              <Table.Th aria-label="Open" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {best.map((cell, i) => {
              const figures = run.cells[cell]?.figures ?? null;
              if (figures === null) return null;
              const around = meanAround(scoreAt, cell, run.rows, run.columns);
              const { kind } = stabilityOf(scoreAt(cell) ?? 0, around, median ?? 0);
              return (
                <Table.Tr
                  key={cell}
                  data-chosen={cell === cursor || undefined}
                  onClick={() => setCursor(cell)}
                >
                  <Table.Td ta="right" className="faint">
                    {i + 1}
                  </Table.Td>
                  {shownAxes.map((k) => (
                    <Table.Td key={k} ta="right">
                      {numberText(run.settings[k], cellValues(axes, cell)[k]!)}
                    </Table.Td>
                  ))}
                  {columns.map((id) => (
                    <Table.Td key={id} ta="right" fw={id === objective ? 600 : 400}>
                      {objectives[id].text(figures[id])}
                    </Table.Td>
                  ))}
                  <Table.Td ta="right">{formatCount(figures.closedTrades)}</Table.Td>
                  <Table.Td>
                    <StabilityMark kind={kind} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      className={classes.touch ?? ''}
                      aria-label={`Open number ${i + 1} in Backtest`}
                      onClick={() => onOpen(cell)}
                    >
                      Open ›
                    </Button>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

const fileStem = (title: string): string => title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();

function StabilityMark({ kind }: { kind: Stability }) {
  if (kind === 'plateau') {
    return (
      <span className={classes.plateau}>
        <IconCheck size={14} stroke={1.9} aria-hidden="true" /> Plateau
      </span>
    );
  }
  if (kind === 'peak') {
    return (
      <span className={classes.peak}>
        <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" /> Peak
      </span>
    );
  }
  return <span className="faint">–</span>;
}
