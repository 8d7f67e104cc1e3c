import { useMemo } from 'react';
import type { RunAnalysis } from '../../../lib/analytics/run-analysis';
import type { RunResult } from '../../../lib/analytics/run-result';
import {
  monthlyChart,
  type RollingFigure,
  rollingChart,
  yearlyChart,
} from '../../../lib/analytics/views/charts/return-charts';
import { LegendLine } from '../charts/legend';
import { MonthlyHeatmap } from '../charts/monthly-heatmap';
import classes from './analysis.module.css';
import { BarKey, BarPlot } from './bar-plot';
import { ChartCard } from './chart-card';
import { type ChartContext, useChartContext } from './chart-context';
import { runLook } from './chart-looks';
import { DistributionCard } from './distribution-card';
import { LinePlot } from './line-plot';
import { WithAnalysis } from './with-analysis';

/** What the run returned: by year and month, how the returns scatter, and how steady they were. */
export function ReturnsTab({ result }: { result: RunResult }) {
  const context = useChartContext(result);
  const monthly = useMemo(() => monthlyChart(result.monthly), [result.monthly]);
  return (
    <WithAnalysis>
      {(analysis) => (
        <div className={classes.cards}>
          <YearlyCard result={result} analysis={analysis} context={context} />
          <DistributionCard
            title="Distribution of returns"
            help="How often each size of return came. The dashed line is what a normal distribution with the same mean and deviation would give; more at the far ends than it shows are fat tails. Days for intraday runs, else bars."
            distribution={analysis.returns}
            what={result.annualisation.basis === 'daily' ? 'daily returns' : 'returns'}
            fileName={`${context.stem}-return-distribution`}
          />
          <ChartCard
            wide
            selfTold
            title="Monthly returns"
            unit="percent"
            help="What each month and each year made, measured from the last close of the month before."
            view={monthly}
            fileName={`${context.stem}-monthly`}
          >
            {() => <MonthlyHeatmap monthly={result.monthly} />}
          </ChartCard>
          <RollingCard figure="sharpe" analysis={analysis} context={context} />
          <RollingCard figure="volatility" analysis={analysis} context={context} />
          <RollingCard
            figure="beta"
            analysis={analysis}
            context={context}
            benchmarkLabel={result.benchmarkLabel}
          />
        </div>
      )}
    </WithAnalysis>
  );
}

const yearlyBars = [
  { column: 1, fill: 'run' },
  { column: 2, fill: 'benchmark' },
] as const;

function YearlyCard(props: {
  readonly result: RunResult;
  readonly analysis: RunAnalysis;
  readonly context: ChartContext;
}) {
  const { result, analysis, context } = props;
  const view = useMemo(
    () => yearlyChart(analysis.yearly, 'This run', result.benchmarkLabel),
    [analysis, result.benchmarkLabel],
  );
  return (
    <ChartCard
      title="Yearly returns"
      unit="percent"
      help="What each calendar year made, beside what the benchmark made in the same bars. The first and the last year may be partial."
      view={view}
      fileName={`${context.stem}-yearly`}
      legend={
        <>
          <BarKey fill="run" label="This run" />
          <BarKey fill="benchmark" label={result.benchmarkLabel} />
        </>
      }
    >
      {(pointing) => (
        <BarPlot {...pointing} rows={view.table.rows} bars={yearlyBars} unit="percent" />
      )}
    </ChartCard>
  );
}

const rollingTexts: Readonly<
  Record<RollingFigure, { readonly title: string; readonly unit: string; readonly help: string }>
> = {
  sharpe: {
    title: 'Rolling Sharpe',
    unit: 'ratio, annualised',
    help: 'The Sharpe ratio of the returns up to each date, one window long. A line that stays above zero was steady; one great stretch can carry a whole run.',
  },
  volatility: {
    title: 'Rolling volatility',
    unit: 'percent a year',
    help: 'The annualised standard deviation of the returns up to each date, one window long.',
  },
  beta: {
    title: 'Rolling beta',
    unit: 'ratio',
    help: 'How far the run moved when the benchmark moved by one, over the window up to each date. 1 moves along with it, 0 is unrelated.',
  },
};

function RollingCard(props: {
  readonly figure: RollingFigure;
  readonly analysis: RunAnalysis;
  readonly context: ChartContext;
  readonly benchmarkLabel?: string;
}) {
  const { figure, analysis, context, benchmarkLabel } = props;
  const { title, unit, help } = rollingTexts[figure];
  const view = useMemo(
    () => rollingChart(analysis.rolling, figure, context.zone),
    [analysis, figure, context],
  );
  const lines = useMemo(() => [{ column: 1, look: runLook }], []);
  return (
    <ChartCard
      title={title}
      unit={`${unit} · ${context.clock.label}`}
      help={help}
      view={view}
      fileName={`${context.stem}-rolling-${figure}`}
      legend={
        <LegendLine
          look={runLook}
          label={benchmarkLabel === undefined ? 'This run' : `This run against ${benchmarkLabel}`}
        />
      }
    >
      {(pointing) => (
        <LinePlot
          {...pointing}
          rows={view.table.rows}
          lines={lines}
          unit={figure === 'volatility' ? 'percent' : 'ratio'}
          base={0}
          withValues={zero}
          clock={context.clock}
          marks={context.marks}
        />
      )}
    </ChartCard>
  );
}

const zero: readonly number[] = [0];
