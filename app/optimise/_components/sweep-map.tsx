import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useChartColors } from '../../_components/charts/use-chart-colors';
import { type SweepRun, setCursor, useSweep } from '../_hooks/sweep-store';
import { axisLabel, cellSentence } from './cells-table';
import type { CellState } from './draw-map';
import { type CellBox, cellAt, cellBox, cellByKey, type MapLayout, mapLayout } from './map-layout';
import { MapPainter } from './map-painter';
import classes from './sweep-picture.module.css';
import { numberText } from './sweep-plan';
import { useSize } from './use-size';

/** One cell for each pair of values, coloured by its score. */
export function SweepMap({
  run,
  summary,
  onOpen,
}: {
  run: SweepRun;
  summary: string;
  onOpen: (cell: number) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<MapPainter | null>(null);
  const colors = useChartColors(host);
  const size = useSize(host);
  const arrived = useSweep((s) => s.arrived);
  const extent = useSweep((s) => s.extent);
  const best = useSweep((s) => s.best[0]);
  const cursor = useSweep((s) => s.cursor);
  const [hovered, setHovered] = useState<number | null>(null);
  const { rows, columns, spec, settings, order } = run;
  const layout = useMemo(
    () => (size === null ? null : mapLayout(size.width, size.height, rows, columns)),
    [size, rows, columns],
  );
  const labels = useMemo(
    () => ({
      up: (spec.axes[0]?.values ?? []).map((value) => numberText(settings[0], value)),
      across: (spec.axes[1]?.values ?? []).map((value) => numberText(settings[1], value)),
    }),
    [spec, settings],
  );

  useEffect(() => {
    if (canvas.current === null) return;
    const mine = new MapPainter(canvas.current);
    painter.current = mine;
    return () => mine.stop();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: cells are filled in place, `arrived` tells of new ones
  useEffect(() => {
    if (layout === null || colors === null) return;
    const stateOf = (cell: number): CellState => {
      const state = run.cells.stateOf(cell);
      if (state === 'to come') return null;
      if (state === 'refused') return 'refused';
      return run.cells.figure(cell, spec.objective) ?? 'none';
    };
    painter.current?.show({
      layout,
      labels,
      colors,
      low: extent?.low ?? 0,
      high: extent?.high ?? 0,
      order,
      stateOf,
    });
  }, [layout, labels, colors, extent, arrived, run]);

  const pointed = (event: PointerEvent): number | null => {
    if (layout === null) return null;
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt(layout, event.clientX - box.left, event.clientY - box.top);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && cursor !== null) {
      event.preventDefault();
      onOpen(cursor);
      return;
    }
    if (event.key === 'Escape' && cursor !== null) {
      // It lets go of the cell; the next one cancels the search.
      event.stopPropagation();
      setCursor(null);
    }
    const next = cellByKey(run, cursor, event.key, event.shiftKey ? 10 : 1);
    if (next === null) return;
    event.preventDefault();
    setHovered(null);
    setCursor(next);
  };
  const frame = (cell: number | null | undefined) =>
    layout === null || cell == null ? null : cellBox(layout, cell);

  return (
    <div
      ref={host}
      className={classes.map}
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move from cell to cell
      tabIndex={0}
      aria-label={summary}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => event.pointerType === 'mouse' && setHovered(pointed(event))}
      onPointerLeave={() => setHovered(null)}
      onClick={(event) => setCursor(pointed(event as unknown as PointerEvent))}
      onDoubleClick={() => cursor !== null && onOpen(cursor)}
    >
      <canvas ref={canvas} className={classes.canvas} />
      <span className={classes.acrossTitle} aria-hidden="true">
        {axisLabel(run, 1)}
      </span>
      <span className={classes.upTitle} aria-hidden="true">
        {axisLabel(run, 0)}
      </span>
      <Frame box={frame(best)} kind="best" />
      <Frame box={frame(cursor)} kind="cursor" />
      <Frame box={frame(hovered)} kind="hovered" />
      {layout !== null && hovered !== null && (
        <HoverNote run={run} cell={hovered} layout={layout} />
      )}
    </div>
  );
}

function Frame({ box, kind }: { box: CellBox | null; kind: 'best' | 'cursor' | 'hovered' }) {
  if (box === null) return null;
  const { x, y, width, height } = box;
  // A frame around the cell, wide enough to be seen around the smallest one.
  const room = kind === 'hovered' ? 1 : 2;
  return (
    <span
      className={classes.frame}
      data-kind={kind}
      style={{
        left: x - room,
        top: y - room,
        width: Math.max(5, width) + 2 * room,
        height: Math.max(5, height) + 2 * room,
      }}
    />
  );
}

function HoverNote({ run, cell, layout }: { run: SweepRun; cell: number; layout: MapLayout }) {
  const { x, y, width, height } = cellBox(layout, cell);
  const leftHalf = x + width / 2 < layout.width / 2;
  const upperHalf = y + height / 2 < layout.height / 2;
  return (
    <span
      className={classes.note}
      style={{
        ...(leftHalf ? { left: x + width + 6 } : { right: layout.width - x + 6 }),
        ...(upperHalf ? { top: y + height + 4 } : { bottom: layout.height - y + 4 }),
      }}
    >
      {cellSentence(run, cell)}
    </span>
  );
}
