import { useMemo } from 'react';
import { Line, ReferenceLine, usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { type AxisUnit, axisScale, axisText } from '../../../lib/analytics/views/charts/axis-scale';
import type { ChartPointing } from './chart-card';
import { type ChartRow, Plot } from './plot';

export interface HistogramPlotProps extends ChartPointing {
  /** From, to, count, and where there is one the normal's count. */
  readonly rows: readonly ChartRow[];
  /** Upright marks with a word. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
  /** Of the values along the axis. */
  readonly unit: AxisUnit;
  readonly height?: number;
}

const number = (row: ChartRow, column: number): number => {
  const value = row[column];
  return typeof value === 'number' ? value : 0;
};

const middle = (row: ChartRow): number => (number(row, 0) + number(row, 1)) / 2;

/** Counts by bin, with the normal's over them and marks at quantiles. */
export function HistogramPlot(props: HistogramPlotProps) {
  const { rows, marks = [], unit, height = 190, cursor, onCursor } = props;
  const from = number(rows[0] ?? [], 0);
  const to = number(rows.at(-1) ?? [], 1);
  const y = useMemo(
    () =>
      axisScale(
        rows.flatMap((row) => [number(row, 2), number(row, 3)]),
        { with: [0], count: 4 },
      ),
    [rows],
  );
  const x = useMemo(() => {
    const scale = axisScale([from, to], { count: 6 });
    const ticks = scale.ticks
      .filter((value) => value >= from && value <= to)
      .map((value) => ({ value, text: axisText(unit, value, scale.step) }));
    return { kind: 'scale' as const, at: middle, domain: [from, to] as const, ticks };
  }, [from, to, unit]);
  const overlaid = rows.some((row) => typeof row[3] === 'number');
  return (
    <Plot
      rows={rows}
      x={x}
      y={{ unit: 'count', scale: y }}
      height={height}
      cursor={cursor}
      onCursor={onCursor}
    >
      <Bins rows={rows} cursor={cursor} />
      {from < 0 && to > 0 ? <ReferenceLine x={0} stroke="var(--edge)" /> : null}
      {marks
        .filter(({ at }) => at > from && at < to)
        .map(({ at, label }, i) => (
          <ReferenceLine
            key={label}
            x={at}
            stroke="var(--text)"
            strokeDasharray="2 3"
            label={{
              value: label,
              position: 'insideTopLeft',
              dy: 12 * i,
              fontSize: 11,
              fill: 'var(--dim)',
            }}
          />
        ))}
      {overlaid ? (
        <Line
          dataKey={(row: ChartRow) => (typeof row[3] === 'number' ? row[3] : null)}
          type="monotone"
          stroke="var(--s2)"
          strokeWidth={2}
          strokeDasharray="6 3"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ) : null}
    </Plot>
  );
}

/** One rectangle a bin, from its own edge to the next. */
function Bins({ rows, cursor }: { rows: readonly ChartRow[]; cursor: number | null }) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (area === undefined || xScale === undefined || yScale === undefined) return null;
  return (
    <g>
      {rows.map((row, i) => {
        const left = xScale(row[0]) ?? 0;
        const right = xScale(row[1]) ?? 0;
        const top = yScale(row[2]) ?? 0;
        return (
          <rect
            key={number(row, 0)}
            x={left + 0.5}
            y={top}
            width={Math.max(1, right - left - 1)}
            height={Math.max(0, area.y + area.height - top)}
            fill="var(--s1)"
            fillOpacity={i === cursor ? 0.9 : 0.55}
          />
        );
      })}
    </g>
  );
}
