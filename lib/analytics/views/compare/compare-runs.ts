import type { RunResult } from '../../run-result';
import { csvLine } from '../csv-text';
import { figureIds } from '../figure-catalogue';
import { type ComparedCurves, comparedCurves } from './compared-curves';
import { type ComparedGroup, comparedFigures } from './compared-figures';
import { type ComparedSetting, comparedSettings } from './compared-settings';

/** Several runs side by side; every list is in the order the runs were given. */
export interface RunComparison {
  readonly runs: readonly {
    readonly runId: string;
    readonly title: string;
    readonly dataName: string;
  }[];
  /** What makes the figures below not like for like, in sentences. */
  readonly notes: readonly string[];
  /** Those that differ first. */
  readonly settings: readonly ComparedSetting[];
  readonly groups: readonly ComparedGroup[];
  readonly curves: ComparedCurves;
}

/** The runs' settings, figures and growth beside each other. */
export function compareRuns(results: readonly RunResult[], locale?: string): RunComparison {
  const curves = comparedCurves(results);
  return {
    runs: results.map(({ identity, title, data }) => ({
      runId: identity.runId,
      title,
      dataName: data.name,
    })),
    notes: notesOf(results, curves),
    settings: comparedSettings(results, locale),
    groups: results.length === 0 ? [] : comparedFigures(results, locale),
    curves,
  };
}

function notesOf(results: readonly RunResult[], curves: ComparedCurves): string[] {
  const differ = (of: (result: RunResult) => unknown): boolean =>
    results.some((result) => of(result) !== of(results[0]!));
  const notes: string[] = [];
  if (differ(({ data }) => data.fingerprint)) {
    notes.push('The runs are of different data: what one earned the other could not.');
  } else if (
    differ(({ period, curves: { time } }) => time[period.firstBar]) ||
    differ(({ period, curves: { time } }) => time[period.endBar - 1])
  ) {
    notes.push('The runs are measured over different periods of the same data.');
  }
  if (differ(({ annualisation }) => annualisation.periodsPerYear)) {
    notes.push('Yearly figures are made with different numbers of periods a year.');
  }
  if (differ(({ benchmarkLabel }) => benchmarkLabel)) {
    notes.push('The runs are held against different benchmarks.');
  }
  if (results.length > 1 && curves.time.length === 0) {
    notes.push('The runs have no time in common, so their growth can’t be drawn together.');
  }
  return notes;
}

/** Figures as CSV, one line a figure and one column a run: full precision, fractions as fractions, nothing where there is no value. */
export function comparisonCsv(results: readonly RunResult[]): string {
  const lines = [csvLine(['figure', ...results.map(({ title }) => title)])];
  for (const id of figureIds) {
    lines.push(csvLine([id, ...results.map(({ figures }) => figures[id].value)]));
  }
  return `${lines.join('\n')}\n`;
}
