import type { RowPlan } from './recipe.schema';
import type { RowColumns } from './row-columns';
import type { TimeReader } from './time-cell';

/** What the two ways of reading a row share: the one loop of clean rows, and cell by cell. */
export interface RowReading {
  readonly bytes: Uint8Array;
  readonly plan: RowPlan;
  readonly maxCellBytes: number;
  /** One for both, as it goes by what it read before. */
  readonly times: TimeReader;
  /** Where rows are read into. */
  readonly columns: RowColumns;
}
