import type { RunResult } from '../../run-result';
import {
  type FigureGroup,
  type FigureId,
  figureCatalogue,
  figureGroups,
  figureIds,
} from '../figure-catalogue';
import { figureText, figureTone, type Tone } from '../figure-text';

export interface ComparedCell {
  readonly text: string;
  readonly tone: Tone;
  /** Why there is no value; null where there is one. */
  readonly reason: string | null;
  /** Better than or as good as every other run's. */
  readonly isBest: boolean;
}

/** One figure of several runs, in their order. */
export interface ComparedFigure {
  readonly id: FigureId;
  readonly label: string;
  readonly cells: readonly ComparedCell[];
  /** `Higher is better.`, or why none of them is marked. */
  readonly verdict: string;
  readonly help: string;
  readonly formula: string;
  readonly source: string;
}

export interface ComparedGroup {
  readonly title: FigureGroup;
  readonly rows: readonly ComparedFigure[];
}

/** Every figure of the runs side by side; the best is marked where one can be better than another. */
export function comparedFigures(results: readonly RunResult[], locale?: string): ComparedGroup[] {
  const sameMoney = results.every(
    ({ data, config }) =>
      data.quoteCurrency === results[0]!.data.quoteCurrency &&
      config.account.capital === results[0]!.config.account.capital,
  );
  return figureGroups.map((title) => ({
    title,
    rows: figureIds
      .filter((id) => figureCatalogue[id].group === title)
      .map((id) => comparedFigure(results, id, sameMoney, locale)),
  }));
}

function comparedFigure(
  results: readonly RunResult[],
  id: FigureId,
  sameMoney: boolean,
  locale: string | undefined,
): ComparedFigure {
  const { label, help, formula, source } = figureCatalogue[id];
  const { best, verdict } = judged(results, id, sameMoney);
  const cells = results.map((result): ComparedCell => {
    const figure = result.figures[id];
    return {
      text: figureText(id, figure, {
        currency: result.data.quoteCurrency,
        place: 'table',
        ...(locale !== undefined && { locale }),
      }),
      tone: figureTone(id, figure),
      reason: figure.reason ?? null,
      isBest: best !== null && figure.value === best,
    };
  });
  return { id, label, cells, verdict, help, formula, source };
}

/** The value nothing beats, and what decides it. */
function judged(
  results: readonly RunResult[],
  id: FigureId,
  sameMoney: boolean,
): { best: number | null; verdict: string } {
  const { better, format } = figureCatalogue[id];
  if (better === null) return { best: null, verdict: 'Neither high nor low is better.' };
  if (!sameMoney && (format === 'money' || format === 'signed-money')) {
    return { best: null, verdict: 'Not compared: the runs differ in capital or currency.' };
  }
  const verdict = better === 'higher' ? 'Higher is better.' : 'Lower is better.';
  const values = results.map(({ figures }) => figures[id].value).filter((value) => value !== null);
  if (values.length < 2) return { best: null, verdict };
  const high = Math.max(...values);
  const low = Math.min(...values);
  if (high === low) return { best: null, verdict };
  return { best: better === 'higher' ? high : low, verdict };
}
