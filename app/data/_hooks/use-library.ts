'use client';

import { useCallback, useEffect, useState } from 'react';
import { data } from '../../../workers/data.client';
import { type LibraryState, onFailure, onRead, onReading, readingLibrary } from './library-state';

export interface Library {
  readonly state: LibraryState;
  refresh(): Promise<void>;
}

/** The stored data sets and rates, and how much room they take; read again after every change. */
export function useLibrary(): Library {
  const [state, setState] = useState(readingLibrary);

  const refresh = useCallback(async () => {
    setState(onReading);
    try {
      const [sets, rates, storage] = await Promise.all([
        data.list(),
        data.listRates(),
        data.storage(),
      ]);
      setState(onRead({ sets, rates, storage }));
    } catch (cause) {
      setState((known) => onFailure(known, cause));
    }
  }, []);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  return { state, refresh };
}
