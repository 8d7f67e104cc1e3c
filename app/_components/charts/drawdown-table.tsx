'use client';

import { Table, UnstyledButton } from '@mantine/core';
import type { DrawdownEpisode, RunResult } from '../../../lib/analytics/run-result';
import { formatCount, formatDateTime, formatPercent } from '../../../lib/analytics/views/format';
import { type BarRange, rangeAround } from './bar-range';
import classes from './charts.module.css';

export interface DrawdownTableProps {
  readonly drawdowns: readonly DrawdownEpisode[];
  readonly result: RunResult;
  /** Bars of the episode with some room around them. */
  onShow(range: BarRange): void;
}

/** The worst falls below an earlier peak. A press on one shows it on the chart. */
export function DrawdownTable({ drawdowns, result, onShow }: DrawdownTableProps) {
  const { data, curves } = result;
  if (drawdowns.length === 0) {
    return <p className={classes.emptyTable}>Equity never fell below an earlier peak.</p>;
  }
  const when = (bar: number): string =>
    formatDateTime(curves.time[bar] ?? 0, data.timeZone, data.intervalMs);
  const deepest = Math.max(...drawdowns.map((episode) => episode.depth));
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
          {drawdowns.map((episode, i) => {
            const end = episode.recoveryBar ?? data.bars - 1;
            const depth = formatPercent(-episode.depth, 2);
            return (
              <Table.Tr
                key={episode.peakBar}
                className={classes.pressable ?? ''}
                onClick={() => onShow(rangeAround(episode.peakBar, end, data.bars))}
              >
                <Table.Td>
                  <UnstyledButton
                    fz={12}
                    aria-label={`Drawdown ${i + 1}, ${depth} from ${when(episode.peakBar)}: show on the chart`}
                  >
                    {i + 1}
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
                <Table.Td>{when(episode.peakBar)}</Table.Td>
                <Table.Td>{when(episode.troughBar)}</Table.Td>
                <Table.Td className={episode.recoveryBar === null ? 'dim' : ''}>
                  {episode.recoveryBar === null ? 'not yet' : when(episode.recoveryBar)}
                </Table.Td>
                <Table.Td ta="right">{formatCount(episode.bars)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
