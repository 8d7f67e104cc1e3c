'use client';

import { Table, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import { type DroppedRow, data } from '../../../workers/data.client';
import shared from '../data.module.css';
import classes from './dropped-rows.module.css';

/** How many rows an import left out, and on demand which and why. */
export function DroppedRows({ fingerprint, count }: { fingerprint: string; count: number }) {
  const [rows, setRows] = useState<readonly DroppedRow[] | null>(null);
  if (count === 0) return <>none</>;
  if (rows === null) {
    return (
      <>
        {formatCount(count)} rows,{' '}
        <button
          type="button"
          className={shared.linkButton}
          onClick={() => void data.droppedRows(fingerprint).then(setRows)}
        >
          list them
        </button>
      </>
    );
  }
  return (
    <div className={classes.dropped}>
      <Table className={shared.table} aria-label="Rows dropped at import">
        <Table.Tbody>
          {rows.slice(0, 1000).map((row) => (
            <Table.Tr key={`${row.row}-${row.reason}`}>
              <Table.Td>Row {formatCount(row.row)}</Table.Td>
              <Table.Td>{row.reason}</Table.Td>
              <Table.Td className={shared.raw}>{row.text}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > 1000 && <Text size="xs">and {formatCount(rows.length - 1000)} more</Text>}
    </div>
  );
}
