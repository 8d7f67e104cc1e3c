import { Tooltip } from '@mantine/core';
import type { RunResult } from '../../../lib/analytics/run-result';
import {
  type FigureId,
  figureCatalogue,
  figureHelp,
} from '../../../lib/analytics/views/figure-catalogue';
import { figureText } from '../../../lib/analytics/views/figure-text';
import classes from './analysis.module.css';

/** A few figures of the run in a row, each with its explanation; one without a value says why. */
export function FigureList({ result, ids }: { result: RunResult; ids: readonly FigureId[] }) {
  return (
    <dl className={classes.figureList}>
      {ids.map((id) => {
        const figure = result.figures[id];
        const { label } = figureCatalogue[id];
        return (
          <Tooltip key={id} label={figureHelp(id)} multiline w={300} position="bottom-start">
            <div>
              <dt>{label}</dt>
              <dd>
                {figureText(id, figure, { currency: result.data.quoteCurrency, place: 'table' })}
                {figure.reason !== undefined && <small>{figure.reason}</small>}
              </dd>
            </div>
          </Tooltip>
        );
      })}
    </dl>
  );
}
