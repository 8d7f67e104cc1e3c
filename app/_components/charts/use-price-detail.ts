import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import type { CandleWindow } from '../../../workers/backtest.client';
import type { BarRange } from './bar-range';
import type { ChartColors } from './chart-colors';
import { type LineLook, lineLooks } from './line-looks';
import { panelMarks } from './panel-marks';
import { periodPlaces } from './period-marks';
import { createPriceDetail, type PriceDetail } from './price-detail';
import { barToPoint } from './window-plan';
import type { ZoneClock } from './zone-clock';

export interface PriceDetailInput {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly result: RunResult;
  readonly clock: ZoneClock;
  readonly decimals: number;
  readonly colors: ChartColors | null;
  readonly window: CandleWindow | null;
  readonly range: BarRange;
  readonly cursor: number | null;
  readonly selectedTrade: number | null;
  onRange(range: BarRange): void;
  onCursor(bar: number | null): void;
  onTrade(number: number): void;
}

export interface PaneBox {
  readonly top: number;
  readonly height: number;
}

/** Connects the candle chart to React: made once per set of lines, then told what changed. */
export function usePriceDetail(input: PriceDetailInput): {
  readonly panes: readonly PaneBox[];
  readonly looks: readonly LineLook[];
} {
  const { host, result, clock, decimals, colors, window, range, cursor, selectedTrade } = input;
  const [panes, setPanes] = useState<readonly PaneBox[]>([]);
  const detail = useRef<PriceDetail | null>(null);
  const latest = useRef(input);
  latest.current = input;
  const held = useRef(false);
  const draw = useRef<(() => void) | null>(null);
  const looks = useMemo(() => lineLooks(result.plots), [result.plots]);
  // A changed parameter gives new values for the same lines: the chart stays. Other lines or times: a new one.
  const shape = JSON.stringify([
    result.plots.map(({ id, pane, kind }) => [id, pane, kind]),
    clock.timeZone,
    result.data.intervalMs,
    decimals,
  ]);
  const ready = colors !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for what it was made of
  useEffect(() => {
    const element = host.current;
    const first = latest.current;
    if (!element || !first.colors) return;
    const chart = createPriceDetail(element, {
      clock,
      intervalMs: result.data.intervalMs,
      decimals,
      colors: first.colors,
      plots: result.plots,
      looks,
      onRange: (next) => latest.current.onRange(next),
      onCursor: (bar) => latest.current.onCursor(bar),
      onTrade: (number) => latest.current.onTrade(number),
      onPanes: setPanes,
    });
    detail.current = chart;
    const down = (): void => {
      held.current = true;
    };
    const up = (): void => {
      held.current = false;
      draw.current?.();
    };
    element.addEventListener('pointerdown', down);
    globalThis.addEventListener('pointerup', up);
    globalThis.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('pointerdown', down);
      globalThis.removeEventListener('pointerup', up);
      globalThis.removeEventListener('pointercancel', up);
      chart.dispose();
      detail.current = null;
    };
  }, [shape, ready]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: redrawn when made anew (`shape`, `ready`), too
  useEffect(() => {
    const apply = (): void => {
      draw.current = null;
      const { window: now, result: run, range: view } = latest.current;
      if (!now || !detail.current) return;
      detail.current.setWindow(now, run.plots, view);
      detail.current.setMarks(panelMarks(run, now, latest.current.selectedTrade, decimals));
      detail.current.setPeriod(
        periodPlaces(run.period, run.data.bars, (bar) => barToPoint(now, bar)),
      );
    };
    // New candles in the middle of a drag would make the chart jump under the finger.
    if (held.current) draw.current = apply;
    else apply();
  }, [shape, ready, window, result]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the window is drawn with its marks above
  useEffect(() => {
    if (window) detail.current?.setMarks(panelMarks(result, window, selectedTrade, decimals));
  }, [selectedTrade]);
  useEffect(() => {
    if (!held.current) detail.current?.setRange(range);
  }, [range]);
  useEffect(() => {
    if (colors) detail.current?.setColors(colors);
  }, [colors]);
  useEffect(() => detail.current?.setCursor(cursor), [cursor]);

  return { panes, looks };
}
