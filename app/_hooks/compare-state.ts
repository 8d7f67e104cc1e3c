import { createStore, useStore } from './external-store';

interface CompareState {
  /** The menu of what to compare the run on screen with. */
  readonly menuOpen: boolean;
  /** The dialog in which data sets are chosen. */
  readonly dataSetsOpen: boolean;
}

/** What of comparing is open over the Backtest place; keys and the palette open it as well as the buttons. */
export const compareState = createStore<CompareState>({ menuOpen: false, dataSetsOpen: false });

export const useCompareState = <S>(select: (state: CompareState) => S): S =>
  useStore(compareState, select);

/** Most runs beside each other: more columns and lines can't be told apart. */
export const mostCompared = 6;

/** The address of the Compare page for some runs, in order. */
export const compareAddress = (runIds: readonly string[]): string =>
  `/runs/compare?ids=${[...new Set(runIds)].slice(0, mostCompared).join(',')}`;
