import { useCallback, useEffect, useRef, useState } from 'react';
import type { CandleWindow } from '../../../workers/backtest.client';
import type { BarRange } from './bar-range';
import { planWindow } from './window-plan';

export type LoadCandles = (
  fromBar: number,
  toBar: number,
  maxPoints: number,
) => Promise<CandleWindow>;

export interface CandleWindowState {
  readonly window: CandleWindow | null;
  readonly error: string | null;
  retry(): void;
}

interface Kept {
  readonly dataKey: string;
  readonly window: CandleWindow;
}

/**
 * Keeps a window of candles around the view. One request is under way at a time; what the view needs by then is asked
 * next, so that a long drag shows candles as it goes. `dataKey` names the data: candles of other data are dropped.
 */
export function useCandleWindow(
  dataKey: string,
  bars: number,
  view: BarRange,
  loadCandles: LoadCandles,
): CandleWindowState {
  const [kept, setKept] = useState<Kept | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const busy = useRef(false);
  const asked = useRef('');
  const load = useRef(loadCandles);
  load.current = loadCandles;
  const wanted = useRef(dataKey);
  wanted.current = dataKey;
  const window = kept?.dataKey === dataKey ? kept.window : null;

  // `attempt` asks again after an answer came for other data, or when the user retries.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (busy.current || error !== null) return;
    const request = planWindow(view, bars, window);
    // An answer that leaves something to wish (coarser than asked) is the best there is: asking again would go on for ever.
    const name = JSON.stringify([dataKey, request]);
    if (!request || name === asked.current) return;
    asked.current = name;
    busy.current = true;
    load.current(request.from, request.to, request.maxPoints).then(
      (next) => {
        busy.current = false;
        if (wanted.current === dataKey) setKept({ dataKey, window: next });
        else {
          asked.current = '';
          setAttempt((n) => n + 1);
        }
      },
      (reason: unknown) => {
        busy.current = false;
        setError(reason instanceof Error ? reason.message : String(reason));
      },
    );
  }, [dataKey, bars, view, window, attempt, error]);

  const retry = useCallback(() => {
    asked.current = '';
    setError(null);
    setAttempt((n) => n + 1);
  }, []);
  return { window, error, retry };
}
