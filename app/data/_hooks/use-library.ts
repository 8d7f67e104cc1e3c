'use client';

import { useCallback, useEffect, useState } from 'react';
import { type DataSetInfo, data, type StorageState } from '../../../workers/data.client';

export interface Library {
  /** null while the list is being read. */
  readonly sets: readonly DataSetInfo[] | null;
  readonly storage: StorageState | null;
  readonly error: Error | null;
  refresh(): Promise<void>;
}

/** The stored data sets and how much room they take; read again after every change. */
export function useLibrary(): Library {
  const [sets, setSets] = useState<readonly DataSetInfo[] | null>(null);
  const [storage, setStorage] = useState<StorageState | null>(null);
  const [error, setError] = useState<Error | null>(null);

  const refresh = useCallback(async () => {
    try {
      const [list, state] = await Promise.all([data.list(), data.storage()]);
      setSets(list);
      setStorage(state);
      setError(null);
    } catch (cause) {
      setSets((known) => known ?? []);
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  }, []);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  return { sets, storage, error, refresh };
}
