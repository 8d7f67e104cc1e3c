import { type KeyboardEvent, useMemo, useRef } from 'react';
import { Line, ReferenceDot } from 'recharts';
import { type AxisUnit, axisScale } from '../../../lib/analytics/views/charts/axis-scale';
import { type ChartRow, Plot } from '../../_components/analysis/plot';
import { type SweepRun, setCursor, useSweep } from '../_hooks/sweep-store';
import { axisLabel } from './cells-table';
import { cellByKey, labelledValues } from './map-layout';
import classes from './sweep-picture.module.css';
import { numberText } from './sweep-plan';
import { useSize } from './use-size';

const percentObjectives: ReadonlySet<string> = new Set(['totalReturn', 'cagr', 'maxDrawdown']);
/** Height that the name of the axis takes, with its margins. */
const titleRoom = 26;
/** Points that are marked one by one. */
const mostDots = 60;

/** The score of each value of the one setting that is varied. */
export function SweepLine({
  run,
  summary,
  onOpen,
}: {
  run: SweepRun;
  summary: string;
  onOpen: (cell: number) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const arrived = useSweep((s) => s.arrived);
  const best = useSweep((s) => s.best[0]);
  const cursor = useSweep((s) => s.cursor);
  const values = run.spec.axes[0]?.values ?? [];
  const { objective } = run.spec;
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells are filled in place, `arrived` tells of new ones
  const rows = useMemo<readonly ChartRow[]>(
    () => values.map((value, cell) => [value, run.cells.figure(cell, objective)]),
    [run, arrived],
  );
  const x = useMemo(() => {
    const [from, to] = [values[0] ?? 0, values.at(-1) ?? 1];
    const room = from === to ? 1 : 0;
    return {
      kind: 'scale' as const,
      at: (row: ChartRow) => Number(row[0]),
      domain: [from - room, to + room] as const,
      ticks: labelledValues(values.length, 640, 60).map((i) => ({
        value: values[i]!,
        text: numberText(run.settings[0], values[i]!),
      })),
    };
  }, [values, run]);
  const unit: AxisUnit = percentObjectives.has(objective) ? 'percent' : 'ratio';
  const scale = axisScale(rows.map((row) => row[1] as number | null));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && cursor !== null) {
      event.preventDefault();
      onOpen(cursor);
      return;
    }
    if (event.key === 'Escape' && cursor !== null) {
      // It lets go of the cell; the next one cancels the search.
      event.stopPropagation();
      setCursor(null);
    }
    const row = { rows: 1, columns: values.length };
    const next = cellByKey(row, cursor, event.key, event.shiftKey ? 10 : 1);
    if (next === null) return;
    event.preventDefault();
    setCursor(next);
  };
  const bestScore = best === undefined ? null : run.cells.figure(best, objective);
  return (
    <div
      ref={host}
      className={classes.line}
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move from value to value
      tabIndex={0}
      aria-label={summary}
      onKeyDown={onKeyDown}
    >
      <Plot
        rows={rows}
        x={x}
        y={{ unit, scale }}
        height={Math.max(160, (size?.height ?? 300) - titleRoom)}
        cursor={cursor}
        onCursor={(row) => row !== null && setCursor(row)}
        base={0}
      >
        <Line
          dataKey={(row: ChartRow) => row[1] as number | null}
          stroke="var(--s1)"
          strokeWidth={2}
          dot={values.length <= mostDots ? { r: 2.5, fill: 'var(--s1)', strokeWidth: 0 } : false}
          activeDot={false}
          connectNulls={false}
          isAnimationActive={false}
        />
        {best !== undefined && bestScore !== null && (
          <ReferenceDot
            x={values[best]!}
            y={bestScore}
            r={6}
            fill="none"
            stroke="var(--warn-fill)"
            strokeWidth={2.5}
          />
        )}
      </Plot>
      <span className={classes.lineTitle} aria-hidden="true">
        {axisLabel(run, 0)}
      </span>
    </div>
  );
}
