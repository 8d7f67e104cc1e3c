'use client';

import { ActionIcon, Button, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowsHorizontal, IconMinus, IconPlus, IconTable } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { currencyName, formatNumber, formatPercent } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { CandleWindow } from '../../../workers/backtest.client';
import { useKeys } from '../../_hooks/use-keys';
import { usePreferences } from '../../_hooks/use-preferences';
import {
  type BarRange,
  clampRange,
  initialRange,
  rangeAround,
  rangeShowing,
  sameRange,
  zoomRange,
} from './bar-range';
import { BarsTable } from './bars-table';
import classes from './charts.module.css';
import { LegendLine } from './legend';
import { barSentence, candleAt, chartSummary, moneyLabel, plotValue } from './legend-values';
import { BENCHMARK_LOOK, RUN_LOOK } from './line-looks';
import { extraPanes } from './price-detail';
import { RangeBrush } from './range-brush';
import { allPositive, deepestNote, overviewCurves } from './run-curves';
import { useCandleWindow } from './use-candle-window';
import { useChartColors } from './use-chart-colors';
import { useOverview } from './use-overview';
import { usePriceDetail } from './use-price-detail';
import { formatBarTime, formatDate, zoneClock } from './zone-clock';

export interface ChartPanelProps {
  readonly result: RunResult;
  /** Candles from `fromBar` up to but not including `toBar`. */
  loadCandles(fromBar: number, toBar: number, maxPoints: number): Promise<CandleWindow>;
  /** Bars shown in the price detail, both included; null = the last 250. */
  readonly range: BarRange | null;
  onRangeChange(range: BarRange): void;
  readonly selectedTrade: number | null;
  onSelectTrade(number: number | null): void;
  /** Of the equity chart. */
  readonly logScale: boolean;
  onLogScaleChange(log: boolean): void;
}

/** Changes of the range are told once they rest for this long. */
const REST_MS = 150;

