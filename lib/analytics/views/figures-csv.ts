import type { Metric } from '../../statistics/metric';
import type { RunResult } from '../run-result';
import { csvLine } from './csv-text';
import { type FigureId, figureCatalogue, figureIds } from './figure-catalogue';

/**
 * Key figures as CSV, one line a figure: full precision, fractions as fractions. Without a value the cell is empty and
 * the reason stands in the last column; where the whole run has a value, with whose it is. The samples' columns are
 * empty without a split.
 */
export function figuresCsv(result: RunResult): string {
  const { figures, samples } = result;
  const benchmark: Partial<Record<FigureId, Metric>> = result.benchmark;
  const lines = ['figure,label,value,benchmark,in_sample,out_of_sample,reason'];
  for (const id of figureIds) {
    lines.push(
      csvLine([
        id,
        figureCatalogue[id].label,
        figures[id].value,
        benchmark[id]?.value ?? null,
        samples?.inSample[id].value ?? null,
        samples?.outOfSample[id].value ?? null,
        reasons(figures[id], [
          ['benchmark', benchmark[id]],
          ['in sample', samples?.inSample[id]],
          ['out of sample', samples?.outOfSample[id]],
        ]),
      ]),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The reason of the whole run, or whose there is beside a value: `in sample: no trades in this part; …`. */
function reasons(
  whole: Metric,
  others: readonly (readonly [string, Metric | undefined])[],
): string | null {
  if (whole.value === null) return whole.reason;
  const said = others.flatMap(([name, figure]) =>
    figure === undefined || figure.value !== null ? [] : [`${name}: ${figure.reason}`],
  );
  return said.length === 0 ? null : said.join('; ');
}
