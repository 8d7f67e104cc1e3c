import { Tooltip } from '@mantine/core';
import { IconTrophy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from '../../../../lib/analytics/views/figure-text';
import classes from './compare.module.css';
import type { ComparedRun } from './compared-run';

export interface TableCell {
  readonly text: string;
  readonly tone: Tone;
  /** Why there is no value; null where there is one. */
  readonly reason: string | null;
  readonly best: boolean;
}

export interface TableRow {
  readonly key: string;
  readonly label: string;
  /** Explains the row. */
  readonly help: ReactNode;
  readonly cells: readonly TableCell[];
}

export interface TableGroup {
  readonly title: string;
  readonly rows: readonly TableRow[];
}

/** A row a setting or figure, a column a run; on phones two lines a row, each value under its letter. */
export function ComparedTable(props: {
  readonly runs: readonly ComparedRun[];
  readonly groups: readonly TableGroup[];
  readonly name: string;
}) {
  const { runs, groups, name } = props;
  return (
    <table className={classes.table} aria-label={name}>
      <thead>
        <tr>
          <td />
          {runs.map(({ run, letter }) => (
            <th key={run.runId} scope="col" title={`${run.name}, ${run.dataName}`}>
              {letter}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ title, rows }) => (
        <tbody key={title}>
          {title !== '' && (
            <tr className={classes.group}>
              <th colSpan={runs.length + 1} scope="rowgroup">
                {title}
              </th>
            </tr>
          )}
          {rows.map(({ key, label, help, cells }) => (
            <tr key={key}>
              <th scope="row">
                {help === null ? (
                  label
                ) : (
                  <Tooltip label={help} multiline w={320} position="top-start">
                    <span>{label}</span>
                  </Tooltip>
                )}
              </th>
              {cells.map((cell, i) => (
                <td key={runs[i]!.run.runId} data-letter={runs[i]!.letter}>
                  <span className={cell.tone === 'up' || cell.tone === 'down' ? cell.tone : ''}>
                    {cell.text}
                  </span>
                  {cell.best && (
                    <span className={classes.best}>
                      <IconTrophy size={12} stroke={1.9} aria-hidden="true" /> best
                    </span>
                  )}
                  {cell.reason !== null && <small>{cell.reason}</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
