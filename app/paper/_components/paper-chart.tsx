'use client';

import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { currencyName, formatNumber } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { PaperSnapshot } from '../../../workers/paper.api';
import { useChartColors } from '../../_components/charts/use-chart-colors';
import { zoneClock } from '../../_components/charts/zone-clock';
import { createLiveChart, type LiveChart } from './live-chart';
import classes from './paper-chart.module.css';
import { priceDecimals } from './price-decimals';

/** Prices of a session as they come. */
export default function PaperChart({ snapshot }: { snapshot: PaperSnapshot }) {
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<LiveChart | null>(null);
  const latest = useRef(snapshot);
  latest.current = snapshot;
  const colors = useChartColors(root);
  const { intervalMs } = snapshot;
  const ready = colors !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once an interval; colours are handed on below
  useEffect(() => {
    if (host.current === null || colors === null) return;
    const made = createLiveChart(host.current, {
      clock: zoneClock('UTC', intervalMs),
      intervalMs,
      colors,
    });
    chart.current = made;
    made.draw(latest.current, priceDecimals(latest.current));
    return () => {
      made.dispose();
      chart.current = null;
    };
  }, [intervalMs, ready]);
  useEffect(() => {
    chart.current?.draw(snapshot, priceDecimals(snapshot));
  }, [snapshot]);
  useEffect(() => {
    if (colors !== null) chart.current?.setColors(colors);
  }, [colors]);

  return (
    <div ref={root} className={classes.chart}>
      <div className={classes.chartHead}>
        <h2>{snapshot.series.symbol}</h2>
        <span>
          {currencyName(snapshot.quoteCurrency)} · {intervalLabel(intervalMs)} · UTC
        </span>
        <span className={classes.chartNote}>
          The forming bar is outlined; only closed bars decide
        </span>
      </div>
      <div className={classes.chartBox}>
        <div ref={host} className={classes.chartHost} />
        <VisuallyHidden role="img" aria-label={summaryOf(snapshot)} />
      </div>
    </div>
  );
}

function summaryOf(snapshot: PaperSnapshot): string {
  const { chart, series, lastPrice } = snapshot;
  if (lastPrice === null) return `${series.symbol}: no bar yet.`;
  const price = formatNumber(lastPrice, priceDecimals(snapshot));
  const { length } = chart.time;
  const back = chart.away.length;
  return (
    `${series.symbol}, the last ${length} bars, now at ${price}; ${chart.fills.length} fills` +
    `${back === 0 ? '' : `; ${back} ${back === 1 ? 'stretch was' : 'stretches were'} back-filled`}.`
  );
}
