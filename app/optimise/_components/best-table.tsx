import { Button, Table } from '@mantine/core';
import { formatCount } from '../../../lib/analytics/views/format';
import { cellValues, type SweepObjective } from '../../../workers/sweep.client';
import { setCursor, useSweep } from '../_hooks/sweep-store';
import { axisLabel } from './cells-table';
import { objectives } from './objectives';
import classes from './optimise.module.css';
import type { RankedProps } from './ranked-props';
import { StabilityMark } from './stability-mark';
import { numberText } from './sweep-plan';

const further: readonly SweepObjective[] = ['sharpe', 'cagr', 'maxDrawdown', 'profitFactor'];

/** The best cells with their settings and further figures. */
export function BestTable({ run, best, stabilityAt, onOpen }: RankedProps) {
  const cursor = useSweep((s) => s.cursor);
  const { objective, axes } = run.spec;
  // As the map is read: across, then up.
  const shownAxes = axes.map((_, k) => k).reverse();
  const columns = [objective, ...further.filter((id) => id !== objective)];
  return (
    <section
      className={classes.tableScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keys
      tabIndex={0}
      aria-label="Best cells, rows"
    >
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
            const values = cellValues(axes, cell);
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
                    {numberText(run.settings[k], values[k]!)}
                  </Table.Td>
                ))}
                {columns.map((id) => (
                  <Table.Td key={id} ta="right" fw={id === objective ? 600 : 400}>
                    {objectives[id].text(figures[id])}
                  </Table.Td>
                ))}
                <Table.Td ta="right">{formatCount(figures.closedTrades)}</Table.Td>
                <Table.Td>
                  <StabilityMark kind={stabilityAt(cell)} />
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-xs"
                    variant="subtle"
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
    </section>
  );
}
