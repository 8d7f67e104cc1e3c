import {
  AreaSeries,
  BaselineSeries,
  createChartEx,
  type IChartApiBase,
  type IHorzScaleBehavior,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  PriceScaleMode,
} from 'lightweight-charts';
import type { RunPeriod } from '../../../lib/analytics/run-result';
import { compactTicks, formatCompact } from '../../../lib/analytics/views/axis-text';
import { formatPercent } from '../../../lib/analytics/views/format';
import { createBarScale } from './bar-scale';
import { type ChartColors, withAlpha } from './chart-colors';
import { themeOptions } from './chart-options';
import { BENCHMARK_LOOK, CLAIM_LOOK, RUN_LOOK } from './line-looks';
import { type OverviewSlots, overviewSlots, slotOfBar, thinToSlots } from './overview-slots';
import { noPeriod, PeriodMarks, periodPlaces } from './period-marks';
import { PointNote } from './point-note';
import type { ZoneClock } from './zone-clock';

/** Curves of a whole run, one value a bar. `claimed` is what a link said, NaN where it says nothing. */
export interface OverviewCurves {
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly benchmark: Float64Array | null;
  readonly claimed: Float64Array | null;
  /** Absent where the chart shows equity alone. */
  readonly drawdown: Float64Array | null;
  readonly benchmarkDrawdown: Float64Array | null;
  /** Measured bars and the split between them; absent where nothing is marked. */
  readonly period?: RunPeriod;
}

export interface OverviewNote {
  readonly bar: number;
  readonly value: number;
  readonly text: string;
}

export interface OverviewLayout {
  /** Plot width without the price axis, and the height of each pane and of the time axis, in CSS pixels. */
  readonly plotWidth: number;
  readonly paneHeights: readonly number[];
  readonly axisHeight: number;
}

/** The lower chart: the whole run at once, never scrolled. */
export interface Overview {
  setCurves(curves: OverviewCurves, note: OverviewNote | null): void;
  setLogScale(log: boolean): void;
  setCursor(bar: number | null): void;
  setColors(colors: ChartColors): void;
  dispose(): void;
}

export interface OverviewOptions {
  readonly clock: ZoneClock;
  readonly intervalMs: number;
  readonly colors: ChartColors;
  readonly withDrawdown: boolean;
  /** Pointer over the plot; not reported where something else lies over the chart. */
  onCursor?(bar: number | null): void;
  onLayout?(layout: OverviewLayout): void;
}

type Line = ISeriesApi<'Line', number>;

