import { useMemo } from 'react';
import type { RunAnalysis } from '../../../lib/analytics/run-analysis';
import type { RunResult } from '../../../lib/analytics/run-result';
import {
  costsChart,
  leverageChart,
  turnoverChart,
} from '../../../lib/analytics/views/charts/account-charts';
import { LegendLine } from '../charts/legend';
import classes from './analysis.module.css';
import { ChartCard } from './chart-card';
import { type ChartContext, useChartContext } from './chart-context';
import { runLook, seriesLooks } from './chart-looks';
import { FigureList } from './figure-list';
import { LinePlot } from './line-plot';
import { WithAnalysis } from './with-analysis';

const figures = [
  'exposure',
  'averageLeverage',
  'maxLeverage',
  'turnover',
  'costsPaid',
  'feesPaid',
  'slippagePaid',
  'spreadPaid',
  'carryPaid',
] as const;

/** What the account did: how much was at risk, how much was traded and what it cost. */
export function ExposureTab({ result }: { result: RunResult }) {
  const context = useChartContext(result);
  return (
    <>
      <FigureList result={result} ids={figures} />
      <WithAnalysis>
        {(analysis) => (
          <div className={classes.cards}>
            <LeverageCard analysis={analysis} context={context} />
            <TurnoverCard analysis={analysis} context={context} />
            <CostsCard analysis={analysis} context={context} />
          </div>
        )}
      </WithAnalysis>
    </>
  );
}

interface CardProps {
  readonly analysis: RunAnalysis;
  readonly context: ChartContext;
}

const zero: readonly number[] = [0];
const leverageLines = [{ column: 1, look: runLook, steps: true, filled: true }];

function LeverageCard({ analysis, context }: CardProps) {
  const view = useMemo(() => leverageChart(analysis.exposure, context.zone), [analysis, context]);
  return (
    <ChartCard
      title="Leverage"
      unit={`times equity · ${context.clock.label}`}
      help="Value of the position at each close over the equity: 1 is fully invested, above 1 is borrowed, below 0 is short."
      view={view}
      fileName={`${context.stem}-leverage`}
    >
      {(pointing) => (
        <LinePlot
          {...pointing}
          rows={view.table.rows}
          lines={leverageLines}
          unit="ratio"
          base={0}
          withValues={zero}
          clock={context.clock}
          marks={context.marks}
        />
      )}
    </ChartCard>
  );
}

const turnoverLines = [{ column: 1, look: runLook }];

function TurnoverCard({ analysis, context }: CardProps) {
  const view = useMemo(() => turnoverChart(analysis.exposure, context.zone), [analysis, context]);
  return (
    <ChartCard
      title="Turnover"
      unit={`percent of equity · ${context.clock.label}`}
      help="Value traded since the point before over the equity. In long runs one point stands for several bars."
      view={view}
      fileName={`${context.stem}-turnover`}
    >
      {(pointing) => (
        <LinePlot
          {...pointing}
          rows={view.table.rows}
          lines={turnoverLines}
          unit="percent"
          base={0}
          withValues={zero}
          clock={context.clock}
          marks={context.marks}
        />
      )}
    </ChartCard>
  );
}

const costKinds = ['Fees', 'Slippage', 'Spread', 'Funding and interest'] as const;
const costLines = costKinds.map((_, i) => ({
  column: i + 1,
  look: seriesLooks[i]!,
  steps: true,
}));

function CostsCard({ analysis, context }: CardProps) {
  const view = useMemo(
    () => costsChart(analysis.costs, context.currency, context.zone),
    [analysis, context],
  );
  return (
    <ChartCard
      wide
      title="Costs so far"
      unit={`${context.money} · ${context.clock.label}`}
      help="What had been paid up to each date, by kind. Funding and interest may be earned, too: then the line goes down."
      view={view}
      fileName={`${context.stem}-costs`}
      legend={costKinds.map((kind, i) => (
        <LegendLine key={kind} look={seriesLooks[i]!} label={kind} />
      ))}
    >
      {(pointing) => (
        <LinePlot
          {...pointing}
          rows={view.table.rows}
          lines={costLines}
          unit="money"
          base={0}
          withValues={zero}
          clock={context.clock}
          marks={context.marks}
        />
      )}
    </ChartCard>
  );
}
