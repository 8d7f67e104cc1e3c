import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import {
  backtest,
  type DataRef,
  isCancelled,
  type JobProgress,
} from '../../workers/backtest.client';
import { keptParts } from './kept-parts';
import { keepSetup, type LabError, type LabSetup, labStore, readKeptSetup } from './lab-store';

/** Runs faster than this follow every change by themselves. */
const liveLimitMs = 300;
/** The first run on a data set also reads it, so it may take this long and the next change is still followed. */
const firstLimitMs = 3000;
/** A single slow run may be the machine's doing; from the third on it is the run's. */
const paceRuns = 3;
const fewRunsLimitMs = 1000;
/** Changes of one setting within this time are one step of undo. */
const sameChangeMs = 800;
const undoSteps = 100;

let running: AbortController | null = null;
let checking: AbortController | null = null;
let checkTimer: ReturnType<typeof setTimeout> | undefined;
let rerunWanted = false;
let lastChange = { what: '', at: 0 };
let begun = false;

/** First visit of the page: the kept setup, or the sample, is run at once. */
export function beginLab(): void {
  if (begun) return;
  begun = true;
  labStore.set({ setup: readKeptSetup() });
  void runNow();
}

/** Replaces data and config, runs them, and makes the step undoable. */
export function openInLab(data: DataRef, config: RunConfigInput): void {
  begun = true;
  change({ data, config }, 'open');
  void runNow();
}

export function changeData(data: DataRef): void {
  change({ ...labStore.get().setup, data }, 'data');
  follow();
}

/** `what` names the setting, so that a drag is one step of undo. */
export function changeConfig(edit: (config: RunConfigInput) => RunConfigInput, what: string): void {
  const { setup } = labStore.get();
  change({ ...setup, config: edit(setup.config) }, what);
  follow();
}

export function undo(): void {
  const { undo: past, redo: future, setup } = labStore.get();
  const previous = past.at(-1);
  if (previous === undefined) return;
  labStore.set({ setup: previous, undo: past.slice(0, -1), redo: [...future, setup] });
  lastChange = { what: '', at: 0 };
  follow();
}

export function redo(): void {
  const { undo: past, redo: future, setup } = labStore.get();
  const next = future.at(-1);
  if (next === undefined) return;
  labStore.set({ setup: next, undo: [...past, setup], redo: future.slice(0, -1) });
  lastChange = { what: '', at: 0 };
  follow();
}

/** Stops the run under way; the last result stays. */
export function cancelRun(): void {
  if (running === null) return;
  running.abort();
  running = null;
  rerunWanted = false;
  const { setup, resultSetup } = labStore.get();
  labStore.set({ status: setup === resultSetup ? 'idle' : 'armed', progress: null });
}

/** Runs the setup as it is now; an older run is stopped. */
export async function runNow(): Promise<void> {
  running?.abort();
  checking?.abort();
  clearTimeout(checkTimer);
  const mine = new AbortController();
  running = mine;
  rerunWanted = false;
  const { setup } = labStore.get();
  labStore.set({ status: 'running', startedAt: performance.now(), progress: null, error: null });
  const onProgress = (progress: JobProgress): void => {
    if (running === mine) labStore.set({ progress });
  };
  try {
    const { result, elapsedMs } = await backtest.follow(setup.data, setup.config, {
      signal: mine.signal,
      onProgress,
    });
    if (running !== mine) return;
    running = null;
    const before = labStore.get().result;
    labStore.set({
      status: 'idle',
      recentMs:
        before?.identity.dataFingerprint === result.identity.dataFingerprint
          ? [...labStore.get().recentMs, elapsedMs].slice(-paceRuns)
          : [],
      result: keptParts(before, result),
      resultSetup: setup,
      elapsedMs,
      progress: null,
      verification: 'computed-here',
      savedAt: Date.now(),
    });
    keepSetup(setup);
    if (rerunWanted) void runNow();
    else checkTimer = setTimeout(() => void verifyHere(setup, result.identity.ledgerHash), 600);
  } catch (error) {
    if (running !== mine) return;
    running = null;
    if (isCancelled(error)) labStore.set({ status: 'armed', progress: null });
    else if (rerunWanted) void runNow();
    else labStore.set({ status: 'error', error: labErrorOf(error), progress: null });
  }
}

function change(setup: LabSetup, what: string): void {
  const state = labStore.get();
  const now = performance.now();
  const sameStep = what === lastChange.what && now - lastChange.at < sameChangeMs;
  lastChange = { what, at: now };
  labStore.set({
    setup,
    undo: sameStep ? state.undo : [...state.undo, state.setup].slice(-undoSteps),
    redo: [],
    changes: state.changes + 1,
  });
}

/** Fast runs follow at once, the newest setup last; slow ones wait for Run. */
function follow(): void {
  const { status, setup, resultSetup } = labStore.get();
  if (setup === resultSetup && running === null) {
    labStore.set({ status: 'idle', error: null });
    return;
  }
  if (!isLive()) {
    running?.abort();
    running = null;
    labStore.set({ status: 'armed', progress: null, error: null });
    return;
  }
  // A short run under way is let finish, so that a drag shows figures on its way.
  if (status === 'running' && performance.now() - labStore.get().startedAt < liveLimitMs) {
    rerunWanted = true;
    return;
  }
  void runNow();
}

function isLive(): boolean {
  const { elapsedMs, recentMs } = labStore.get();
  if (elapsedMs === null) return true;
  if (recentMs.length === 0) return elapsedMs < firstLimitMs;
  return Math.min(...recentMs) < (recentMs.length < paceRuns ? fewRunsLimitMs : liveLimitMs);
}

/** The idle second pass on the stepped path. */
async function verifyHere(setup: LabSetup, ledgerHash: string): Promise<void> {
  const mine = new AbortController();
  checking = mine;
  labStore.set({ verification: 'recomputing' });
  try {
    const same = await backtest.verifyHere(setup.data, setup.config, ledgerHash, {
      signal: mine.signal,
    });
    if (checking !== mine || mine.signal.aborted) return;
    labStore.set({ verification: same ? 'verified-here' : 'differs' });
  } catch (error) {
    if (checking !== mine || mine.signal.aborted) return;
    labStore.set({
      verification: 'computed-here',
      ...(isCancelled(error) ? {} : { error: labErrorOf(error) }),
    });
  }
}

/** What happened and where, in the words of the error itself. */
export function labErrorOf(error: unknown): LabError {
  if (error instanceof Error) {
    const { field } = error as Error & { field?: unknown };
    return {
      name: error.name,
      message: error.message,
      field: typeof field === 'string' ? field : null,
    };
  }
  return { name: 'Error', message: String(error), field: null };
}
