import { Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { metricsTable } from '../../../lib/analytics/views/metrics-table';
import classes from './backtest.module.css';

/** Every figure of the run, buy and hold beside it where it has one; no value comes with its reason. */
export function MetricsTable({ result }: { result: RunResult }) {
  const groups = useMemo(() => metricsTable(result), [result]);
  return (
    <div className={classes.metrics}>
      {groups.map(({ title, rows }) => (
        <section key={title} className={classes.metricGroup}>
          <h3>{title}</h3>
          <dl>
            {rows.map((row) => (
              <div key={row.id} className={classes.metricRow}>
                <Tooltip label={row.help} multiline w={300} position="top-start">
                  <dt>{row.label}</dt>
                </Tooltip>
                <dd className={row.tone === 'up' || row.tone === 'down' ? row.tone : undefined}>
                  {row.value}
                  {row.reason !== null && <small>{row.reason}</small>}
                  {row.benchmark !== '' && <small>hold {row.benchmark}</small>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
