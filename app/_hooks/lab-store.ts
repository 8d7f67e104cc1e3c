import type { RunResult } from '../../lib/analytics/run-result';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import type { DataRef, JobProgress } from '../../workers/backtest.client';
import { createStore } from './external-store';

/** What was asked for: equal setups have equal results. */
export interface LabSetup {
  readonly data: DataRef;
  readonly config: RunConfigInput;
}

/** An error as the page shows it. */
export interface LabError {
  readonly name: string;
  readonly message: string;
  /** The setting at fault, `strategy.params.fast`, where the error names one. */
  readonly field: string | null;
}

export type OwnVerification = 'computed-here' | 'recomputing' | 'verified-here' | 'differs';

export interface LabState {
  readonly setup: LabSetup;
  /** `armed`: changed since the last run, and too slow to follow by itself. */
  readonly status: 'idle' | 'running' | 'armed' | 'error';
  readonly progress: JobProgress | null;
  readonly startedAt: number;
  readonly error: LabError | null;
  /** The last finished run and the setup it belongs to; both stay while another one runs. */
  readonly result: RunResult | null;
  readonly resultSetup: LabSetup | null;
  readonly elapsedMs: number | null;
  /** Times of the last runs on this data, without the first, which also reads the data. */
  readonly recentMs: readonly number[];
  readonly verification: OwnVerification;
  readonly savedAt: number | null;
  readonly undo: readonly LabSetup[];
  readonly redo: readonly LabSetup[];
  /** Changes of the setup the person made; the first steps follow it. */
  readonly changes: number;
}

export const sampleSetup: LabSetup = {
  data: { kind: 'sample', id: 'sp500' },
  config: {
    strategy: { id: 'sma-cross', params: { fast: 20, slow: 100, allowShort: false } },
  },
};

const keptKey = 'lookback.setup';

/** The setup of the last visit; the sample where there is none or it can't be read. */
export function readKeptSetup(): LabSetup {
  try {
    const kept = JSON.parse(window.localStorage.getItem(keptKey) ?? 'null') as LabSetup | null;
    if (typeof kept?.data?.kind === 'string' && typeof kept.config?.strategy?.id === 'string') {
      return kept;
    }
  } catch {
    // Storage is off or holds something else: the sample is what a first visit shows.
  }
  return sampleSetup;
}

export function keepSetup(setup: LabSetup): void {
  try {
    window.localStorage.setItem(keptKey, JSON.stringify(setup));
  } catch {
    // Private windows may refuse storage; the next visit then begins with the sample.
  }
}

export const labStore = createStore<LabState>({
  setup: sampleSetup,
  status: 'idle',
  progress: null,
  startedAt: 0,
  error: null,
  result: null,
  resultSetup: null,
  elapsedMs: null,
  recentMs: [],
  verification: 'computed-here',
  savedAt: null,
  undo: [],
  redo: [],
  changes: 0,
});
