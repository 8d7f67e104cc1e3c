import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunAnalysis } from '../../../lib/analytics/run-analysis';
import type { RunResult } from '../../../lib/analytics/run-result';
import {
  drawnExcursions,
  durationChart,
  type Excursion,
  excursionChart,
  type ProfitPart,
  profitByChart,
} from '../../../lib/analytics/views/charts/trade-charts';
import { formatCount } from '../../../lib/analytics/views/format';
import classes from './analysis.module.css';
import { BarPlot } from './bar-plot';
import { ChartCard } from './chart-card';
import { type ChartContext, useChartContext } from './chart-context';
import { DistributionCard } from './distribution-card';
import { HistogramPlot } from './histogram-plot';
import { ScatterLegend, ScatterPlot } from './scatter-plot';
import { WithAnalysis } from './with-analysis';

/** How the trades went: while they were open, in the end, for how long and at what times. */
export function TradeAnalysisTab({ result }: { result: RunResult }) {
  const context = useChartContext(result);
  return (
    <WithAnalysis>
      {(analysis) => (
        <div className={classes.cards}>
          <ExcursionCard analysis={analysis} context={context} />
          <DistributionCard
            title="Results of trades"
            help="How many closed trades ended with which return on their entry value, costs included."
            distribution={analysis.tradeReturns}
            what="trades"
            fileName={`${context.stem}-trade-returns`}
          />
          <DurationCard analysis={analysis} context={context} />
          <ProfitByCard
            analysis={analysis}
            context={context}
            intraday={result.data.intervalMs < 86_400_000}
          />
        </div>
      )}
    </WithAnalysis>
  );
}

interface CardProps {
  readonly analysis: RunAnalysis;
  readonly context: ChartContext;
}

const mostPoints = 1000;

function ExcursionCard({ analysis, context }: CardProps) {
  const [side, setSide] = useState<Excursion>('worst');
  const { excursions } = analysis;
  const view = useMemo(() => excursionChart(excursions, side), [excursions, side]);
  const drawn = useMemo(() => {
    const kept = new Set(drawnExcursions(excursions, mostPoints));
    return excursions.flatMap((point, i) => (kept.has(point) ? [i] : []));
  }, [excursions]);
  const rows = useMemo(() => drawn.map((i) => view.table.rows[i]!), [drawn, view]);
  return (
    <ChartCard
      title="Excursions"
      unit={`result by ${side} while held, percent`}
      help="Each mark is a closed trade: across how far it went against you (worst) or for you (best) while it was open, up what it ended with. Winners that were never far under water say where a stop costs little; losers that had been far ahead say what a target would have kept."
      view={view}
      fileName={`${context.stem}-excursions`}
      tools={
        <SegmentedControl
          size="xs"
          aria-label="Excursion shown"
          value={side}
          onChange={(value) => setSide(value as Excursion)}
          data={[
            { value: 'worst', label: 'Worst' },
            { value: 'best', label: 'Best' },
          ]}
        />
      }
      legend={
        <>
          <ScatterLegend />
          {rows.length < excursions.length && (
            <span>
              {formatCount(rows.length)} of {formatCount(excursions.length)} drawn
            </span>
          )}
        </>
      }
    >
      {({ cursor, onCursor }) => (
        <ScatterPlot
          rows={rows}
          xColumn={side === 'worst' ? 1 : 2}
          yColumn={3}
          cursor={cursor === null ? null : drawn.indexOf(cursor)}
          onCursor={(row) => onCursor(row === null ? null : (drawn[row] ?? null))}
        />
      )}
    </ChartCard>
  );
}

function DurationCard({ analysis, context }: CardProps) {
  const view = useMemo(() => durationChart(analysis.durations), [analysis]);
  return (
    <ChartCard
      title="Time held"
      unit="count of trades, by bars"
      help="How many closed trades were held for how many bars."
      view={view}
      fileName={`${context.stem}-durations`}
    >
      {(pointing) => <HistogramPlot {...pointing} rows={view.table.rows} unit="count" />}
    </ChartCard>
  );
}

const profitBars = [{ column: 1, fill: 'sign' }] as const;

function ProfitByCard({ analysis, context, intraday }: CardProps & { intraday: boolean }) {
  const [part, setPart] = useState<ProfitPart>(intraday ? 'hour' : 'month');
  const view = useMemo(
    () => profitByChart(analysis.profitBy[part], part, context.currency),
    [analysis, part, context],
  );
  return (
    <ChartCard
      title="Profit by entry time"
      unit={`${context.money} · ${context.clock.label}`}
      help="Profit of closed trades, costs included, by the hour, weekday or month they were entered in. With few trades in a bucket one of them makes its bar: the table counts them."
      view={view}
      fileName={`${context.stem}-profit-by-${part}`}
      tools={
        <SegmentedControl
          size="xs"
          aria-label="Profit by"
          value={part}
          onChange={(value) => setPart(value as ProfitPart)}
          data={[
            ...(intraday ? [{ value: 'hour', label: 'Hour' }] : []),
            { value: 'weekday', label: 'Weekday' },
            { value: 'month', label: 'Month' },
          ]}
        />
      }
    >
      {(pointing) => (
        <BarPlot {...pointing} rows={view.table.rows} bars={profitBars} unit="money" />
      )}
    </ChartCard>
  );
}
