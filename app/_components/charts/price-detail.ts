import {
  CandlestickSeries,
  createChartEx,
  type IChartApiBase,
  type IHorzScaleBehavior,
  LineSeries,
  LineStyle,
  PriceLineSource,
  TrackingModeExitMode,
} from 'lightweight-charts';
import type { PlotSeries } from '../../../lib/analytics/run-result';
import { formatTicks } from '../../../lib/analytics/views/axis-text';
import { formatNumber } from '../../../lib/analytics/views/format';
import type { CandleWindow } from '../../../workers/backtest.client';
import type { BarRange } from './bar-range';
import { createBarScale } from './bar-scale';
import type { ChartColors } from './chart-colors';
import { themeOptions } from './chart-options';
import { FillMarks, type MarksData } from './fill-marks';
import type { LineLook } from './line-looks';
import { PeriodMarks, type PeriodPlaces } from './period-marks';
import { barToPoint, pointsToRange, pointToBar, rangeToPoints } from './window-plan';
import type { ZoneClock } from './zone-clock';

export interface PriceDetailOptions {
  readonly clock: ZoneClock;
  readonly intervalMs: number;
  readonly decimals: number;
  readonly colors: ChartColors;
  readonly plots: readonly PlotSeries[];
  readonly looks: readonly LineLook[];
  /** The user moved or zoomed; `range` may stick out of the run. */
  onRange(range: BarRange): void;
  /** The pointer is over a bar, or has left. */
  onCursor(bar: number | null): void;
  onTrade(number: number): void;
  /** Panes were laid out: top and height of each, in CSS pixels. */
  onPanes(panes: readonly { readonly top: number; readonly height: number }[]): void;
}

/** The upper chart: candles, the strategy's lines, fills. It draws one window of the run at a time. */
export interface PriceDetail {
  /** Draws a window with the values of the plots, which stand in the order they had at creation. */
  setWindow(window: CandleWindow, plots: readonly PlotSeries[], range: BarRange): void;
  setRange(range: BarRange): void;
  setMarks(marks: MarksData): void;
  /** Where the measured part begins, is split and ends, in points of the window. */
  setPeriod(places: PeriodPlaces): void;
  setCursor(bar: number | null): void;
  setColors(colors: ChartColors): void;
  dispose(): void;
}

const GESTURES = ['wheel', 'pointerdown', 'pointermove', 'touchmove', 'dblclick'] as const;

type BarsChart = IChartApiBase<number>;

/** Names of the panes below the candles, in the order in which the plots first mention them. */
export const extraPanes = (plots: readonly PlotSeries[]): string[] => [
  ...new Set(plots.map((plot) => plot.pane).filter((pane) => pane !== 'price')),
];

