import { useMemo } from 'react';
import type { Distribution } from '../../../lib/analytics/run-analysis';
import { distributionChart } from '../../../lib/analytics/views/charts/return-charts';
import { LegendLine } from '../charts/legend';
import classes from './analysis.module.css';
import { ChartCard } from './chart-card';
import type { ChartLook } from './chart-looks';
import { HistogramPlot } from './histogram-plot';

const normalLook: ChartLook = { color: 's2', dash: '6 3', width: 2 };

/** Counts of returns by size, the normal beside them, and marks at 5, 50 and 95 %. */
export function DistributionCard(props: {
  readonly title: string;
  readonly help: string;
  readonly distribution: Distribution;
  /** `daily returns`, `trades`. */
  readonly what: string;
  readonly fileName: string;
}) {
  const { title, help, distribution, what, fileName } = props;
  const view = useMemo(() => distributionChart(distribution, what), [distribution, what]);
  const marks = useMemo(
    () =>
      [0.05, 0.5, 0.95].flatMap((p) => {
        const found = distribution.quantiles.find((quantile) => quantile.p === p);
        return found === undefined
          ? []
          : [{ at: found.value, label: p === 0.5 ? 'median' : `${Math.round(p * 100)}%` }];
      }),
    [distribution],
  );
  const normal = distribution.normal.length > 0;
  return (
    <ChartCard
      title={title}
      unit={`count of ${what}, by percent`}
      help={help}
      view={view}
      fileName={fileName}
      legend={
        <>
          <span className={classes.key}>
            <svg width="14" height="10" aria-hidden="true">
              <rect width="14" height="10" rx="1" fill="var(--s1)" fillOpacity="0.55" />
            </svg>
            Counted
          </span>
          {normal ? (
            <LegendLine look={normalLook} label="Normal, same mean and deviation" />
          ) : (
            <span>{distribution.deviation.reason ?? ''}</span>
          )}
        </>
      }
    >
      {(pointing) => (
        <HistogramPlot {...pointing} rows={view.table.rows} marks={marks} unit="percent" />
      )}
    </ChartCard>
  );
}
