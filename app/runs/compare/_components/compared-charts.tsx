import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import {
  comparedDrawdownChart,
  growthChart,
} from '../../../../lib/analytics/views/charts/compare-charts';
import type { ComparedCurves } from '../../../../lib/analytics/views/compare/compared-curves';
import { comparedDrawdowns } from '../../../../lib/analytics/views/compare/compared-drawdowns';
import { ChartCard } from '../../../_components/analysis/chart-card';
import { seriesLooks } from '../../../_components/analysis/chart-looks';
import { LinePlot } from '../../../_components/analysis/line-plot';
import { LegendLine } from '../../../_components/charts/legend';
import { zoneClock } from '../../../_components/charts/zone-clock';
import classes from './compare.module.css';
import { type ComparedRun, recomputed } from './compared-run';

const zero: readonly number[] = [0];

/** Growth and drawdowns of the runs over the time all of them have. */
export function ComparedCharts(props: {
  readonly runs: readonly ComparedRun[];
  readonly curves: ComparedCurves;
}) {
  const { runs, curves } = props;
  const [log, setLog] = useState(true);
  const done = useMemo(() => recomputed(runs), [runs]);
  const results = useMemo(() => done.map(({ result }) => result), [done]);
  const zone = useMemo(() => zoneOf(results.map(({ data }) => data)), [results]);
  const clock = zoneClock(zone.timeZone, zone.intervalMs);
  const letters = useMemo(() => done.map(({ place }) => runs[place]!.letter), [done, runs]);
  const growth = useMemo(() => growthChart(curves, letters, zone), [curves, letters, zone]);
  const falls = useMemo(
    () => comparedDrawdownChart(curves.time, comparedDrawdowns(results, curves), letters, zone),
    [results, curves, letters, zone],
  );
  const lines = useMemo(
    () =>
      done.map(({ place }, i) => ({
        column: i + 1,
        look: seriesLooks[place]!,
        endLabel: letters[i]!,
      })),
    [done, letters],
  );
  const unnamed = useMemo(() => lines.map(({ column, look }) => ({ column, look })), [lines]);
  const legend = done.map(({ place }) => {
    const { run, letter } = runs[place]!;
    return (
      <LegendLine
        key={run.runId}
        look={seriesLooks[place]!}
        label={`${letter} ${run.name}, ${run.dataName}`}
      />
    );
  });
  return (
    <div className={classes.charts}>
      <ChartCard
        title="Growth"
        unit={`times the equity at the common start, ${log ? 'log' : 'linear'} · ${clock.label}`}
        help="Equity of each run over its equity where all of them have begun. Between bars of different lengths each shows its last known close."
        view={growth}
        fileName="compared-growth"
        legend={legend}
        tools={
          <SegmentedControl
            size="xs"
            aria-label="Scale of the growth chart"
            value={log ? 'log' : 'linear'}
            onChange={(value) => setLog(value === 'log')}
            data={[
              { value: 'linear', label: 'Linear' },
              { value: 'log', label: 'Log' },
            ]}
          />
        }
      >
        {(pointing) => (
          <LinePlot
            {...pointing}
            rows={growth.table.rows}
            lines={lines}
            unit="ratio"
            base={1}
            log={log}
            clock={clock}
            height={260}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Drawdown"
        unit={`percent below the highest since the common start · ${clock.label}`}
        help="How far each run was below its highest point since the common start; of every stretch between two points the deepest."
        view={falls}
        fileName="compared-drawdowns"
        legend={legend}
      >
        {(pointing) => (
          <LinePlot
            {...pointing}
            rows={falls.table.rows}
            lines={unnamed}
            unit="percent"
            base={0}
            withValues={zero}
            clock={clock}
            height={260}
          />
        )}
      </ChartCard>
    </div>
  );
}

/** The zone all data share, else UTC; times as precise as the finest bars. */
function zoneOf(data: readonly { readonly timeZone: string; readonly intervalMs: number }[]): {
  readonly timeZone: string;
  readonly intervalMs: number;
} {
  const timeZone = data[0]?.timeZone ?? 'UTC';
  return {
    timeZone: data.every((set) => set.timeZone === timeZone) ? timeZone : 'UTC',
    intervalMs: Math.min(...data.map(({ intervalMs }) => intervalMs)),
  };
}
