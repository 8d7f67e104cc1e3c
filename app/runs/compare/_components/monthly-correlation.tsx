import { useMemo } from 'react';
import { monthlyCorrelation } from '../../../../lib/analytics/views/compare/monthly-correlation';
import { formatCount, formatRatio } from '../../../../lib/analytics/views/format';
import classes from './compare.module.css';
import { type ComparedRun, recomputed } from './compared-run';
import { ComparedTable } from './compared-table';

/** How alike the months of the runs were: what two similar ones add to each other is little. */
export function MonthlyCorrelation({ runs }: { runs: readonly ComparedRun[] }) {
  const { columns, rows } = useMemo(() => {
    const done = recomputed(runs);
    const pairs = monthlyCorrelation(done.map(({ result }) => result));
    const kept = done.map(({ place }) => runs[place]!);
    return {
      columns: kept,
      rows: kept.map(({ run, letter }, i) => ({
        key: run.runId,
        label: `${letter} ${run.name}`,
        help: null,
        cells: pairs[i]!.map(({ correlation, months }, k) => ({
          text: i === k ? '1' : formatRatio(correlation.value),
          tone: 'plain' as const,
          reason: i === k ? null : (correlation.reason ?? `${formatCount(months)} months`),
          best: false,
        })),
      })),
    };
  }, [runs]);
  return (
    <section className={classes.card} aria-labelledby="compare-correlation">
      <h2 id="compare-correlation">Correlation of monthly returns</h2>
      <p className={classes.about}>
        1 is month by month alike, 0 unrelated, −1 opposite. Over the months two runs share.
      </p>
      <ComparedTable
        runs={columns}
        groups={[{ title: '', rows }]}
        name="Correlation of monthly returns"
      />
    </section>
  );
}
