import type { SweepRun } from '../_hooks/sweep-store';
import type { Stability } from './stability';

/** What a table or list of the best cells shows. */
export interface RankedProps {
  readonly run: SweepRun;
  /** Cells, the best first. */
  readonly best: readonly number[];
  stabilityAt(cell: number): Stability;
  onOpen(cell: number): void;
}