export function createOverview(host: HTMLElement, options: OverviewOptions): Overview {
  let colors = options.colors;
  let slots: OverviewSlots | null = null;
  let times: Float64Array = new Float64Array(0);
  let drawn: Float64Array = new Float64Array(0);

  const scale = createBarScale(options.clock, options.intervalMs);
  const chart: IChartApiBase<number> = createChartEx<number, IHorzScaleBehavior<number>>(
    host,
    scale,
    { autoSize: true, handleScroll: false, handleScale: false },
  );
  chart.applyOptions({
    layout: { attributionLogo: false, panes: { enableResize: false } },
    timeScale: {
      minBarSpacing: 0.0001,
      fixLeftEdge: true,
      fixRightEdge: true,
      lockVisibleTimeRangeOnResize: true,
      allowBoldLabels: false,
    },
    crosshair: {
      horzLine: { visible: false, labelVisible: false },
      // Above the price chart the legend names the bar; a thinned overview could only name its slot.
      vertLine: { labelVisible: !options.withDrawdown },
    },
  });

  const quiet = {
    priceLineVisible: false,
    lastValueVisible: false,
    crosshairMarkerRadius: 3,
  } as const;
  const money = {
    type: 'custom' as const,
    formatter: (value: number) => formatCompact(value),
    tickmarksFormatter: (values: number[]) => compactTicks(values),
    minMove: 0.01,
  };
  const percent = {
    type: 'custom' as const,
    formatter: (value: number) => formatPercent(value, 0),
    tickmarksFormatter: (values: number[]) => values.map((value) => formatPercent(value, 0)),
    minMove: 0.0001,
  };
  const addLine = (pane: number, format: typeof money, width: 1 | 2, style: LineStyle): Line =>
    chart.addSeries(
      LineSeries,
      { ...quiet, priceFormat: format, lineWidth: width, lineStyle: style },
      pane,
    );

  const equity = chart.addSeries(AreaSeries, {
    ...quiet,
    priceFormat: money,
    lineWidth: RUN_LOOK.width,
  });
  const benchmark = addLine(0, money, BENCHMARK_LOOK.width, BENCHMARK_LOOK.style);
  const claimed = addLine(0, money, CLAIM_LOOK.width, CLAIM_LOOK.style);
  chart
    .priceScale('right', 0)
    .applyOptions({ scaleMargins: { top: 0.1, bottom: 0.06 }, tickMarkDensity: 1.6 });

  const periods = [new PeriodMarks(colors, true)];
  equity.attachPrimitive(periods[0]!);
  const note = new PointNote(colors);
  const drawdown = options.withDrawdown
    ? chart.addSeries(
        BaselineSeries,
        {
          ...quiet,
          priceFormat: percent,
          baseValue: { type: 'price', price: 0 },
          lineWidth: 1,
          autoscaleInfoProvider: (
            base: () => { priceRange: { minValue: number } | null } | null,
          ) => {
            const low = base()?.priceRange?.minValue ?? -0.01;
            return { priceRange: { minValue: Math.min(low, -0.0001), maxValue: 0 } };
          },
        },
        1,
      )
    : null;
  const benchmarkDrawdown = options.withDrawdown
    ? addLine(1, percent, BENCHMARK_LOOK.width, BENCHMARK_LOOK.style)
    : null;
  const zero = drawdown?.createPriceLine({
    price: 0,
    lineWidth: 1,
    lineStyle: LineStyle.Solid,
    axisLabelVisible: false,
    title: '',
  });
  if (drawdown) {
    drawdown.attachPrimitive(note);
    const below = new PeriodMarks(colors, false);
    drawdown.attachPrimitive(below);
    periods.push(below);
    chart
      .priceScale('right', 1)
      .applyOptions({ scaleMargins: { top: 0.12, bottom: 0.1 }, tickMarkDensity: 1.6 });
    chart.panes()[0]?.setStretchFactor(1000);
    chart.panes()[1]?.setStretchFactor(620);
  }

  const paint = (): void => {
    chart.applyOptions(themeOptions(colors));
    const soft = withAlpha(colors.s1, 0.12);
    equity.applyOptions({ lineColor: colors.s1, topColor: soft, bottomColor: soft });
    benchmark.applyOptions({ color: colors.bench });
    claimed.applyOptions({ color: colors.warn });
    const red = withAlpha(colors.downFill, 0.18);
    drawdown?.applyOptions({
      topLineColor: colors.downFill,
      bottomLineColor: colors.downFill,
      bottomFillColor1: red,
      bottomFillColor2: red,
    });
    benchmarkDrawdown?.applyOptions({ color: colors.bench });
    zero?.applyOptions({ color: colors.line2 });
    note.recolor(colors);
    for (const marks of periods) marks.recolor(colors);
  };
  paint();

  const reportLayout = (): void => {
    const layout = {
      plotWidth: chart.timeScale().width(),
      paneHeights: chart.panes().map((pane) => pane.getHeight()),
      axisHeight: chart.timeScale().height(),
    };
    if (layout.plotWidth > 0) options.onLayout?.(layout);
  };
  const showAll = (): void => {
    if (slots && slots.slots > 0) {
      chart.timeScale().setVisibleLogicalRange({ from: 0, to: slots.slots - 1 });
    }
    reportLayout();
  };
  chart.timeScale().subscribeSizeChange(showAll);

  let settingCursor = false;
  chart.subscribeCrosshairMove((event) => {
    if (settingCursor || !options.onCursor || !slots) return;
    const slot = event.point === undefined ? undefined : (event.logical as number | undefined);
    const inside = slot !== undefined && slot >= 0 && slot < slots.slots;
    options.onCursor(inside ? slots.firstBar[Math.round(slot)]! : null);
  });

  let shown: OverviewCurves | null = null;

  return {
    setCurves: (curves, about) => {
      const places = overviewSlots(curves.time.length);
      const sameTimes = shown !== null && sameValues(shown.time, curves.time);
      slots = places;
      if (!sameTimes) times = places.firstBar.map((bar) => curves.time[bar]!);
      drawn = thinToSlots(curves.equity, places);
      const show = (
        series: Line | typeof drawdown,
        values: Float64Array | null,
        before: Float64Array | null = null,
      ): void => {
        // Each series costs as much as all others: what a changed parameter leaves as it was is left as it is drawn.
        if (!series || (sameTimes && sameValues(before, values))) return;
        series.setData(values ? points(times, thinToSlots(values, places)) : []);
      };
      equity.setData(points(times, drawn));
      show(benchmark, curves.benchmark, shown?.benchmark);
      show(claimed, curves.claimed, shown?.claimed);
      show(drawdown, curves.drawdown, shown?.drawdown);
      show(benchmarkDrawdown, curves.benchmarkDrawdown, shown?.benchmarkDrawdown);
      shown = curves;
      note.update(
        about && { point: slotOfBar(places, about.bar), value: about.value, text: about.text },
      );
      const { period } = curves;
      for (const marks of periods) {
        marks.update(
          period === undefined
            ? noPeriod
            : periodPlaces(period, curves.time.length, (bar) => slotOfBar(places, bar)),
        );
      }
      showAll();
    },
    setLogScale: (log) => {
      chart
        .priceScale('right', 0)
        .applyOptions({ mode: log ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal });
    },
    setCursor: (bar) => {
      settingCursor = true;
      if (bar === null || !slots) chart.clearCrosshairPosition();
      else {
        const slot = slotOfBar(slots, bar);
        chart.setCrosshairPosition(drawn[slot]!, times[slot]!, equity);
      }
      settingCursor = false;
    },
    setColors: (next) => {
      colors = next;
      paint();
    },
    dispose: () => chart.remove(),
  };
}

/** Whether two curves draw the same line; NaN is like NaN, and no curve like no curve. */
function sameValues(a: Float64Array | null, b: Float64Array | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** The library refuses larger numbers; such a stretch stays empty, the legend still tells its value. */
const DRAWABLE = 9e13;

function points(
  times: Float64Array,
  values: Float64Array,
): ({ time: number; value: number } | { time: number })[] {
  return Array.from(times, (time, i) => {
    const value = values[i]!;
    return Math.abs(value) < DRAWABLE ? { time, value } : { time };
  });
}
