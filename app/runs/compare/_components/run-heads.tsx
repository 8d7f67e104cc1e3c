import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatCount } from '../../../../lib/analytics/views/format';
import { isSynthetic } from '../../../../lib/analytics/views/is-synthetic';
import { seriesLooks } from '../../../_components/analysis/chart-looks';
import { LegendLine } from '../../../_components/charts/legend';
import classes from './compare.module.css';
import type { ComparedRun } from './compared-run';

/** Which runs are compared, with the letter and the line each is told by. */
export function RunHeads(props: {
  readonly runs: readonly ComparedRun[];
  onRemove(column: ComparedRun): void;
  onOpen(column: ComparedRun): void;
}) {
  const { runs, onRemove, onOpen } = props;
  return (
    <ol className={classes.heads} aria-label="Compared runs">
      {runs.map((column, i) => {
        const { run, letter, result } = column;
        return (
          <li key={run.runId}>
            <span className={classes.headTop}>
              <LegendLine look={seriesLooks[i]!} label="" />
              <b>{letter}</b>
              <span className={classes.spring} />
              {run.dataPresent && (
                <Button size="compact-xs" onClick={() => onOpen(column)}>
                  Open
                </Button>
              )}
              <ActionIcon
                size={26}
                aria-label={`Leave ${letter}, ${run.name}, out`}
                onClick={() => onRemove(column)}
              >
                <IconX size={14} stroke={1.8} aria-hidden="true" />
              </ActionIcon>
            </span>
            <span className={classes.headName}>{run.name}</span>
            <span className={classes.headData}>
              {run.dataName}
              {result && isSynthetic(result.data.source) && (
                <>
                  {' '}
                  <span className="dashed-badge">Synthetic</span>
                </>
              )}
            </span>
            <span className={classes.headData}>
              {result === null
                ? run.dataPresent
                  ? 'not recomputed yet'
                  : 'kept results, can’t be re-run'
                : `${formatCount(result.trials)} ${result.trials === 1 ? 'setting' : 'settings'} tried`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
