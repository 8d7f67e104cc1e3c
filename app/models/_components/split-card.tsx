import { useMemo } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import { splitChart, splitParts } from '../../../lib/analytics/views/models/split-chart';
import type { DataRef, TrainingPlan } from '../../../workers/models.api';
import { ChartCard } from '../../_components/analysis/chart-card';
import { runLook } from '../../_components/analysis/chart-looks';
import { LinePlot } from '../../_components/analysis/line-plot';
import { zoneClock } from '../../_components/charts/zone-clock';
import { useModels } from '../_hooks/models-store';
import classes from './models.module.css';
import { usePrices } from './use-prices';

/** Which bars it learns from, which stop it, and which judge it. */
export function SplitCard({ plan, data }: { plan: TrainingPlan; data?: DataRef }) {
  const chosen = useModels((s) => s.data);
  const { prices, zone } = usePrices(data ?? chosen, plan.bars);
  const view = useMemo(
    () => (prices === null ? null : splitChart(plan, prices, zone)),
    [plan, prices, zone],
  );
  return (
    <>
      {view !== null && (
        <ChartCard
          wide
          title="The split"
          unit={`Close · ${intervalLabel(zone.intervalMs)} · ${zoneClock(zone.timeZone, zone.intervalMs).label}`}
          help="Time runs one way: it learns from the left, stops by the middle, and is judged on the right. A window of the later part may look back at earlier bars; a label never reaches forward into a later part."
          view={view}
          fileName="training-split"
        >
          {(pointing) => (
            <LinePlot
              {...pointing}
              rows={view.table.rows}
              lines={[{ column: 1, look: runLook }]}
              marks={splitParts(plan).map(({ from, label }) => ({ at: from, label }))}
              unit="count"
              clock={zoneClock(zone.timeZone, zone.intervalMs)}
              height={200}
            />
          )}
        </ChartCard>
      )}
      <dl className={classes.facts}>
        <Fact label="Windows learned from" value={formatCount(plan.samples.training)} />
        <Fact label="For early stopping" value={formatCount(plan.samples.validation)} />
        <Fact label="Never seen" value={formatCount(plan.samples.test)} />
        <Fact label="Left out between" value={`${formatCount(plan.purgedBars)} bars`} />
        <Fact label="Weights" value={formatCount(plan.weights)} />
      </dl>
      {plan.notes.length > 0 && (
        <ul className={classes.notes}>
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
