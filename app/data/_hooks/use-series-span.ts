import { useEffect, useState } from 'react';
import { data, type ExchangeSeries, type SeriesSpan } from '../../../workers/data.client';

interface Known {
  readonly span: SeriesSpan | null;
  readonly error: unknown;
}

const nothing: Known = { span: null, error: null };

/** From when to when an exchange has bars of a series; null while it is asked, or no symbol is chosen. */
export function useSeriesSpan({
  exchange,
  symbol,
  interval,
}: Omit<ExchangeSeries, 'symbol'> & {
  readonly symbol: string | null;
}): Known & { again(): void } {
  const [known, setKnown] = useState<Known>(nothing);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    setKnown(nothing);
    if (symbol === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    data.seriesSpan({ exchange, symbol, interval }, { signal }).then(
      (span) => {
        if (!signal.aborted) setKnown({ span, error: null });
      },
      (error: unknown) => {
        if (!signal.aborted) setKnown({ span: null, error });
      },
    );
    return () => controller.abort();
  }, [exchange, symbol, interval, turn]);
  return { ...known, again: () => setTurn((t) => t + 1) };
}
