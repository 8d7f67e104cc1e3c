'use client';

import { VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { currencyName } from '../../../lib/analytics/views/format';
import classes from './charts.module.css';
import { LegendLine } from './legend';
import { moneyLabel } from './legend-values';
import { BENCHMARK_LOOK, CLAIM_LOOK, RUN_LOOK } from './line-looks';
import { allPositive, spreadClaim } from './run-curves';
import { useChartColors } from './use-chart-colors';
import { useOverview } from './use-overview';
import { formatBarTime, zoneClock } from './zone-clock';

export interface EquityChartProps {
  /** UTC ms, one a bar. */
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly benchmark: Float64Array | null;
  /** How it is named; `Benchmark`. */
  readonly benchmarkLabel?: string;
  readonly currency: string;
  readonly logScale: boolean;
  /** CSS pixels, legend included. */
  readonly height: number;
  /** What a link claims, in the same money as `equity`, spread evenly over the bars. Drawn dotted. */
  readonly claimedEquity?: readonly number[];
  /** How the main line is named; `Recomputed` beside a claim. */
  readonly label?: string;
  readonly timeZone?: string;
  /** Heading of the chart; `Equity`. */
  readonly title?: string;
}

/** Equity of a run against its benchmark, and against what was claimed. */
export default function EquityChart(props: EquityChartProps) {
  const { time, equity, benchmark, currency, height, claimedEquity, title = 'Equity' } = props;
  const { benchmarkLabel = 'Benchmark' } = props;
  const claimed = useMemo(
    () => spreadClaim(claimedEquity, time.length),
    [claimedEquity, time.length],
  );
  const label = props.label ?? (claimed ? 'Recomputed' : 'This run');
  const intervalMs = time.length > 1 ? (time.at(-1)! - time[0]!) / (time.length - 1) : 86_400_000;
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const colors = useChartColors(root);
  const [cursor, setCursor] = useState<number | null>(null);
  const curves = useMemo(
    () => ({ time, equity, benchmark, claimed, drawdown: null, benchmarkDrawdown: null }),
    [time, equity, benchmark, claimed],
  );
  const logScale = props.logScale && allPositive(equity);
  const shownInterval = intervalMs >= 43_200_000 ? 86_400_000 : 60_000;
  const clock = zoneClock(props.timeZone ?? 'UTC', shownInterval);
  useOverview({
    host,
    clock,
    intervalMs: shownInterval,
    colors,
    curves,
    note: null,
    logScale,
    cursor: null,
    withDrawdown: false,
    onCursor: setCursor,
  });
  const bar = cursor ?? time.length - 1;
  const when = (i: number): string => formatBarTime(clock, time[i] ?? 0, shownInterval);
  const last = (values: Float64Array): string => moneyLabel(values.at(-1) ?? Number.NaN);
  const summary =
    time.length === 0
      ? `No bars, no ${title.toLowerCase()}.`
      : `${title} in ${currencyName(currency)} from ${when(0)} to ${when(time.length - 1)}: ${label} ends at ${last(equity)}` +
        `${benchmark ? `, ${benchmarkLabel} at ${last(benchmark)}` : ''}${claimed ? `, claimed ${last(claimed)}` : ''}.`;
  return (
    <div ref={root} className={classes.equity} style={{ height }}>
      <div className={classes.head}>
        <h2>{title}</h2>
        <span className={classes.unit}>
          {currencyName(currency)}, {logScale ? 'log' : 'linear'}
        </span>
        <span className={classes.lines}>
          <LegendLine look={RUN_LOOK} label={label} value={moneyLabel(equity[bar] ?? Number.NaN)} />
          {benchmark ? (
            <LegendLine
              look={BENCHMARK_LOOK}
              label={benchmarkLabel}
              value={moneyLabel(benchmark[bar] ?? Number.NaN)}
            />
          ) : null}
          {claimed ? (
            <LegendLine
              look={CLAIM_LOOK}
              label="Claimed"
              value={moneyLabel(claimed[bar] ?? Number.NaN)}
            />
          ) : null}
        </span>
        {cursor === null ? null : <span className={classes.unit}>{when(cursor)}</span>}
      </div>
      <div className={classes.overviewBox} style={{ height: height - 28 }}>
        <div ref={host} className={classes.host} aria-hidden="true" />
        <VisuallyHidden role="img" aria-label={summary} />
      </div>
    </div>
  );
}

export { EquityChart };
