import {
  CandlestickSeries,
  createChartEx,
  type IHorzScaleBehavior,
  type IPriceLine,
  LineStyle,
  PriceLineSource,
} from 'lightweight-charts';
import { formatTicks } from '../../../lib/analytics/views/axis-text';
import { formatNumber, formatUnits } from '../../../lib/analytics/views/format';
import type { PaperSnapshot } from '../../../workers/paper.api';
import { AwayMarks, type AwaySpan } from '../../_components/charts/away-marks';
import { createBarScale } from '../../_components/charts/bar-scale';
import type { ChartColors } from '../../_components/charts/chart-colors';
import { themeOptions } from '../../_components/charts/chart-options';
import { FillMarks } from '../../_components/charts/fill-marks';
import type { ZoneClock } from '../../_components/charts/zone-clock';

export interface LiveChart {
  draw(snapshot: PaperSnapshot, decimals: number): void;
  setColors(colors: ChartColors): void;
  dispose(): void;
}

interface CandlePoint {
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  color?: string;
  borderColor?: string;
  wickColor?: string;
}

/** Candles of a session as they come: fills, resting orders, back-filled stretches, and the forming bar outlined. */
export function createLiveChart(
  host: HTMLElement,
  options: { readonly clock: ZoneClock; readonly intervalMs: number; readonly colors: ChartColors },
): LiveChart {
  let colors = options.colors;
  let decimals = 2;
  let drawn: PaperSnapshot | null = null;
  const scale = createBarScale(options.clock, options.intervalMs);
  const chart = createChartEx<number, IHorzScaleBehavior<number>>(host, scale, {
    ...themeOptions(colors),
    autoSize: true,
    handleScroll: { vertTouchDrag: false, mouseWheel: true, pressedMouseMove: true },
    kineticScroll: { touch: false, mouse: false },
  });
  chart.applyOptions({
    timeScale: { rightOffset: 4, barSpacing: 7, minBarSpacing: 0.5, allowBoldLabels: false },
    rightPriceScale: { scaleMargins: { top: 0.1, bottom: 0.1 } },
  });
  const candles = chart.addSeries(CandlestickSeries, {
    priceLineSource: PriceLineSource.LastBar,
    priceLineStyle: LineStyle.Dotted,
    priceFormat: {
      type: 'custom',
      formatter: (price: number) => formatNumber(price, decimals),
      tickmarksFormatter: (prices: number[]) => formatTicks(prices, decimals),
      minMove: 0.00000001,
    },
  });
  const marks = new FillMarks(colors);
  const away = new AwayMarks(colors);
  candles.attachPrimitive(away);
  candles.attachPrimitive(marks);
  let lines: IPriceLine[] = [];

  const paint = (): void => {
    chart.applyOptions(themeOptions(colors));
    candles.applyOptions({
      upColor: colors.hollowUp ? colors.surface : colors.upFill,
      downColor: colors.downFill,
      borderUpColor: colors.upFill,
      borderDownColor: colors.downFill,
      wickUpColor: colors.upFill,
      wickDownColor: colors.downFill,
      priceLineColor: colors.accent,
    });
    marks.recolor(colors);
    away.recolor(colors);
  };
  paint();

  const levels = ({ position, openOrders }: PaperSnapshot): void => {
    for (const line of lines) candles.removePriceLine(line);
    lines = [];
    const add = (price: number, title: string, color: string): void => {
      lines.push(
        candles.createPriceLine({
          price,
          title,
          color,
          lineWidth: 1,
          lineStyle: LineStyle.Dashed,
          axisLabelVisible: true,
        }),
      );
    };
    if (position !== null) add(position.averagePrice, 'Entry', colors.dim);
    for (const { price, type, quantity, filled, side } of openOrders) {
      if (price === null) continue;
      const rest = formatUnits(quantity - filled);
      add(price, `${type}, ${rest}`, side === 'buy' ? colors.up : colors.down);
    }
  };

  const draw = (snapshot: PaperSnapshot): void => {
    candles.setData(candlePoints(snapshot, colors));
    away.update(awaySpans(snapshot));
    marks.update({ fills: fillMarks(snapshot), spans: [], selected: null });
    levels(snapshot);
    if (drawn?.id !== snapshot.id) chart.timeScale().scrollToRealTime();
    drawn = snapshot;
  };

  return {
    draw: (snapshot, places) => {
      decimals = places;
      draw(snapshot);
    },
    setColors: (next) => {
      colors = next;
      paint();
      if (drawn !== null) draw(drawn);
    },
    dispose: () => chart.remove(),
  };
}

function candlePoints({ chart }: PaperSnapshot, colors: ChartColors): CandlePoint[] {
  const points: CandlePoint[] = Array.from(chart.time, (time, i) => ({
    time,
    open: chart.open[i]!,
    high: chart.high[i]!,
    low: chart.low[i]!,
    close: chart.close[i]!,
  }));
  const last = points.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  if (chart.forming !== null && chart.forming[0] > last) {
    const [time, open, high, low, close] = chart.forming;
    const outline = { color: colors.surface, borderColor: colors.accent, wickColor: colors.accent };
    points.push({ time, open, high, low, close, ...outline });
  }
  return points;
}

const indexAt = (times: Float64Array, at: number): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

function awaySpans({ chart }: PaperSnapshot): AwaySpan[] {
  return chart.away.flatMap(([from, to]) => {
    const [first, end] = [indexAt(chart.time, from), indexAt(chart.time, to)];
    const bars = end - first;
    if (bars <= 0) return [];
    return [{ from: first, to: end, label: `${bars} ${bars === 1 ? 'bar' : 'bars'} back-filled` }];
  });
}

function fillMarks({ chart }: PaperSnapshot) {
  return chart.fills.flatMap(({ time, side, quantity, price }, k) => {
    const point = indexAt(chart.time, time);
    if (chart.time[point] !== time) return [];
    const edge = (side === 'buy' ? chart.low : chart.high)[point] ?? price;
    const label = `${side === 'buy' ? 'Buy' : 'Sell'} ${formatUnits(quantity)}`;
    return [{ point, side, price, edge, label, trade: k }];
  });
}
