import { useMemo } from 'react';
import { ReferenceLine, useXAxisScale, useYAxisScale } from 'recharts';
import { axisScale, axisText } from '../../../lib/analytics/views/charts/axis-scale';
import classes from './analysis.module.css';
import type { ChartPointing } from './chart-card';
import { type ChartRow, Plot } from './plot';

export interface ScatterPlotProps extends ChartPointing {
  readonly rows: readonly ChartRow[];
  readonly xColumn: number;
  readonly yColumn: number;
  readonly height?: number;
}

const number = (row: ChartRow, column: number): number => {
  const value = row[column];
  return typeof value === 'number' ? value : 0;
};

/** Fractions against fractions: gains as triangles upwards, losses downwards. */
export function ScatterPlot(props: ScatterPlotProps) {
  const { rows, xColumn, yColumn, height = 220, cursor, onCursor } = props;
  const y = useMemo(
    () =>
      axisScale(
        rows.map((row) => number(row, yColumn)),
        { with: [0] },
      ),
    [rows, yColumn],
  );
  const x = useMemo(() => {
    const scale = axisScale(
      rows.map((row) => number(row, xColumn)),
      { with: [0], count: 6 },
    );
    return {
      kind: 'scale' as const,
      at: (row: ChartRow) => number(row, xColumn),
      domain: scale.domain,
      ticks: scale.ticks.map((value) => ({
        value,
        text: axisText('percent', value, scale.step),
      })),
    };
  }, [rows, xColumn]);
  return (
    <Plot
      rows={rows}
      x={x}
      y={{ unit: 'percent', scale: y }}
      height={height}
      cursor={cursor}
      onCursor={onCursor}
      yOf={(row) => number(row, yColumn)}
      base={0}
    >
      <ReferenceLine x={0} stroke="var(--edge)" />
      <Points rows={rows} xColumn={xColumn} yColumn={yColumn} cursor={cursor} />
    </Plot>
  );
}

function Points(props: {
  readonly rows: readonly ChartRow[];
  readonly xColumn: number;
  readonly yColumn: number;
  readonly cursor: number | null;
}) {
  const { rows, xColumn, yColumn, cursor } = props;
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (xScale === undefined || yScale === undefined) return null;
  return (
    <g>
      {rows.map((row, i) => {
        const result = number(row, yColumn);
        const left = xScale(number(row, xColumn)) ?? 0;
        const top = yScale(result) ?? 0;
        const size = i === cursor ? 6 : 4;
        const tip = result < 0 ? size : -size;
        return (
          <path
            key={String(row[0])}
            d={`M${left - size},${top - tip / 1.5}H${left + size}L${left},${top + tip}Z`}
            fill={result < 0 ? 'var(--down-fill)' : 'var(--up-fill)'}
            fillOpacity={i === cursor ? 1 : 0.6}
          />
        );
      })}
    </g>
  );
}

/** The two shapes beside their names. */
export function ScatterLegend() {
  return (
    <>
      <span className={classes.key}>
        <svg width="10" height="9" aria-hidden="true">
          <path d="M5,0L10,9H0Z" fill="var(--up-fill)" />
        </svg>
        Won
      </span>
      <span className={classes.key}>
        <svg width="10" height="9" aria-hidden="true">
          <path d="M0,0H10L5,9Z" fill="var(--down-fill)" />
        </svg>
        Lost
      </span>
    </>
  );
}
