import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

export interface PlainColumn {
  readonly label: string;
  /** Figures stand right. */
  readonly numeric?: boolean;
  /** Not written above the column: it holds actions. */
  readonly hidden?: boolean;
}

export interface PlainCell {
  readonly text: ReactNode;
  /** `up`, `down`, or how the cell stands out. */
  readonly tone?: string;
}

export interface PlainRow {
  readonly key: string;
  /** In the order of the columns; the first names the row. */
  readonly cells: readonly (ReactNode | PlainCell)[];
  readonly current?: boolean;
}

const isToned = (cell: ReactNode | PlainCell): cell is PlainCell =>
  typeof cell === 'object' && cell !== null && 'text' in cell;

/** A short table. On phones a row is a name with its figures below, each under its label, so that nothing scrolls sideways. */
export function PlainTable(props: {
  readonly columns: readonly PlainColumn[];
  readonly rows: readonly PlainRow[];
  /** Written above it. */
  readonly caption?: ReactNode;
  /** Read out where there is no caption. */
  readonly label?: string;
}) {
  const { columns, rows, caption, label } = props;
  return (
    <table className={classes.table} aria-label={label}>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" data-numeric={column.numeric || undefined}>
              {column.hidden ? (
                <span className={classes.unseen}>{column.label}</span>
              ) : (
                column.label
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, current }) => (
          <tr key={key} aria-current={current || undefined}>
            {columns.map((column, k) => {
              const cell = cells[k];
              return (
                <td
                  key={column.label}
                  data-label={k === 0 || column.hidden ? undefined : column.label}
                  data-numeric={column.numeric || undefined}
                  {...(isToned(cell) ? { className: cell.tone, 'data-tone': cell.tone } : {})}
                >
                  {isToned(cell) ? cell.text : cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
