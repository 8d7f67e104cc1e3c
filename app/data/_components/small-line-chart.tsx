'use client';

import { LineChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { Button, Table, Title } from '@mantine/core';
import { useState } from 'react';
import shared from '../data.module.css';
import classes from './small-line-chart.module.css';

export interface SmallLine {
  readonly name: string;
  /** A colour of the tokens, `var(--s1)`. */
  readonly color: string;
  /** Told apart by its dash as well as its colour. */
  readonly dash?: string;
  readonly values: readonly (number | null)[];
}

/** A few lines over points of time, small enough for a card: title, unit, legend, one sentence, and a table of the same data. */
export function SmallLineChart({
  title,
  unit,
  at,
  lines,
  format,
  summary,
  height = 160,
  zeroLine = false,
}: {
  title: string;
  unit: string;
  /** How each point's time is written. */
  at: readonly string[];
  lines: readonly SmallLine[];
  format(value: number): string;
  summary: string;
  height?: number;
  zeroLine?: boolean;
}) {
  const [asTable, setAsTable] = useState(false);
  const text = (value: number | null | undefined) => (value == null ? '–' : format(value));
  return (
    <div>
      <div className={classes.head}>
        <Title order={3}>{title}</Title>
        <span className={classes.unit}>{unit}</span>
        {lines.length > 1 &&
          lines.map((line) => (
            <span key={line.name} className={classes.legend}>
              <svg width="18" height="6" aria-hidden="true">
                <line
                  x1="0"
                  x2="18"
                  y1="3"
                  y2="3"
                  strokeWidth="2"
                  strokeDasharray={line.dash}
                  style={{ stroke: line.color }}
                />
              </svg>
              {line.name}
            </span>
          ))}
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.toggle}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Table
        </Button>
      </div>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keys
        <section className={classes.scroll} style={{ height }} tabIndex={0} aria-label={title}>
          <Table className={shared.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Time</Table.Th>
                {lines.map((line) => (
                  <Table.Th key={line.name} className={shared.number}>
                    {line.name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {at.map((time, i) => (
                <Table.Tr key={time}>
                  <Table.Td>{time}</Table.Td>
                  {lines.map((line) => (
                    <Table.Td key={line.name} className={shared.number}>
                      {text(line.values[i])}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ) : (
        <div role="img" aria-label={summary}>
          <LineChart
            h={height}
            data={at.map((time, i) => ({
              at: time,
              ...Object.fromEntries(lines.map((line) => [line.name, line.values[i] ?? null])),
            }))}
            dataKey="at"
            series={lines.map((line) => ({
              name: line.name,
              color: line.color,
              ...(line.dash === undefined ? {} : { strokeDasharray: line.dash }),
            }))}
            curveType="linear"
            withDots={false}
            strokeWidth={1.5}
            lineChartProps={{ accessibilityLayer: false }}
            lineProps={{ isAnimationActive: false }}
            valueFormatter={format}
            xAxisProps={{ minTickGap: 60, tick: { fontSize: 11, fill: 'var(--dim)' } }}
            yAxisProps={{
              width: 72,
              domain: ['auto', 'auto'],
              tick: { fontSize: 11, fill: 'var(--dim)' },
            }}
            gridAxis="x"
            {...(zeroLine && { referenceLines: [{ y: 0, color: 'var(--edge)' }] })}
          />
        </div>
      )}
    </div>
  );
}
