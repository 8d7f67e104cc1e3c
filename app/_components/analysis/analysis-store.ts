import type { RunAnalysis } from '../../../lib/analytics/run-analysis';
import { backtest, isCancelled, type JobProgress } from '../../../workers/backtest.client';
import { createStore } from '../../_hooks/external-store';
import type { LabSetup } from '../../_hooks/lab-store';
import { describeError } from '../describe-error';

interface AnalysisState {
  /** The setup asked for last. */
  readonly setup: LabSetup | null;
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'error';
  /** The last finished one; stays while the next is made. */
  readonly analysis: RunAnalysis | null;
  readonly analysed: LabSetup | null;
  readonly startedAt: number;
  readonly progress: JobProgress | null;
  readonly error: string | null;
}

/** The curves, distributions and tables of the run on screen; made when a tab that shows them is opened. */
export const analysisStore = createStore<AnalysisState>({
  setup: null,
  status: 'idle',
  analysis: null,
  analysed: null,
  startedAt: 0,
  progress: null,
  error: null,
});

let running: AbortController | null = null;

/** Has the analysis of a setup made, unless it is at hand or under way; an older one under way is stopped. */
export async function analyseSetup(setup: LabSetup): Promise<void> {
  const { analysed, status, setup: asked } = analysisStore.get();
  if (analysed === setup) {
    if (asked !== setup) {
      stop();
      analysisStore.set({ setup, status: 'done', progress: null, error: null });
    }
    return;
  }
  if (asked === setup && status !== 'idle') return;
  await analyseAgain(setup);
}

/** The same, also where it failed or was cancelled before. */
export async function analyseAgain(setup: LabSetup): Promise<void> {
  stop();
  const mine = new AbortController();
  running = mine;
  analysisStore.set({
    setup,
    status: 'running',
    startedAt: performance.now(),
    progress: null,
    error: null,
  });
  try {
    const analysis = await backtest.analyse(setup.data, setup.config, {
      signal: mine.signal,
      onProgress: (progress: JobProgress) => {
        if (running === mine) analysisStore.set({ progress });
      },
    });
    if (running !== mine) return;
    analysisStore.set({ status: 'done', analysis, analysed: setup, progress: null });
  } catch (error) {
    if (running !== mine) return;
    analysisStore.set(
      isCancelled(error)
        ? { status: 'cancelled', progress: null }
        : { status: 'error', error: describeError(error), progress: null },
    );
  }
  running = null;
}

/** Stops it; what was there before stays. */
export function cancelAnalysis(): void {
  if (running === null) return;
  stop();
  analysisStore.set({ status: 'cancelled', progress: null });
}

/** Nobody looks any more: one under way is not worth finishing. */
export function leaveAnalysis(): void {
  if (running === null) return;
  stop();
  analysisStore.set({ status: 'idle', progress: null });
}

function stop(): void {
  running?.abort();
  running = null;
}
