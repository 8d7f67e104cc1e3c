'use client';

import { Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { backtest, type CandleWindow, type DataRef } from '../../../workers/backtest.client';
import shared from '../data.module.css';

const EquityChart = dynamic(() => import('../../_components/charts/equity-chart'), {
  ssr: false,
  loading: () => <Skeleton height={260} />,
});

/** Points asked for: more than a screen has pixels, little enough to draw at once. */
const points = 3000;

/** Closes of the whole data set, to see at a glance what it is and whether something sticks out. */
export function PricePreview({
  data,
  bars,
  currency,
  timeZone,
}: {
  data: DataRef;
  bars: number;
  currency: string;
  timeZone: string;
}) {
  const [candles, setCandles] = useState<CandleWindow | null>(null);
  const [error, setError] = useState<string | null>(null);
  const key = JSON.stringify(data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the data
  useEffect(() => {
    let current = true;
    setCandles(null);
    setError(null);
    backtest.candles(data, 0, bars, points).then(
      (window) => current && setCandles(window),
      (cause: unknown) =>
        current && setError(cause instanceof Error ? cause.message : String(cause)),
    );
    return () => {
      current = false;
    };
  }, [key, bars]);

  return (
    <section className={shared.card} aria-label="Price">
      {error !== null ? (
        <p role="alert">{error}</p>
      ) : candles === null ? (
        <Skeleton height={260} />
      ) : (
        <EquityChart
          title="Price"
          label="Close"
          time={candles.time}
          equity={candles.close}
          benchmark={null}
          currency={currency}
          timeZone={timeZone}
          logScale={false}
          height={260}
        />
      )}
    </section>
  );
}
