import type { FaultReport } from '../lib/market/import/types';
import type { DataSetQuality } from '../lib/storage/data-set';

/** Counts for the list: gaps, rows left out, and bars worth a look that were kept. */
export function foundIn(faults: readonly FaultReport[], dropped: number): DataSetQuality {
  let gaps = 0;
  let warnings = 0;
  for (const { fault, count, isDefect } of faults) {
    if (fault === 'gap') gaps += count;
    else if (!isDefect) warnings += count;
  }
  return { gaps, dropped, warnings };
}