/** Price with fills above; equity and drawdown of the whole run below, which choose what the price shows. */
export default function ChartPanel(props: ChartPanelProps) {
  const { result, loadCandles, selectedTrade, onSelectTrade, onRangeChange } = props;
  const { bars, intervalMs } = result.data;
  const localZone = usePreferences().zone === 'local';
  const timeZone = localZone
    ? Intl.DateTimeFormat().resolvedOptions().timeZone
    : result.data.timeZone;
  const clock = useMemo(() => zoneClock(timeZone, intervalMs), [timeZone, intervalMs]);
  const root = useRef<HTMLElement>(null);
  const priceHost = useRef<HTMLDivElement>(null);
  const overviewHost = useRef<HTMLDivElement>(null);
  const focusLayer = useRef<HTMLDivElement>(null);
  const colors = useChartColors(root);
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');

  const [view, setView] = useState<BarRange>(() =>
    props.range ? clampRange(props.range, bars) : initialRange(bars),
  );
  const range = useMemo(() => clampRange(view, bars), [view, bars]);
  const told = useRef<BarRange | null>(props.range);
  const tell = useRef(onRangeChange);
  tell.current = onRangeChange;
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const show = useCallback(
    (next: BarRange) => {
      const inside = clampRange(next, bars);
      setView((before) => (sameRange(before, inside) ? before : inside));
      clearTimeout(resting.current);
      resting.current = setTimeout(() => {
        if (sameRange(told.current, inside)) return;
        told.current = inside;
        tell.current(inside);
      }, REST_MS);
    },
    [bars],
  );
  useEffect(() => () => clearTimeout(resting.current), []);

  // The page may set another range (a link, a drawdown that was clicked); its own echo is not one.
  const asked = props.range;
  const fingerprint = result.data.fingerprint;
  const shownData = useRef(fingerprint);
  useEffect(() => {
    const otherData = shownData.current !== fingerprint;
    shownData.current = fingerprint;
    if (!otherData && sameRange(asked, told.current)) return;
    told.current = asked;
    setView(asked ? clampRange(asked, bars) : initialRange(bars));
  }, [asked, fingerprint, bars]);

  const goneTo = useRef<number | null>(props.range ? selectedTrade : null);
  useEffect(() => {
    if (selectedTrade === goneTo.current) return;
    goneTo.current = selectedTrade;
    const trade = result.trades.find((row) => row.number === selectedTrade);
    if (trade) show(rangeAround(trade.entryBar, trade.exitBar ?? bars - 1, bars));
  }, [selectedTrade, result.trades, bars, show]);

  const candles = useCandleWindow(fingerprint, bars, range, loadCandles);
  const decimals = result.data.priceDecimals;

  const { panes, looks } = usePriceDetail({
    host: priceHost,
    result,
    clock,
    decimals,
    colors: asTable ? null : colors,
    window: candles.window,
    range,
    cursor,
    selectedTrade,
    onRange: show,
    onCursor: setCursor,
    onTrade: (number) => {
      // Its marks are in view already: the chart stays where it is.
      goneTo.current = number;
      onSelectTrade(number);
    },
  });

  const curves = useMemo(() => overviewCurves(result), [result]);
  const note = useMemo(
    () => deepestNote(result, (time) => formatDate(clock, time)),
    [result, clock],
  );
  const canLog = useMemo(
    () => allPositive(result.curves.equity) && allPositive(result.curves.benchmark),
    [result],
  );
  const logScale = props.logScale && canLog;
  const layout = useOverview({
    host: overviewHost,
    clock,
    intervalMs,
    colors,
    curves,
    note,
    logScale,
    cursor,
    withDrawdown: true,
  });

  const when = (bar: number): string =>
    formatBarTime(clock, result.curves.time[bar] ?? 0, intervalMs);
  const fit = (): void => show({ from: 0, to: bars - 1 });
  const zoom = (factor: number): void =>
    show(zoomRange(range, factor, cursor ?? (range.from + range.to) / 2, bars));
  useKeys({
    t: () => setAsTable((on) => !on),
    f: fit,
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
  });
  const moveCursor = (event: KeyboardEvent): void => {
    const step = (candles.window?.step ?? 1) * (event.shiftKey ? 10 : 1);
    const at = cursor ?? range.to;
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: at - step,
      ArrowRight: at + step,
      Home: 0,
      End: bars - 1,
    };
    const target = targets[event.key];
    if (event.key === 'Escape' && cursor !== null) setCursor(null);
    if (target === undefined) return;
    event.preventDefault();
    const bar = Math.max(0, Math.min(bars - 1, target));
    setCursor(bar);
    show(rangeShowing(range, bar, bars));
    setSpoken(barSentence(result, candles.window, bar, when(bar), decimals));
  };

  const bar = cursor ?? bars - 1;
  const candle = candleAt(candles.window, cursor ?? Math.min(range.to, bars - 1));
  const legendPlots = result.plots.map((plot, i) => ({ plot, look: looks[i]! }));
  const lineLegend = (pane: string) =>
    legendPlots
      .filter(({ plot }) => plot.pane === pane && plot.kind !== 'level')
      .map(({ plot, look }) => (
        <LegendLine
          key={plot.id}
          look={look}
          label={plot.label}
          {...(cursor === null ? {} : { value: plotValue(plot, cursor, decimals) })}
        />
      ));
  const names = extraPanes(result.plots);

  return (
    <section ref={root} className={classes.panel} aria-label="Charts">
      <div className={classes.head}>
        <h2>{result.data.name}</h2>
        <span className={classes.unit}>
          {currencyName(result.data.quoteCurrency)} · {intervalLabel(intervalMs)} · {clock.label}
        </span>
        {candle && !asTable ? (
          <span className={classes.ohlc}>
            O <b>{formatNumber(candle.open, decimals)}</b> H{' '}
            <b>{formatNumber(candle.high, decimals)}</b> L{' '}
            <b>{formatNumber(candle.low, decimals)}</b> C{' '}
            <b data-last={candle.rising ? 'up' : 'down'}>{formatNumber(candle.close, decimals)}</b>
          </span>
        ) : null}
        {result.plots.some((plot) => plot.pane === 'price') ? (
          <span className={classes.lines}>{lineLegend('price')}</span>
        ) : null}
        {cursor === null ? null : <span className={classes.unit}>{when(cursor)}</span>}
        {candles.window && candles.window.step > 1 && !asTable ? (
          <span className={classes.unit}>{formatNumber(candles.window.step, 0)} bars a candle</span>
        ) : null}
        <span className={classes.spacer} />
        <span className={classes.tools}>
          <Tool
            label="Zoom out"
            hotkey="−"
            onClick={() => zoom(2)}
            icon={<IconMinus size={15} />}
          />
          <Tool
            label="Zoom in"
            hotkey="+"
            onClick={() => zoom(0.5)}
            icon={<IconPlus size={15} />}
          />
          <Tool
            label="Show the whole run"
            hotkey="F"
            onClick={fit}
            icon={<IconArrowsHorizontal size={15} />}
          />
          <Button
            variant={asTable ? 'light' : 'subtle'}
            size="compact-xs"
            aria-pressed={asTable}
            aria-label="Table"
            leftSection={<IconTable size={14} />}
            onClick={() => setAsTable(!asTable)}
          >
            <span className={classes.toolWord}>Table</span>
          </Button>
        </span>
      </div>

      {asTable ? (
        <BarsTable
          result={result}
          range={range}
          clock={clock}
          decimals={decimals}
          loadCandles={loadCandles}
        />
      ) : (
        <div
          className={classes.priceBox}
          data-panes={names.length > 0 || undefined}
          onPointerUp={() => focusLayer.current?.focus({ preventScroll: true })}
        >
          <div ref={priceHost} className={classes.host} />
          <div
            ref={focusLayer}
            className={classes.focusLayer}
            role="img"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the same
            tabIndex={0}
            aria-label={chartSummary(result, when(range.from), when(range.to))}
            onKeyDown={moveCursor}
          />
          {names.map((name, i) => (
            <div
              key={name}
              className={classes.paneLegend}
              style={{ top: (panes[i + 1]?.top ?? 0) + 4 }}
              hidden={panes[i + 1] === undefined}
            >
              {result.plots.some((plot) => plot.label.startsWith(name)) ? null : (
                <span>{name}</span>
              )}
              {lineLegend(name)}
            </div>
          ))}
          {candles.error === null ? null : (
            <div className={classes.problem} role="alert">
              <span>The candles could not be loaded: {candles.error}</span>
              <Button onClick={candles.retry}>Try again</Button>
            </div>
          )}
        </div>
      )}

      <div className={classes.overview}>
        <div className={classes.head}>
          <h2>Equity</h2>
          <span className={classes.unit}>
            {currencyName(result.data.quoteCurrency)}, {logScale ? 'log' : 'linear'}
          </span>
          <span className={classes.lines}>
            <LegendLine
              look={RUN_LOOK}
              label="This run"
              value={moneyLabel(result.curves.equity[bar] ?? Number.NaN)}
            />
            <LegendLine
              look={BENCHMARK_LOOK}
              label={result.benchmarkLabel}
              value={moneyLabel(result.curves.benchmark[bar] ?? Number.NaN)}
            />
          </span>
          <span className={classes.spacer} />
          <Tooltip label="A log scale needs equity above zero throughout" disabled={canLog}>
            <SegmentedControl
              size="xs"
              aria-label="Scale of the equity chart"
              disabled={!canLog}
              value={logScale ? 'log' : 'linear'}
              onChange={(value) => props.onLogScaleChange(value === 'log')}
              data={[
                { value: 'linear', label: 'Linear' },
                { value: 'log', label: 'Log' },
              ]}
            />
          </Tooltip>
        </div>
        <div className={classes.overviewBox}>
          <div ref={overviewHost} className={classes.host} aria-hidden="true" />
          {layout ? (
            <>
              <RangeBrush
                range={range}
                bars={bars}
                width={layout.plotWidth}
                height={layout.paneHeights.reduce((sum, height) => sum + height + 1, -1)}
                describe={when}
                onChange={show}
                onHover={setCursor}
              />
              <div className={classes.drawdownLabel} style={{ bottom: layout.axisHeight + 4 }}>
                <b>Drawdown</b>{' '}
                {cursor === null ? '' : formatPercent(result.curves.drawdown[bar] ?? Number.NaN, 1)}
              </div>
            </>
          ) : null}
        </div>
      </div>
      <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>
    </section>
  );
}

function Tool(props: {
  readonly label: string;
  readonly hotkey: string;
  readonly icon: React.ReactNode;
  onClick(): void;
}) {
  return (
    <Tooltip label={`${props.label} (${props.hotkey})`}>
      <ActionIcon
        size={24}
        className={classes.tool ?? ''}
        aria-label={props.label}
        onClick={props.onClick}
      >
        {props.icon}
      </ActionIcon>
    </Tooltip>
  );
}
