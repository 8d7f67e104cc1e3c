import { useMemo } from 'react';
import type { RunComparison } from '../../../../lib/analytics/views/compare/compare-runs';
import type { FigureId } from '../../../../lib/analytics/views/figure-catalogue';
import { figureText } from '../../../../lib/analytics/views/figure-text';
import { noValueText } from '../../../../lib/analytics/views/format';
import type { StoredRun } from '../../../../workers/backtest.client';
import classes from './compare.module.css';
import { type ComparedRun, recomputed } from './compared-run';
import { ComparedTable, type TableCell, type TableGroup } from './compared-table';

/** Every figure of the runs; the best of a row is marked in words. Runs without their data show the four that are kept. */
export function ComparedFigures(props: {
  readonly runs: readonly ComparedRun[];
  readonly comparison: RunComparison;
}) {
  const { runs, comparison } = props;
  const groups = useMemo(() => {
    const places = recomputed(runs).map(({ place }) => place);
    return comparison.groups.map(
      ({ title, rows }): TableGroup => ({
        title,
        rows: rows.map(({ id, label, cells, help, formula, source, verdict }) => ({
          key: id,
          label,
          help: (
            <>
              {help} {formula}
              {source === '' ? '' : ` (${source})`} {verdict}
            </>
          ),
          cells: runs.map(({ run }, i): TableCell => {
            const at = places.indexOf(i);
            const cell = cells[at];
            if (cell === undefined) return keptCell(run, id);
            const { text, tone, reason, isBest } = cell;
            return { text, tone, reason, best: isBest };
          }),
        })),
      }),
    );
  }, [runs, comparison]);
  if (groups.length === 0) return null;
  return (
    <section className={classes.card} aria-labelledby="compare-figures">
      <h2 id="compare-figures">Figures</h2>
      <ComparedTable runs={runs} groups={groups} name="Figures" />
    </section>
  );
}

/** What the list of runs keeps of one that can't be computed again. */
function keptCell({ figures }: StoredRun, id: FigureId): TableCell {
  const none = { text: noValueText, tone: 'none', reason: null, best: false } as const;
  if (!(id in figures)) return none;
  const value = figures[id as keyof StoredRun['figures']];
  if (value === null) return none;
  return {
    ...none,
    text: figureText(id, { value }, { currency: '', place: 'table' }),
    reason: 'as kept',
  };
}
