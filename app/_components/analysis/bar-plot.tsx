import { useId, useMemo } from 'react';
import { Bar } from 'recharts';
import { type AxisUnit, axisScale } from '../../../lib/analytics/views/charts/axis-scale';
import classes from './analysis.module.css';
import type { ChartPointing } from './chart-card';
import { type ChartRow, Plot } from './plot';

/** How bars of one column are filled: `sign` has the market's colours, above and below zero. */
export type BarFill = 'run' | 'benchmark' | 'sign';

export interface BarPlotProps extends ChartPointing {
  /** The first column names the place. */
  readonly rows: readonly ChartRow[];
  readonly bars: readonly { readonly column: number; readonly fill: BarFill }[];
  readonly unit: AxisUnit;
  readonly height?: number;
}

const numberAt = (row: ChartRow, column: number): number | null => {
  const value = row[column] ?? null;
  return typeof value === 'number' ? value : null;
};

const placeText = (row: ChartRow): string => String(row[0] ?? '');

/** Bars side by side at named places, from zero up or down. */
export function BarPlot({ rows, bars, unit, height = 190, cursor, onCursor }: BarPlotProps) {
  const hatch = useId().replaceAll(/[^\w-]/g, '');
  const scale = useMemo(
    () =>
      axisScale(
        rows.flatMap((row) => bars.map(({ column }) => numberAt(row, column))),
        { with: [0] },
      ),
    [rows, bars],
  );
  return (
    <Plot
      rows={rows}
      x={{ kind: 'places', text: placeText }}
      y={{ unit, scale }}
      height={height}
      cursor={cursor}
      onCursor={onCursor}
      base={0}
    >
      <defs>
        <Hatch id={hatch} />
      </defs>
      {bars.map(({ column, fill }) => (
        <Bar
          key={column}
          dataKey={(row: ChartRow) => numberAt(row, column)}
          maxBarSize={28}
          isAnimationActive={false}
          shape={(place: BarPlace) => <BarShape {...place} fill={fillOf(fill, place, hatch)} />}
        />
      ))}
    </Plot>
  );
}

interface BarPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly value?: unknown;
}

function BarShape({ x = 0, y = 0, width = 0, height = 0, fill }: BarPlace & { fill: string }) {
  return (
    <rect
      x={x}
      y={height < 0 ? y + height : y}
      width={Math.max(1, width)}
      height={Math.abs(height)}
      fill={fill}
      rx={1}
    />
  );
}

function fillOf(fill: BarFill, place: BarPlace, hatch: string): string {
  if (fill === 'run') return 'var(--s1)';
  if (fill === 'benchmark') return `url(#${hatch})`;
  const value = Array.isArray(place.value) ? Number(place.value[1]) : Number(place.value);
  return value < 0 ? 'var(--down-fill)' : 'var(--up-fill)';
}

/** Slanted lines: what is not the run is told apart by more than its colour. */
function Hatch({ id }: { id: string }) {
  return (
    <pattern
      id={id}
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="5" height="5" fill="var(--bench)" fillOpacity="0.18" />
      <rect width="2" height="5" fill="var(--bench)" />
    </pattern>
  );
}

/** The same fills beside their names in a legend. */
export function BarKey({ fill, label }: { fill: 'run' | 'benchmark'; label: string }) {
  const hatch = useId().replaceAll(/[^\w-]/g, '');
  return (
    <span className={classes.key}>
      <svg width="14" height="10" aria-hidden="true">
        <defs>
          <Hatch id={hatch} />
        </defs>
        <rect
          width="14"
          height="10"
          rx="1"
          fill={fill === 'run' ? 'var(--s1)' : `url(#${hatch})`}
        />
      </svg>
      {label}
    </span>
  );
}
