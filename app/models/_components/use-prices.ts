import { useEffect, useState } from 'react';
import { backtest, isCancelled } from '../../../workers/backtest.client';
import type { DataRef } from '../../../workers/models.api';
import { refOf, useDataSets } from '../../_hooks/use-data-sets';

export interface Prices {
  readonly time: Float64Array;
  readonly close: Float64Array;
}

const mostPoints = 400;

/** Closes of a data set for a small chart, and the zone they are read in; null while they load. */
export function usePrices(
  data: DataRef,
  bars: number,
): {
  readonly prices: Prices | null;
  readonly zone: { readonly timeZone: string; readonly intervalMs: number };
} {
  const [prices, setPrices] = useState<Prices | null>(null);
  const { sets } = useDataSets();
  const key = JSON.stringify(data);
  const info = sets?.find((set) => JSON.stringify(refOf(set)) === key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the data
  useEffect(() => {
    const mine = new AbortController();
    setPrices(null);
    backtest
      .candles(data, 0, bars, mostPoints, { signal: mine.signal })
      .then(({ time, close }) => setPrices({ time, close }))
      .catch((error: unknown) => {
        // The plan itself says what is wrong with the data; a chart that can't be drawn is left out.
        if (!isCancelled(error))
          setPrices({ time: new Float64Array(0), close: new Float64Array(0) });
      });
    return () => mine.abort();
  }, [key, bars]);
  const { timeZone = 'UTC', intervalMs = 86_400_000 } = info ?? {};
  return { prices, zone: { timeZone, intervalMs } };
}
