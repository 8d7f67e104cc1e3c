import type { PaperListing, PaperParity, PaperSnapshot } from '../../../workers/paper.api';
import { createStore, useStore } from '../../_hooks/external-store';
import type { LabError } from '../../_hooks/lab-store';

export interface PaperState {
  /** null = not asked for yet. */
  readonly listings: readonly PaperListing[] | null;
  /** Session on the page; null = the form for a new one, or nothing yet. */
  readonly selected: string | null;
  readonly snapshot: PaperSnapshot | null;
  readonly isNew: boolean;
  /** What is being done, in words; its button waits. */
  readonly busy: string | null;
  readonly error: LabError | null;
  /** What the last replay of a session came to. */
  readonly parity: Readonly<Record<string, PaperParity | 'checking'>>;
}

export const paperStore = createStore<PaperState>({
  listings: null,
  selected: null,
  snapshot: null,
  isNew: false,
  busy: null,
  error: null,
  parity: {},
});

/** A part of the state; the component renders again when that part changes. */
export const usePaper = <S>(select: (state: PaperState) => S): S => useStore(paperStore, select);
