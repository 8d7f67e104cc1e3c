import { type PointerEvent, type ReactNode, useMemo } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from 'recharts';
import {
  type AxisScale,
  type AxisUnit,
  axisText,
} from '../../../lib/analytics/views/charts/axis-scale';
import type { ChartCell } from '../../../lib/analytics/views/charts/chart-table';

export type ChartRow = readonly ChartCell[];

export interface AxisTick {
  readonly value: number;
  readonly text: string;
}

/** Where a row stands along the chart: on a scale of numbers or times, or one place a row. */
export type PlotX =
  | {
      readonly kind: 'scale';
      at(row: ChartRow): number;
      readonly domain: readonly [number, number];
      readonly ticks: readonly AxisTick[];
    }
  | { readonly kind: 'places'; text(row: ChartRow): string };

export interface PlotProps {
  readonly rows: readonly ChartRow[];
  readonly x: PlotX;
  readonly y: { readonly unit: AxisUnit; readonly scale: AxisScale };
  readonly height: number;
  /** The row pointed at. */
  readonly cursor: number | null;
  onCursor(row: number | null): void;
  /** Where the row nearest to the pointer is looked for in both directions: its height. */
  yOf?(row: ChartRow): number;
  /** A line across that stands for more than the grid: zero, one, the capital. */
  readonly base?: number;
  readonly children: ReactNode;
}

const tickFont = { fontSize: 11, fill: 'var(--faint)' } as const;

/** Axes, grid and pointer that all charts of the tables share; what is drawn in it comes as children. */
export function Plot(props: PlotProps) {
  const { rows, x, y, height, cursor, onCursor, yOf, base, children } = props;
  const texts = useMemo(
    () => new Map(x.kind === 'scale' ? x.ticks.map(({ value, text }) => [value, text]) : []),
    [x],
  );
  const positionOf = (row: ChartRow): number | string =>
    x.kind === 'scale' ? x.at(row) : x.text(row);
  const pointed = cursor === null ? undefined : rows[cursor];
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={rows as ChartRow[]}
        accessibilityLayer={false}
        margin={{ top: 8, right: 0, bottom: 0, left: 20 }}
        barCategoryGap="18%"
        barGap={1}
      >
        <CartesianGrid stroke="var(--grid)" vertical={false} />
        {x.kind === 'scale' ? (
          <XAxis
            dataKey={positionOf}
            type="number"
            domain={[...x.domain]}
            allowDataOverflow
            ticks={x.ticks.map(({ value }) => value)}
            tickFormatter={(value: number) => texts.get(value) ?? ''}
            interval="equidistantPreserveStart"
            minTickGap={8}
            tick={tickFont}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            height={22}
          />
        ) : (
          <XAxis
            dataKey={positionOf}
            type="category"
            interval="equidistantPreserveStart"
            minTickGap={8}
            tick={tickFont}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            height={22}
          />
        )}
        <YAxis
          orientation="right"
          type="number"
          domain={[...y.scale.domain]}
          allowDataOverflow
          scale={y.scale.log ? 'log' : 'linear'}
          ticks={[...y.scale.ticks]}
          tickFormatter={(value: number) => axisText(y.unit, value, y.scale.step)}
          interval={0}
          tick={tickFont}
          tickLine={false}
          axisLine={false}
          width={54}
        />
        {base === undefined ? null : <ReferenceLine y={base} stroke="var(--edge)" />}
        {children}
        {pointed === undefined ? null : (
          <ReferenceLine x={positionOf(pointed)} stroke="var(--dim)" strokeDasharray="3 3" />
        )}
        <PointerLayer rows={rows} positionOf={positionOf} yOf={yOf} onCursor={onCursor} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Takes the pointer for the whole plot and tells the nearest row. */
function PointerLayer(props: {
  readonly rows: readonly ChartRow[];
  positionOf(row: ChartRow): number | string;
  readonly yOf: ((row: ChartRow) => number) | undefined;
  onCursor(row: number | null): void;
}) {
  const { rows, positionOf, yOf, onCursor } = props;
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (area === undefined || xScale === undefined || yScale === undefined) return null;
  const nearest = (event: PointerEvent<SVGRectElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const left = event.clientX - box.left + area.x;
    const top = event.clientY - box.top + area.y;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [i, row] of rows.entries()) {
      const place = xScale(positionOf(row), { position: 'middle' });
      if (place === undefined) continue;
      const dx = place - left;
      const dy = yOf === undefined ? 0 : (yScale(yOf(row)) ?? 0) - top;
      const distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    onCursor(best < 0 ? null : best);
  };
  return (
    <rect
      x={area.x}
      y={area.y}
      width={area.width}
      height={area.height}
      fill="transparent"
      onPointerMove={nearest}
      onPointerDown={nearest}
      onPointerLeave={() => onCursor(null)}
    />
  );
}
