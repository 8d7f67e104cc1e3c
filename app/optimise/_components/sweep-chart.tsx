import { Button, VisuallyHidden } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import place from '../../_components/place.module.css';
import { useKeys } from '../../_hooks/use-keys';
import { type SweepRun, useSweep } from '../_hooks/sweep-store';
import { cellName, cellSentence, midSentence } from './cells-table';
import { CellsTable } from './cells-table-view';
import { rampGradient } from './color-scale';
import { objectives } from './objectives';
import shared from './optimise.module.css';
import classes from './sweep-chart.module.css';
import { SweepMap } from './sweep-map';

const SweepLine = dynamic(() => import('./sweep-line').then((m) => m.SweepLine), { ssr: false });

const ramp = rampGradient();

/** Scores over the settings: a map of two, a line of one; the same as a table; and the cell chosen. */
export function SweepChart({
  run,
  onOpen,
  onCompare,
}: {
  run: SweepRun;
  onOpen: (cell: number) => void;
  onCompare: (cell: number) => void;
}) {
  const [asTable, setAsTable] = useState(false);
  const cursor = useSweep((s) => s.cursor);
  const isLine = run.spec.axes.length === 1;
  const summary = useSummary(run);
  const { label, unit, help } = objectives[run.spec.objective];
  const inSample = run.spec.base.period?.split != null;
  useKeys({ t: () => setAsTable((on) => !on) });
  return (
    <section className={classes.chart} aria-label="Cells">
      <div className={shared.chartHead}>
        <h2 title={help}>{label}</h2>
        <span className="faint">
          {unit}
          {inSample ? ' · in sample' : ' · all bars'}
        </span>
        <span className={place.spring} />
        {!asTable && <Legend isLine={isLine} objective={run.spec.objective} />}
        <Button
          variant={asTable ? 'light' : 'subtle'}
          color="gray"
          size="compact-xs"
          className={shared.touch ?? ''}
          aria-pressed={asTable}
          leftSection={<IconTable size={14} aria-hidden="true" />}
          onClick={() => setAsTable(!asTable)}
        >
          Table
        </Button>
      </div>
      {asTable ? (
        <CellsTable run={run} />
      ) : isLine ? (
        <SweepLine run={run} summary={summary} onOpen={onOpen} />
      ) : (
        <SweepMap run={run} summary={summary} onOpen={onOpen} />
      )}
      <div className={classes.detail}>
        {cursor === null ? (
          <span className="faint">
            Press a cell, or move with the arrow keys; Enter opens its full run.
          </span>
        ) : (
          <>
            <span className={classes.detailText}>{cellSentence(run, cursor)}</span>
            {run.cells.stateOf(cursor) === 'ran' && (
              <>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  className={shared.touch ?? ''}
                  onClick={() => onCompare(cursor)}
                >
                  Compare with the current setup
                </Button>
                <Button
                  size="compact-sm"
                  className={shared.touch ?? ''}
                  onClick={() => onOpen(cursor)}
                >
                  Open in Backtest
                </Button>
              </>
            )}
          </>
        )}
      </div>
      <VisuallyHidden aria-live="polite">
        {cursor === null ? '' : cellSentence(run, cursor)}
      </VisuallyHidden>
    </section>
  );
}

/** One sentence: what is shown, how far it is, and the best so far. */
function useSummary(run: SweepRun): string {
  const arrived = useSweep((s) => s.arrived);
  const best = useSweep((s) => s.best[0]);
  const { label, text } = objectives[run.spec.objective];
  const of = run.settings.map((setting) => midSentence(setting.label)).join(' and ');
  const count = `${formatCount(arrived)} of ${formatCount(run.total)} cells`;
  if (best === undefined) return `${label} by ${of}: ${count}, none with a value yet.`;
  const score = run.cells.figure(best, run.spec.objective);
  return `${label} by ${of}: ${count}; the best is ${text(score)} at ${midSentence(cellName(run, best))}.`;
}

function Legend({
  isLine,
  objective,
}: {
  isLine: boolean;
  objective: SweepRun['spec']['objective'];
}) {
  const extent = useSweep((s) => s.extent);
  const done = useSweep((s) => s.status === 'done');
  const { text } = objectives[objective];
  return (
    <span className={classes.legend}>
      {!isLine && extent !== null && (
        <span>
          {text(extent.low)} <i className={classes.ramp} style={{ background: ramp }} />{' '}
          {text(extent.high)}
        </span>
      )}
      <span>
        <i className={classes.bestSwatch} /> best
      </span>
      {!isLine && (
        <>
          <span>
            <i className={classes.refusedSwatch} /> not run
          </span>
          <span>
            <i className={classes.noneSwatch} /> no value
          </span>
          {!done && (
            <span>
              <i className={classes.toComeSwatch} /> to come
            </span>
          )}
        </>
      )}
    </span>
  );
}
