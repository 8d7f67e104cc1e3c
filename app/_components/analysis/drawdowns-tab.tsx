import { useMemo } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { fallsChart, underWaterChart } from '../../../lib/analytics/views/charts/drawdown-charts';
import type { BarRange } from '../charts/bar-range';
import { DrawdownTable } from '../charts/drawdown-table';
import { LegendLine } from '../charts/legend';
import classes from './analysis.module.css';
import { ChartCard } from './chart-card';
import { useChartContext } from './chart-context';
import { runLook } from './chart-looks';
import { FigureList } from './figure-list';
import { LinePlot } from './line-plot';

const figures = [
  'maxDrawdown',
  'averageDrawdown',
  'averageDrawdownBars',
  'timeUnderWater',
  'longestUnderwaterBars',
  'ulcerIndex',
  'ulcerPerformance',
  'recoveryFactor',
] as const;

const shadedFalls = 5;
const zero: readonly number[] = [0];
const equityLines = [{ column: 1, look: runLook }];
const waterLines = [{ column: 1, look: runLook, filled: true }];

/** The falls below an earlier peak: where they were, how deep, and how long until they were made up. */
export function DrawdownsTab(props: { readonly result: RunResult; onShow(range: BarRange): void }) {
  const { result, onShow } = props;
  const context = useChartContext(result);
  const falls = useMemo(() => fallsChart(result, shadedFalls), [result]);
  const water = useMemo(() => underWaterChart(result), [result]);
  const shades = useMemo(
    () => falls.falls.map(({ rank, from, to }) => ({ from, to, label: String(rank) })),
    [falls],
  );
  const log = result.curves.equity.every((value) => value > 0);
  return (
    <>
      <FigureList result={result} ids={figures} />
      <div className={classes.cards}>
        <ChartCard
          title="Worst drawdowns"
          unit={`equity, ${context.money}, ${log ? 'log' : 'linear'} · ${context.clock.label}`}
          help="The deepest falls, shaded from the peak to the day they were made up, and numbered as in the list below."
          view={falls}
          fileName={`${context.stem}-drawdowns`}
          legend={
            <>
              <LegendLine look={runLook} label="This run" />
              <span className={classes.key}>
                <svg width="14" height="10" aria-hidden="true">
                  <rect width="14" height="10" fill="var(--down-fill)" fillOpacity="0.25" />
                </svg>
                1 to {shades.length}: the deepest falls
              </span>
            </>
          }
        >
          {(pointing) => (
            <LinePlot
              {...pointing}
              rows={falls.table.rows}
              lines={equityLines}
              shades={shades}
              unit="money"
              log={log}
              clock={context.clock}
              marks={context.marks}
            />
          )}
        </ChartCard>
        <ChartCard
          title="Time under water"
          unit={`bars since the last peak · ${context.clock.label}`}
          help="How many bars equity had been below its earlier peak at each bar; back to zero at a new peak."
          view={water}
          fileName={`${context.stem}-under-water`}
          legend={<LegendLine look={runLook} label="This run" />}
        >
          {(pointing) => (
            <LinePlot
              {...pointing}
              rows={water.table.rows}
              lines={waterLines}
              unit="count"
              withValues={zero}
              clock={context.clock}
              marks={context.marks}
            />
          )}
        </ChartCard>
      </div>
      <DrawdownTable result={result} onShow={onShow} />
    </>
  );
}
