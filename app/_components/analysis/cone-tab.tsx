import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { BootstrapCone } from '../../../lib/analytics/run-analysis';
import type { RunResult } from '../../../lib/analytics/run-result';
import { coneChart, coneSentences } from '../../../lib/analytics/views/charts/cone-chart';
import { LegendLine } from '../charts/legend';
import classes from './analysis.module.css';
import { ChartCard } from './chart-card';
import { useChartContext } from './chart-context';
import { benchmarkLook, runLook } from './chart-looks';
import { LinePlot } from './line-plot';
import { WithAnalysis } from './with-analysis';

/** What else might have come of the same returns in another order. */
export function ConeTab({ result }: { result: RunResult }) {
  return (
    <WithAnalysis>
      {({ cone }) =>
        'reason' in cone ? (
          <p className={classes.state}>No cone: {cone.reason}.</p>
        ) : (
          <div className={classes.cards}>
            <ConeCard cone={cone} result={result} />
          </div>
        )
      }
    </WithAnalysis>
  );
}

/** Columns: time, run, then the bands in order. */
const firstBand = 2;

function ConeCard({ cone, result }: { cone: BootstrapCone; result: RunResult }) {
  const context = useChartContext(result);
  const [log, setLog] = useState(true);
  const view = useMemo(() => coneChart(cone, context.currency, context.zone), [cone, context]);
  const sentences = useMemo(() => coneSentences(cone), [cone]);
  const { bands, lines } = useMemo(() => {
    const column = (p: number): number => firstBand + cone.bands.findIndex((band) => band.p === p);
    return {
      bands: [
        { low: column(0.05), high: column(0.95), opacity: 0.1 },
        { low: column(0.25), high: column(0.75), opacity: 0.16 },
      ],
      lines: [
        { column: column(0.5), look: benchmarkLook },
        { column: 1, look: runLook },
      ],
    };
  }, [cone]);
  return (
    <ChartCard
      wide
      title="Cone"
      unit={`${context.money}, ${log ? 'log' : 'linear'} · ${context.clock.label}`}
      help="A stationary bootstrap (Politis and Romano 1994): blocks of the run’s own returns of random length are drawn again and again, with the seed of the run, and every such history is followed to its end."
      view={{ ...view, summary: sentences.slice(0, 2).join(' ') }}
      fileName={`${context.stem}-cone`}
      tools={
        <SegmentedControl
          size="xs"
          aria-label="Scale of the cone"
          value={log ? 'log' : 'linear'}
          onChange={(value) => setLog(value === 'log')}
          data={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
        />
      }
      legend={
        <>
          <LegendLine look={runLook} label="This run" />
          <LegendLine look={benchmarkLook} label="Half end above" />
          <BandKey opacity={0.34} label="25 to 75%" />
          <BandKey opacity={0.14} label="5 to 95%" />
          <span>{sentences[2]}</span>
        </>
      }
    >
      {(pointing) => (
        <LinePlot
          {...pointing}
          rows={view.table.rows}
          lines={lines}
          bands={bands}
          unit="money"
          base={result.config.account.capital}
          log={log}
          clock={context.clock}
          height={260}
        />
      )}
    </ChartCard>
  );
}

function BandKey({ opacity, label }: { opacity: number; label: string }) {
  return (
    <span className={classes.key}>
      <svg width="14" height="10" aria-hidden="true">
        <rect width="14" height="10" rx="1" fill="var(--s1)" fillOpacity={opacity} />
      </svg>
      {label}
    </span>
  );
}
