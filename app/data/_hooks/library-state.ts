import type { DataSetInfo, RateSeriesInfo, StorageState } from '../../../workers/data.api';

/** What the library holds, as of one reading. */
export interface LibraryContents {
  readonly sets: readonly DataSetInfo[];
  readonly rates: readonly RateSeriesInfo[];
  readonly storage: StorageState;
}

/** Nothing is known of the library until it was read once; what was read then stays while a later reading fails. */
export type LibraryState =
  | { readonly status: 'reading' }
  | { readonly status: 'failed'; readonly error: Error }
  | (LibraryContents & {
      readonly status: 'read';
      /** Why the last reading failed, null where it did not. */
      readonly error: Error | null;
    });

export const readingLibrary: LibraryState = { status: 'reading' };

/** A reading begins: what is known stays. */
export const onReading = (state: LibraryState): LibraryState =>
  state.status === 'read' ? state : readingLibrary;

export const onRead = (contents: LibraryContents): LibraryState => ({
  ...contents,
  status: 'read',
  error: null,
});

export const onFailure = (state: LibraryState, cause: unknown): LibraryState => {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  return state.status === 'read' ? { ...state, error } : { status: 'failed', error };
};

/** Number of data sets and rate series, null while it is not known. */
export const libraryCount = (state: LibraryState): number | null =>
  state.status === 'read' ? state.sets.length + state.rates.length : null;
