'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { RunResult, TradeRow } from '../../../../../lib/analytics/run-result';
import { currencyName, formatPrice } from '../../../../../lib/analytics/views/format';
import { intervalLabel } from '../../../../../lib/analytics/views/interval-label';
import { backtest } from '../../../../../workers/backtest.client';
import { type BarRange, clampRange } from '../../../../_components/charts/bar-range';
import chartClasses from '../../../../_components/charts/charts.module.css';
import { LegendLine } from '../../../../_components/charts/legend';
import { candleAt, chartSummary, plotValue } from '../../../../_components/charts/legend-values';
import { useCandleWindow } from '../../../../_components/charts/use-candle-window';
import { useChartColors } from '../../../../_components/charts/use-chart-colors';
import { usePriceDetail } from '../../../../_components/charts/use-price-detail';
import { formatBarTime, zoneClock } from '../../../../_components/charts/zone-clock';
import type { KeptRun } from './use-trade-story';
import classes from './why-trade.module.css';

/** The bars around one trade, its fills marked. */
export default function TradeChart({
  kept,
  trade,
}: {
  readonly kept: KeptRun;
  readonly trade: TradeRow;
}) {
  const { result, data: ref } = kept;
  const { bars, intervalMs, timeZone, fingerprint } = result.data;
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const colors = useChartColors(root);
  const [cursor, setCursor] = useState<number | null>(null);
  const [range, setRange] = useState<BarRange>(() => around(trade, bars));
  const loadCandles = useCallback(
    (from: number, to: number, maxPoints: number) => backtest.candles(ref, from, to, maxPoints),
    [ref],
  );
  const view = useMemo(() => clampRange(range, bars), [range, bars]);
  const candles = useCandleWindow(fingerprint, bars, view, loadCandles);
  const clock = zoneClock(timeZone, intervalMs);
  const decimals = result.data.priceDecimals;
  const shown = useMemo(() => priceOnly(result), [result]);
  const { looks } = usePriceDetail({
    host,
    result: shown,
    clock,
    decimals,
    colors,
    window: candles.window,
    range: view,
    cursor: null,
    selectedTrade: trade.number,
    onRange: setRange,
    onCursor: setCursor,
    onTrade: () => undefined,
  });
  const when = (bar: number): string =>
    formatBarTime(clock, result.curves.time[bar] ?? 0, intervalMs);
  const bar = cursor ?? trade.entryBar;
  const candle = candleAt(candles.window, bar);
  return (
    <div ref={root} className={classes.chart}>
      <div className={chartClasses.head}>
        <h2>{result.data.name}</h2>
        <span className={chartClasses.unit}>
          {currencyName(result.data.quoteCurrency)} · {intervalLabel(intervalMs)} · {clock.label}
        </span>
      </div>
      <div className={classes.chartLegend}>
        <span>
          {when(bar)} C <b>{formatPrice(candle?.close ?? null, decimals)}</b>
        </span>
        {shown.plots.map((plot, i) => (
          <LegendLine
            key={plot.id}
            look={looks[i]!}
            label={plot.label}
            value={plotValue(plot, bar, decimals)}
          />
        ))}
      </div>
      <div className={classes.chartBox}>
        <div ref={host} className={chartClasses.host} />
        <div
          role="img"
          className={chartClasses.focusLayer}
          aria-label={chartSummary(result, when(view.from), when(view.to))}
        />
        {candles.error === null ? null : (
          <p className={chartClasses.problem} role="alert">
            The candles could not be loaded: {candles.error}
          </p>
        )}
      </div>
    </div>
  );
}

/** Some bars before the entry show what led to it. */
function around(trade: TradeRow, bars: number): BarRange {
  const end = trade.exitBar ?? bars - 1;
  const room = Math.max(30, Math.round((end - trade.entryBar) * 0.35));
  return clampRange({ from: trade.entryBar - room, to: end + Math.round(room / 2) }, bars);
}

/** The small chart has room for the lines over the candles only. */
function priceOnly(result: RunResult): RunResult {
  return { ...result, plots: result.plots.filter((plot) => plot.pane === 'price') };
}
