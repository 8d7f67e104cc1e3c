import { useEffect, useState } from 'react';
import type { RunResult, TradeExplanation } from '../../../../../lib/analytics/run-result';
import type { RunConfigInput } from '../../../../../lib/backtest/run-config.schema';
import { backtest, type DataRef, isCancelled } from '../../../../../workers/backtest.client';

export interface KeptRun {
  readonly runId: string;
  readonly data: DataRef;
  readonly config: RunConfigInput;
  readonly result: RunResult;
}

export type TradeStory =
  | { readonly status: 'loading'; readonly label: string }
  | { readonly status: 'failed'; readonly error: unknown; readonly dataGone: boolean }
  | { readonly status: 'no-trade'; readonly kept: KeptRun }
  | { readonly status: 'ready'; readonly kept: KeptRun; readonly explanation: TradeExplanation };

/** The last run that was opened: going from trade to trade doesn't compute it again. */
let opened: KeptRun | null = null;

/** Opens a kept run, computes it again and explains one of its trades. */
export function useTradeStory(
  runId: string,
  number: number,
): { readonly story: TradeStory; retry(): void } {
  const [story, setStory] = useState<TradeStory>({ status: 'loading', label: 'Opening the run' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again
  useEffect(() => {
    const abort = new AbortController();
    let dataGone = false;
    const tell = (next: TradeStory): void => {
      if (!abort.signal.aborted) setStory(next);
    };
    const open = async (): Promise<KeptRun> => {
      if (opened?.runId === runId) return opened;
      const { data, config, run } = await backtest.openRun(runId, { signal: abort.signal });
      dataGone = !run.dataPresent;
      tell({ status: 'loading', label: `Computing ${run.title} again` });
      const { result } = await backtest.run(data, config, {
        signal: abort.signal,
        onProgress: (progress) =>
          tell({
            status: 'loading',
            label: `${progress.label}, ${Math.floor((100 * progress.done) / Math.max(1, progress.total))}%`,
          }),
      });
      opened = { runId, data, config, result };
      return opened;
    };
    const tellAll = async (): Promise<void> => {
      const kept = await open();
      if (number > kept.result.trades.length) {
        tell({ status: 'no-trade', kept });
        return;
      }
      const { data, config } = kept;
      const explanation = await backtest.explainTrade(data, config, number, {
        signal: abort.signal,
      });
      tell({ status: 'ready', kept, explanation });
    };
    tellAll().catch((error: unknown) => {
      if (!isCancelled(error)) tell({ status: 'failed', error, dataGone });
    });
    return () => abort.abort();
  }, [runId, number, attempt]);

  return {
    story,
    retry: () => {
      setStory({ status: 'loading', label: 'Opening the run' });
      setAttempt((n) => n + 1);
    },
  };
}
