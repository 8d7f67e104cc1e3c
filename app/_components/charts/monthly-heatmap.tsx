'use client';

import { Tooltip } from '@mantine/core';
import type { MonthlyReturns } from '../../../lib/analytics/run-result';
import { formatPercent } from '../../../lib/analytics/views/format';
import { monthNames } from '../../../lib/analytics/views/format-date';
import { type HeatmapCell, monthlyHeatmap } from '../../../lib/analytics/views/monthly-heatmap';
import classes from './chart-tables.module.css';

/** Colour of a share −1…1 of the scale. Never so strong that the figure on it is hard to read. */
const shade = (strength: number): string =>
  `color-mix(in srgb, var(${strength < 0 ? '--down-fill' : '--up-fill'}) ${Math.round(
    Math.min(1, Math.abs(strength)) * 55,
  )}%, transparent)`;

/** Returns by month and year, as figures on colour. */
export function MonthlyHeatmap({ monthly }: { readonly monthly: MonthlyReturns }) {
  const { rows, scale } = monthlyHeatmap(monthly);
  if (rows.length === 0) {
    return <p className={classes.emptyTable}>No whole month in this run, so no calendar.</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keys
    <section className={classes.heatmap} tabIndex={0} aria-label="Returns by month">
      <table>
        <caption className={classes.caption}>Return of each month and year, percent</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            {monthNames.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Year total</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.year}>
              <th scope="row">{row.year}</th>
              {row.months.map((cell, i) => (
                <Cell key={monthNames[i]} cell={cell} />
              ))}
              <Cell cell={row.total} total />
            </tr>
          ))}
        </tbody>
      </table>
      {scale > 0 ? (
        <div className={classes.scale} aria-hidden="true">
          {formatPercent(-scale, 1)}
          {[-1, -0.6, -0.25, 0.25, 0.6, 1].map((strength) => (
            <i key={strength} style={{ background: shade(strength) }} />
          ))}
          +{formatPercent(scale, 1)} a month; years have a scale of their own
        </div>
      ) : null}
    </section>
  );
}

function Cell({ cell, total = false }: { readonly cell: HeatmapCell; readonly total?: boolean }) {
  return (
    <Tooltip label={cell.label}>
      <td
        data-total={total || undefined}
        data-none={cell.value === null || undefined}
        style={cell.value === null ? undefined : { background: shade(cell.strength) }}
      >
        {cell.value === null ? '–' : cell.text}
      </td>
    </Tooltip>
  );
}