export function createPriceDetail(host: HTMLElement, options: PriceDetailOptions): PriceDetail {
  const { plots, looks, decimals } = options;
  let colors = options.colors;
  let window: CandleWindow | null = null;

  const scale = createBarScale(options.clock, options.intervalMs);
  const chart: BarsChart = createChartEx<number, IHorzScaleBehavior<number>>(host, scale, {
    ...themeOptions(colors),
    autoSize: true,
    handleScroll: { vertTouchDrag: false, mouseWheel: true, pressedMouseMove: true },
    kineticScroll: { touch: false, mouse: false },
    trackingMode: { exitMode: TrackingModeExitMode.OnNextTap },
  });
  chart.applyOptions({
    timeScale: {
      minBarSpacing: 0.02,
      lockVisibleTimeRangeOnResize: true,
      shiftVisibleRangeOnNewBar: false,
      rightBarStaysOnScroll: false,
      allowBoldLabels: false,
    },
    rightPriceScale: { scaleMargins: { top: 0.08, bottom: 0.1 } },
  });
  const candles = chart.addSeries(CandlestickSeries, {
    priceLineSource: PriceLineSource.LastVisible,
    priceLineStyle: LineStyle.Dotted,
    priceFormat: {
      type: 'custom',
      formatter: (p: number) => formatNumber(p, decimals),
      tickmarksFormatter: (prices: number[]) => formatTicks(prices, decimals),
      minMove: Number(`1e-${decimals}`),
    },
  });
  const marks = new FillMarks(colors);
  candles.attachPrimitive(marks);
  const period = new PeriodMarks(colors, true);
  candles.attachPrimitive(period);

  const panes = extraPanes(plots);
  const lines = plots.map((plot, i) => {
    const pane = plot.pane === 'price' ? 0 : panes.indexOf(plot.pane) + 1;
    const look = looks[i]!;
    const own = pane > 0;
    return chart.addSeries(
      LineSeries,
      {
        lineWidth: look.width,
        lineStyle: look.style,
        priceLineVisible: false,
        lastValueVisible: own && plot.kind === 'line',
        crosshairMarkerVisible: plot.kind === 'line',
        crosshairMarkerRadius: 3,
        ...(own
          ? {
              priceFormat: {
                type: 'custom' as const,
                formatter: (p: number) => formatNumber(p, 1),
                tickmarksFormatter: (values: number[]) => formatTicks(values, 2),
                minMove: 0.01,
              },
            }
          : {}),
      },
      pane,
    );
  });
  for (const [i, pane] of chart.panes().entries()) pane.setStretchFactor(i === 0 ? 1000 : 320);

  const paint = (): void => {
    chart.applyOptions(themeOptions(colors));
    candles.applyOptions({
      upColor: colors.hollowUp ? colors.surface : colors.upFill,
      downColor: colors.downFill,
      borderUpColor: colors.upFill,
      borderDownColor: colors.downFill,
      wickUpColor: colors.upFill,
      wickDownColor: colors.downFill,
    });
    for (const [i, line] of lines.entries()) {
      line.applyOptions({ color: colors[looks[i]!.color] });
    }
    marks.recolor(colors);
    period.recolor(colors);
  };
  paint();

  const reportPanes = (): void => {
    let top = 0;
    options.onPanes(
      chart.panes().map((pane) => {
        const place = { top, height: pane.getHeight() };
        top += place.height + 1;
        return place;
      }),
    );
  };

  const showRange = (range: BarRange): void => {
    if (!window) return;
    chart.timeScale().setVisibleLogicalRange(rangeToPoints(window, range));
  };

  // The chart tells of every change of its range, later and also of those made by code, which it may have had to
  // bend to the candles it holds. Only what a hand did counts.
  let gestureAt = Number.NEGATIVE_INFINITY;
  const onGesture = (event: Event): void => {
    if (event instanceof PointerEvent && event.type === 'pointermove' && event.buttons === 0)
      return;
    gestureAt = performance.now();
  };
  for (const type of GESTURES) host.addEventListener(type, onGesture, { passive: true });

  const onLogical = (visible: { from: number; to: number } | null): void => {
    if (!window || !visible || performance.now() - gestureAt > 250) return;
    options.onRange(pointsToRange(window, visible.from, visible.to));
  };
  chart.timeScale().subscribeVisibleLogicalRangeChange(onLogical);
  chart.timeScale().subscribeSizeChange(reportPanes);

  let settingCursor = false;
  chart.subscribeCrosshairMove((event) => {
    if (settingCursor) return;
    const inside = window !== null && event.point !== undefined && event.logical !== undefined;
    options.onCursor(inside ? pointToBar(window!, event.logical as number) : null);
  });
  chart.subscribeClick((event) => {
    const match = /^trade-(\d+)$/.exec(String(event.hoveredObjectId ?? ''));
    if (match) options.onTrade(Number(match[1]));
  });

  return {
    setWindow: (next, values, range) => {
      window = next;
      candles.setData(candleData(next));
      for (const [i, line] of lines.entries()) {
        line.setData(lineData(next, values[i]?.values ?? new Float64Array(0)));
      }
      showRange(range);
      reportPanes();
    },
    setRange: showRange,
    setMarks: (data) => marks.update(data),
    setPeriod: (places) => period.update(places),
    setCursor: (bar) => {
      settingCursor = true;
      const point = window && bar !== null ? Math.floor(barToPoint(window, bar)) : -1;
      if (window && point >= 0 && point < window.time.length) {
        chart.setCrosshairPosition(window.close[point]!, window.time[point]!, candles);
      } else {
        chart.clearCrosshairPosition();
      }
      settingCursor = false;
    },
    setColors: (next) => {
      colors = next;
      paint();
    },
    dispose: () => {
      for (const type of GESTURES) host.removeEventListener(type, onGesture);
      chart.remove();
    },
  };
}

function candleData(
  window: CandleWindow,
): { time: number; open: number; high: number; low: number; close: number }[] {
  return Array.from(window.time, (time, i) => ({
    time,
    open: window.open[i]!,
    high: window.high[i]!,
    low: window.low[i]!,
    close: window.close[i]!,
  }));
}

/** One point a candle: the value at the candle's last bar; nothing where the line isn't available yet. */
function lineData(
  window: CandleWindow,
  values: Float64Array,
): ({ time: number; value: number } | { time: number })[] {
  return Array.from(window.time, (time, i) => {
    const bar = Math.min(window.toBar, window.fromBar + (i + 1) * window.step) - 1;
    const value = values[bar];
    return value === undefined || Number.isNaN(value) ? { time } : { time, value };
  });
}
