import type { Metric } from '../../statistics/metric';
import type { RunResult } from '../run-result';
import { csvLine } from './csv-text';
import { type FigureId, figureCatalogue, figureIds } from './figure-catalogue';

/**
 * Key figures as CSV, one line a figure: full precision, fractions as fractions. Without a value the cell is empty and
 * the reason stands in the last column. The samples' columns are empty without a split.
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
        figures[id].reason ?? null,
      ]),
    );
  }
  return `${lines.join('\n')}\n`;
}
