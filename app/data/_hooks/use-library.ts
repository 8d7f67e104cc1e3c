'use client';

import { useCallback, useEffect, useState } from 'react';
import {
  type DataSetInfo,
  data,
  type RateSeriesInfo,
  type StorageState,
} from '../../../workers/data.client';

export interface Library {
  /** null while the list is being read. */
  readonly sets: readonly DataSetInfo[] | null;
  /** null while the list is being read. */
  readonly rates: readonly RateSeriesInfo[] | null;
  readonly storage: StorageState | null;
  readonly error: Error | null;
  refresh(): Promise<void>;
}

/** The stored data sets and rates, and how much room they take; read again after every change. */
export function useLibrary(): Library {
  const [sets, setSets] = useState<readonly DataSetInfo[] | null>(null);
  const [rates, setRates] = useState<readonly RateSeriesInfo[] | null>(null);
  const [storage, setStorage] = useState<StorageState | null>(null);
  const [error, setError] = useState<Error | null>(null);

  const refresh = useCallback(async () => {
    try {
      const [list, series, state] = await Promise.all([
        data.list(),
        data.listRates(),
        data.storage(),
      ]);
      setSets(list);
      setRates(series);
      setStorage(state);
      setError(null);
    } catch (cause) {
      setSets((known) => known ?? []);
      setRates((known) => known ?? []);
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  }, []);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  return { sets, rates, storage, error, refresh };
}
