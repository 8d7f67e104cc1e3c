import type { DataRef } from '../../workers/backtest.client';
import { type DataSetInfo, data } from '../../workers/data.client';
import { createStore, useStore } from './external-store';

interface DataSets {
  /** null until they were read. */
  readonly sets: readonly DataSetInfo[] | null;
  readonly error: string | null;
}

const store = createStore<DataSets>({ sets: null, error: null });

/** Reads the library again; the data worker starts at the first call. */
export async function refreshDataSets(): Promise<void> {
  try {
    store.set({ sets: await data.list(), error: null });
  } catch (error) {
    store.set({ error: error instanceof Error ? error.message : String(error) });
  }
}

export const useDataSets = (): DataSets => useStore(store, (s) => s);

/** How a run names a data set of the library. */
export function refOf(info: DataSetInfo): DataRef {
  return info.source.kind === 'sample'
    ? { kind: 'sample', id: info.source.id }
    : { kind: 'stored', fingerprint: info.fingerprint };
}
