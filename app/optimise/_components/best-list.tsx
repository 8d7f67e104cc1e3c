import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../lib/analytics/views/format';
import { setCursor, useSweep } from '../_hooks/sweep-store';
import classes from './best-list.module.css';
import { cellName } from './cells-table';
import { objectives } from './objectives';
import shared from './optimise.module.css';
import type { RankedProps } from './ranked-props';
import { StabilityMark } from './stability-mark';

/** Rows made at first on a phone; the others on demand. */
const fewRows = 10;

/** The best cells in rows of two lines. */
export function BestList({ run, best, stabilityAt, onOpen }: RankedProps) {
  const cursor = useSweep((s) => s.cursor);
  const [all, setAll] = useState(false);
  const { objective } = run.spec;
  const shown = all ? best : best.slice(0, fewRows);
  return (
    <>
      <ol className={classes.bestList}>
        {shown.map((cell, i) => {
          const figures = run.cells.at(cell)?.figures ?? null;
          if (figures === null) return null;
          return (
            <li key={cell} data-chosen={cell === cursor || undefined}>
              <button type="button" className={classes.bestRow} onClick={() => setCursor(cell)}>
                <span>
                  {i + 1}. {cellName(run, cell)}
                </span>
                <b>{objectives[objective].text(figures[objective])}</b>
                <span className={classes.bestNote}>
                  <StabilityMark kind={stabilityAt(cell)} /> ·{' '}
                  {objectives.maxDrawdown.text(figures.maxDrawdown)} drawdown ·{' '}
                  {formatCount(figures.closedTrades)} trades
                </span>
              </button>
              <Button
                size="compact-sm"
                className={shared.touch ?? ''}
                aria-label={`Open number ${i + 1} in Backtest`}
                onClick={() => onOpen(cell)}
              >
                Open
              </Button>
            </li>
          );
        })}
      </ol>
      {!all && best.length > fewRows && (
        <Button m={12} onClick={() => setAll(true)}>
          Show all {best.length}
        </Button>
      )}
    </>
  );
}
