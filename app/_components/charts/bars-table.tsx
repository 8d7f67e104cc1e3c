'use client';

import { ActionIcon, Button, Table } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { barsCsv, type RunColumn, runColumns } from '../../../lib/analytics/views/bars-csv';
import { formatNumber, formatPercent } from '../../../lib/analytics/views/format';
import type { CandleWindow } from '../../../workers/backtest.client';
import { saveCsv } from '../save-file';
import type { BarRange } from './bar-range';
import tables from './chart-tables.module.css';
import classes from './charts.module.css';
import type { LoadCandles } from './use-candle-window';
import { formatBarTime, type ZoneClock } from './zone-clock';

const PAGE = 100;

/** The charts' data as a table, a page of bars at a time, beginning where the chart does. CSV holds the range shown on the chart. */
export function BarsTable(props: {
  readonly result: RunResult;
  readonly range: BarRange;
  readonly clock: ZoneClock;
  readonly decimals: number;
  readonly loadCandles: LoadCandles;
}) {
  const { result, range, clock, decimals, loadCandles } = props;
  const { bars, intervalMs } = result.data;
  const [start, setStart] = useState(range.from);
  const [page, setPage] = useState<CandleWindow | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const columns = useMemo(() => runColumns(result), [result]);
  const end = Math.min(bars - 1, start + PAGE - 1);

  useEffect(() => setStart(range.from), [range.from]);
  useEffect(() => {
    let current = true;
    loadCandles(start, end + 1, PAGE).then(
      (window) => {
        if (current) setPage(window);
      },
      (reason: unknown) => {
        if (current) setProblem(reason instanceof Error ? reason.message : String(reason));
      },
    );
    return () => {
      current = false;
    };
  }, [loadCandles, start, end]);

  const save = async (): Promise<void> => {
    try {
      const whole = await loadCandles(range.from, range.to + 1, range.to + 1 - range.from);
      saveCsv(barsCsv(whole, columns), `${result.data.symbol}-chart.csv`);
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : String(reason));
    }
  };
  const cell = (unit: RunColumn['unit'], value: number): string => {
    if (unit === 'percent') return formatPercent(value, 2);
    if (unit === 'money') return formatNumber(value, 2);
    return formatNumber(value, unit === 'units' ? 4 : decimals);
  };

  return (
    <div className={tables.barsTable}>
      <div className={tables.tableBar}>
        <span>
          Bars {formatNumber(start + 1, 0)} to {formatNumber(end + 1, 0)} of {formatNumber(bars, 0)}
        </span>
        <ActionIcon
          size={26}
          aria-label="Earlier bars"
          disabled={start === 0}
          onClick={() => setStart(Math.max(0, start - PAGE))}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          size={26}
          aria-label="Later bars"
          disabled={end === bars - 1}
          onClick={() => setStart(Math.min(bars - 1, start + PAGE))}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
        <span className={classes.spacer} />
        {problem === null ? null : <span role="alert">{problem}</span>}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconDownload size={14} />}
          onClick={save}
        >
          CSV of the range
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keys */}
      <section className={tables.scroll} tabIndex={0} aria-label="Bars of this run">
        <Table
          className={`${tables.figures} ${tables.whole}`}
          stickyHeader
          fz={12}
          horizontalSpacing={10}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Time, {clock.label}</Table.Th>
              {['Open', 'High', 'Low', 'Close', 'Volume'].map((name) => (
                <Table.Th key={name} ta="right">
                  {name}
                </Table.Th>
              ))}
              {columns.map((column) => (
                <Table.Th key={column.label} ta="right">
                  {column.label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page
              ? Array.from(page.time, (time, i) => (
                  <Table.Tr key={time}>
                    <Table.Td className={tables.nowrap}>
                      {formatBarTime(clock, time, intervalMs)}
                    </Table.Td>
                    {[page.open, page.high, page.low, page.close].map((values, k) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: four fixed columns
                      <Table.Td key={k} ta="right">
                        {formatNumber(values[i]!, decimals)}
                      </Table.Td>
                    ))}
                    <Table.Td ta="right">{formatNumber(page.volume[i]!, 0)}</Table.Td>
                    {columns.map((column) => (
                      <Table.Td key={column.label} ta="right">
                        {cell(column.unit, column.values[page.fromBar + i] ?? Number.NaN)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              : null}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}
