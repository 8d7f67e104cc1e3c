import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ChartColors } from './chart-colors';
import {
  createOverview,
  type Overview,
  type OverviewCurves,
  type OverviewLayout,
  type OverviewNote,
} from './overview';
import type { ZoneClock } from './zone-clock';

export interface OverviewInput {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly clock: ZoneClock;
  readonly intervalMs: number;
  readonly colors: ChartColors | null;
  readonly curves: OverviewCurves;
  readonly note: OverviewNote | null;
  readonly logScale: boolean;
  readonly cursor: number | null;
  readonly withDrawdown: boolean;
  onCursor?(bar: number | null): void;
}

/** Connects the overview of a run to React. The layout is null until the chart was measured. */
export function useOverview(input: OverviewInput): OverviewLayout | null {
  const { host, clock, intervalMs, colors, curves, note, logScale, cursor, withDrawdown } = input;
  const [layout, setLayout] = useState<OverviewLayout | null>(null);
  const overview = useRef<Overview | null>(null);
  const latest = useRef(input);
  latest.current = input;
  const ready = colors !== null;

  useEffect(() => {
    const element = host.current;
    const first = latest.current.colors;
    if (!ready || !element || !first) return;
    overview.current = createOverview(element, {
      clock,
      intervalMs,
      colors: first,
      withDrawdown,
      onCursor: (bar) => latest.current.onCursor?.(bar),
      onLayout: (next) =>
        setLayout((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next)),
    });
    return () => {
      overview.current?.dispose();
      overview.current = null;
    };
  }, [host, clock, intervalMs, withDrawdown, ready]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart made anew (the other inputs) needs its curves again
  useEffect(() => {
    overview.current?.setCurves(curves, note);
  }, [curves, note, clock, intervalMs, withDrawdown, ready]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same
  useEffect(() => {
    overview.current?.setLogScale(logScale);
  }, [logScale, clock, intervalMs, withDrawdown, ready]);
  useEffect(() => {
    if (colors) overview.current?.setColors(colors);
  }, [colors]);
  useEffect(() => overview.current?.setCursor(cursor), [cursor]);
  return layout;
}
