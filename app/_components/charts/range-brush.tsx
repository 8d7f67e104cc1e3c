'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { BarRange } from './bar-range';
import { type BrushPart, barAtFraction, brushEdges, dragBrush, keyBrush } from './brush-range';
import classes from './charts.module.css';

export interface RangeBrushProps {
  readonly range: BarRange;
  readonly bars: number;
  /** Width of the plot it lies on, in CSS pixels; the price axis beside it stays free. */
  readonly width: number;
  readonly height: number;
  /** Start and end in words, for screen readers. */
  describe(bar: number): string;
  onChange(range: BarRange): void;
  /** The pointer is over this bar of the overview, or has left. */
  onHover(bar: number | null): void;
}

/** Range selector over the overview: two handles and the window between them, by pointer or by keys. */
export function RangeBrush(props: RangeBrushProps) {
  const { range, bars, width, height, describe, onChange, onHover } = props;
  const root = useRef<HTMLDivElement>(null);
  const drag = useRef<{ part: BrushPart; x: number; start: BarRange } | null>(null);
  const { left, right } = brushEdges(range, bars);

  const fractionAt = (clientX: number): number => {
    const box = root.current?.getBoundingClientRect();
    return box && box.width > 0 ? (clientX - box.left) / box.width : 0;
  };
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const part = (event.target as HTMLElement).dataset.part as BrushPart | undefined;
    let start = range;
    if (part === undefined) {
      // A press beside the window brings the window there, and may go on as a drag.
      const middle = barAtFraction(fractionAt(event.clientX), bars);
      const half = Math.round((range.to - range.from) / 2);
      start = dragBrush(range, 'window', middle - half - range.from, bars);
      onChange(start);
    }
    onHover(null);
    drag.current = { part: part ?? 'window', x: event.clientX, start };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    if (!held) {
      onHover(barAtFraction(fractionAt(event.clientX), bars));
      return;
    }
    const delta = (fractionAt(event.clientX) - fractionAt(held.x)) * bars;
    onChange(dragBrush(held.start, held.part, delta, bars));
  };
  const end = (): void => {
    drag.current = null;
  };
  const onKey = (part: BrushPart) => (event: KeyboardEvent) => {
    const next = keyBrush(range, part, event.key, event.shiftKey, bars);
    if (!next) return;
    event.preventDefault();
    onChange(next);
  };
  const slider = (part: BrushPart, label: string, now: number, text: string) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': 1,
    'aria-valuemax': bars,
    'aria-valuenow': now + 1,
    'aria-valuetext': text,
    'data-part': part,
    onKeyDown: onKey(part),
  });
  const span = `${describe(range.from)} to ${describe(range.to)}`;

  return (
    <div
      ref={root}
      className={classes.brush}
      style={{ width, height }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={() => onHover(null)}
    >
      <div
        className={classes.brushWindow}
        style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
        {...slider('window', 'Shown range', range.from, span)}
      />
      <div
        className={classes.brushHandle}
        style={{ left: `${left * 100}%` }}
        {...slider('start', 'First bar shown', range.from, describe(range.from))}
      />
      <div
        className={classes.brushHandle}
        style={{ left: `${right * 100}%` }}
        {...slider('end', 'Last bar shown', range.to, describe(range.to))}
      />
    </div>
  );
}
