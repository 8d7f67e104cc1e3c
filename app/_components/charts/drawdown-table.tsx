'use client';

import { Table, UnstyledButton } from '@mantine/core';
import type { RunResult } from '../../../lib/analytics/run-result';
import { drawdownLines } from '../../../lib/analytics/views/drawdown-lines';
import { type BarRange, rangeAround } from './bar-range';
import classes from './chart-tables.module.css';

export interface DrawdownTableProps {
  readonly result: RunResult;
  /** Bars of the episode with some room around them. */
  onShow(range: BarRange): void;
}

/** The worst falls below an earlier peak. A press on one shows it on the chart. */
export function DrawdownTable({ result, onShow }: DrawdownTableProps) {
  const { bars } = result.data;
  const lines = drawdownLines(result);
  if (lines.length === 0) {
    return <p className={classes.emptyTable}>Equity never fell below an earlier peak.</p>;
  }
  const deepest = Math.max(...lines.map(({ episode }) => episode.depth));
  return (
    <div className={classes.scrollBoth}>
      <Table className={classes.figures ?? ''} fz={12} stickyHeader aria-label="Drawdowns">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            <Table.Th ta="right">Depth</Table.Th>
            <Table.Th aria-label="Depth, drawn" className={classes.barColumn ?? ''} />
            <Table.Th>Peak</Table.Th>
            <Table.Th>Trough</Table.Th>
            <Table.Th>Recovered</Table.Th>
            <Table.Th ta="right">Bars under water</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ rank, episode, depth, peak, trough, recovery, bars: underWater }) => {
            const end = episode.recoveryBar ?? bars - 1;
            return (
              <Table.Tr
                key={episode.peakBar}
                className={classes.pressable ?? ''}
                onClick={() => onShow(rangeAround(episode.peakBar, end, bars))}
              >
                <Table.Td>
                  <UnstyledButton
                    fz={12}
                    aria-label={`Drawdown ${rank}, ${depth} from ${peak}: show on the chart`}
                  >
                    {rank}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td ta="right" fw={600} className="down">
                  {depth}
                </Table.Td>
                <Table.Td aria-hidden="true">
                  <span
                    className={classes.depthBar}
                    style={{ width: `${deepest > 0 ? (episode.depth / deepest) * 100 : 0}%` }}
                  />
                </Table.Td>
                <Table.Td>{peak}</Table.Td>
                <Table.Td>{trough}</Table.Td>
                <Table.Td className={episode.recoveryBar === null ? 'dim' : ''}>
                  {recovery}
                </Table.Td>
                <Table.Td ta="right">{underWater}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
