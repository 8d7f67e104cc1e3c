import { useMemo } from 'react';
import { Area, Line, ReferenceArea, ReferenceLine, useXAxisScale, useYAxisScale } from 'recharts';
import { type AxisUnit, axisScale } from '../../../lib/analytics/views/charts/axis-scale';
import type { ChartCell } from '../../../lib/analytics/views/charts/chart-table';
import { timeTicks } from '../../../lib/analytics/views/charts/time-ticks';
import type { ZoneClock } from '../charts/zone-clock';
import type { ChartPointing } from './chart-card';
import { type ChartLook, colorVar } from './chart-looks';
import { type ChartRow, Plot } from './plot';

/** A line through one column. */
export interface PlotLine {
  readonly column: number;
  readonly look: ChartLook;
  /** Held until the next point, instead of joined to it. */
  readonly steps?: boolean;
  /** Fills down to zero. */
  readonly filled?: boolean;
  /** Written at the last point. */
  readonly endLabel?: string;
}

/** A filled stretch between two columns. */
export interface PlotBand {
  readonly low: number;
  readonly high: number;
  readonly opacity: number;
}

export interface LinePlotProps extends ChartPointing {
  /** The first column is the time. */
  readonly rows: readonly ChartRow[];
  readonly lines: readonly PlotLine[];
  readonly bands?: readonly PlotBand[];
  /** Stretches of time that are shaded, with a word on top. */
  readonly shades?: readonly {
    readonly from: number;
    readonly to: number;
    readonly label: string;
  }[];
  /** Upright lines with a word. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
  readonly unit: AxisUnit;
  readonly base?: number;
  /** Values the axis shows whatever the data. */
  readonly withValues?: readonly number[];
  readonly log?: boolean;
  readonly clock: ZoneClock;
  readonly height?: number;
}

const cell = (row: ChartRow, column: number): number | null => {
  const value: ChartCell = row[column] ?? null;
  return typeof value === 'number' ? value : null;
};

const timeOf = (row: ChartRow): number => cell(row, 0) ?? 0;

/** Lines and bands over time. */
export function LinePlot(props: LinePlotProps) {
  const { rows, lines, bands = [], shades = [], marks = [], unit, clock, height = 190 } = props;
  const { log = false, withValues } = props;
  const from = timeOf(rows[0] ?? []);
  const to = timeOf(rows.at(-1) ?? []);
  const columns = useMemo(
    () => [...lines.map(({ column }) => column), ...bands.flatMap(({ low, high }) => [low, high])],
    [lines, bands],
  );
  const scale = useMemo(() => {
    const values = rows.flatMap((row) => columns.map((column) => cell(row, column)));
    return axisScale(values, { log, ...(withValues === undefined ? {} : { with: withValues }) });
  }, [rows, columns, log, withValues]);
  const x = useMemo(
    () => ({
      kind: 'scale' as const,
      at: timeOf,
      domain: [from, to] as const,
      ticks: timeTicks(from, to, 6, clock).map(({ time, text }) => ({ value: time, text })),
    }),
    [from, to, clock],
  );
  return (
    <Plot
      rows={rows}
      x={x}
      y={{ unit, scale }}
      height={height}
      cursor={props.cursor}
      onCursor={props.onCursor}
      {...(props.base === undefined ? {} : { base: props.base })}
    >
      {shades.map(({ from: x1, to: x2, label }) => (
        <ReferenceArea
          key={`${label} ${x1}`}
          x1={Math.max(from, x1)}
          x2={Math.min(to, x2)}
          fill="var(--down-fill)"
          fillOpacity={0.14}
          stroke="var(--down-fill)"
          strokeOpacity={0.4}
          label={{ value: label, position: 'insideTop', fontSize: 11, fill: 'var(--dim)' }}
        />
      ))}
      {bands.map(({ low, high, opacity }) => (
        <Area
          key={`${low} ${high}`}
          dataKey={(row: ChartRow) => [cell(row, low), cell(row, high)] as unknown as number}
          stroke="none"
          fill="var(--s1)"
          fillOpacity={opacity}
          isAnimationActive={false}
          activeDot={false}
        />
      ))}
      {lines.map(({ column, look, steps = false, filled = false }) => {
        const shared = {
          dataKey: (row: ChartRow) => cell(row, column),
          type: steps ? ('stepAfter' as const) : ('linear' as const),
          stroke: colorVar(look.color),
          strokeWidth: look.width,
          ...(look.dash === undefined ? {} : { strokeDasharray: look.dash }),
          dot: false,
          activeDot: false,
          connectNulls: false,
          isAnimationActive: false,
        };
        if (filled) {
          return (
            <Area
              key={column}
              {...shared}
              fill={colorVar(look.color)}
              fillOpacity={0.12}
              baseValue={0}
            />
          );
        }
        return <Line key={column} {...shared} />;
      })}
      <EndLabels rows={rows} lines={lines} />
      {marks
        .filter(({ at }) => at > from && at < to)
        .map(({ at, label }, k) => (
          <ReferenceLine
            key={label}
            x={at}
            stroke="var(--text)"
            strokeDasharray="6 3"
            label={{
              value: label,
              position: 'insideTopLeft',
              offset: 5,
              // Close marks don't write over one another, nor does the line of one cross the name of another.
              dy: (k % 2) * 13,
              stroke: 'var(--surface)',
              strokeWidth: 3,
              paintOrder: 'stroke',
              fontSize: 11,
              fill: 'var(--dim)',
            }}
          />
        ))}
    </Plot>
  );
}

/** Names written where the lines end, moved apart where they would cover each other. */
function EndLabels({
  rows,
  lines,
}: {
  readonly rows: readonly ChartRow[];
  readonly lines: readonly PlotLine[];
}) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (xScale === undefined || yScale === undefined) return null;
  const placed = lines
    .flatMap(({ column, look, endLabel }) => {
      const row = rows[lastWithValue(rows, column)];
      if (endLabel === undefined || row === undefined) return [];
      const x = xScale(timeOf(row)) ?? 0;
      const y = yScale(cell(row, column)) ?? 0;
      return [{ endLabel, color: look.color, x, y: y - 5 }];
    })
    .sort((a, b) => a.y - b.y);
  let above = Number.NEGATIVE_INFINITY;
  return (
    <g>
      {placed.map(({ endLabel, color, x, y }) => {
        above = Math.max(y, above + 12);
        return (
          <text
            key={endLabel}
            x={x - 3}
            y={above}
            textAnchor="end"
            fontSize={11}
            fontWeight={700}
            fill={colorVar(color)}
            stroke="var(--surface)"
            strokeWidth={3}
            paintOrder="stroke"
          >
            {endLabel}
          </text>
        );
      })}
    </g>
  );
}

function lastWithValue(rows: readonly ChartRow[], column: number): number {
  for (let i = rows.length - 1; i >= 0; i -= 1) if (cell(rows[i]!, column) !== null) return i;
  return -1;
}
