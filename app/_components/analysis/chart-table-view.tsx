import { ActionIcon, Button, Table } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { type ChartTable, chartTableCsv } from '../../../lib/analytics/views/charts/chart-table';
import { formatCount } from '../../../lib/analytics/views/format';
import { saveCsv } from '../save-file';
import classes from './analysis.module.css';

const PAGE = 100;

/** The data of a chart, a hundred rows at a time; the file holds all of them. */
export function ChartTableView(props: {
  readonly table: ChartTable;
  readonly title: string;
  readonly fileName: string;
}) {
  const { table, title, fileName } = props;
  const { columns, rows } = table;
  const [asked, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(asked, pages - 1);
  const start = page * PAGE;
  const shown = rows.slice(start, start + PAGE);
  return (
    <>
      <div className={classes.tableBar}>
        <span>
          {pages === 1
            ? `${formatCount(rows.length)} rows`
            : `Rows ${formatCount(start + 1)} to ${formatCount(start + shown.length)} of ${formatCount(rows.length)}`}
        </span>
        {pages > 1 && (
          <>
            <ActionIcon
              aria-label="Rows before"
              disabled={page === 0}
              onClick={() => setPage(page - 1)}
            >
              <IconChevronLeft size={15} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              aria-label="Rows after"
              disabled={page === pages - 1}
              onClick={() => setPage(page + 1)}
            >
              <IconChevronRight size={15} aria-hidden="true" />
            </ActionIcon>
          </>
        )}
        <span className={classes.spring} />
        <Button
          size="compact-xs"
          leftSection={<IconDownload size={14} stroke={1.8} aria-hidden="true" />}
          onClick={() => saveCsv(chartTableCsv(table), `${fileName}.csv`)}
        >
          CSV
        </Button>
      </div>
      <section
        className={classes.tableScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keys
        tabIndex={0}
        aria-label={`${title}, rows`}
      >
        <Table className={classes.table ?? ''} fz={12} stickyHeader aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.key} ta={column.numeric ? 'right' : 'left'}>
                  {column.label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and stay in place
              <Table.Tr key={start + i}>
                {columns.map((column, k) => (
                  <Table.Td key={column.key} ta={column.numeric ? 'right' : 'left'}>
                    {column.text(row[k] ?? null)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </>
  );
}
