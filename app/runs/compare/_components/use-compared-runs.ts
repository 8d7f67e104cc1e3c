import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunResult } from '../../../../lib/analytics/run-result';
import { backtest, isCancelled, type StoredRun } from '../../../../workers/backtest.client';
import { describeError } from '../../../_components/describe-error';
import { mostCompared } from '../../../_hooks/compare-state';
import type { ComparedRun } from './compared-run';

export interface ComparedRuns {
  /** null while the list of runs is read. */
  readonly runs: readonly ComparedRun[] | null;
  /** Runs asked for that are not kept here. */
  readonly unknown: number;
  /** The run under way; null when none is. */
  readonly running: {
    readonly done: number;
    readonly total: number;
    readonly name: string;
    readonly share: number;
    readonly startedAt: number;
  } | null;
  readonly cancelled: boolean;
  readonly problem: string | null;
  cancel(): void;
  goOn(): void;
}

const letters = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** Results at hand, so that adding a run computes that one alone. */
const results = new Map<string, RunResult>();

type Kept = Omit<ComparedRuns, 'cancel' | 'goOn'>;

const nothing: Kept = { runs: null, unknown: 0, running: null, cancelled: false, problem: null };

/** The runs of the address in its order, recomputed one after the other. */
export function useComparedRuns(ids: readonly string[]): ComparedRuns {
  const [state, setState] = useState(nothing);
  const job = useRef<AbortController | null>(null);
  const asked = ids.join(',');

  const load = useCallback(async () => {
    job.current?.abort();
    const mine = new AbortController();
    job.current = mine;
    const current = (): boolean => job.current === mine && !mine.signal.aborted;
    const wanted = asked === '' ? [] : asked.split(',').slice(0, mostCompared);
    let kept: readonly StoredRun[];
    try {
      kept = await backtest.listRuns();
    } catch (error) {
      if (current()) setState({ ...nothing, runs: [], problem: describeError(error) });
      return;
    }
    if (!current()) return;
    const found = wanted.flatMap((id) => kept.find(({ runId }) => runId === id) ?? []);
    let runs: readonly ComparedRun[] = found.map((run, i) => ({
      run,
      letter: letters[i]!,
      result: results.get(run.runId) ?? null,
      problem: run.dataPresent ? null : 'Its data was deleted: kept results only, no re-run.',
    }));
    const base = { unknown: wanted.length - found.length, cancelled: false, problem: null };
    setState({ ...base, runs, running: null });
    const due = runs.filter(({ result, problem }) => result === null && problem === null);
    for (const [done, { run }] of due.entries()) {
      const startedAt = performance.now();
      const say = (share: number): void => {
        if (!current()) return;
        const running = { done, total: due.length, name: run.name, share, startedAt };
        setState({ ...base, runs, running });
      };
      say(0);
      const change = (patch: Partial<ComparedRun>): void => {
        runs = runs.map((column) => (column.run === run ? { ...column, ...patch } : column));
      };
      try {
        const { result } = await backtest.run(run.data, run.config, {
          signal: mine.signal,
          onProgress: ({ done: part, total }) => say(total > 0 ? part / total : 0),
        });
        if (results.size >= 2 * mostCompared) results.delete([...results.keys()][0]!);
        results.set(run.runId, result);
        change({ result });
      } catch (error) {
        if (isCancelled(error)) {
          if (job.current === mine) setState({ ...base, runs, running: null, cancelled: true });
          return;
        }
        change({ problem: describeError(error) });
      }
      if (!current()) return;
    }
    setState({ ...base, runs, running: null });
  }, [asked]);

  useEffect(() => {
    void load();
    return () => {
      job.current?.abort();
      job.current = null;
    };
  }, [load]);

  return { ...state, cancel: () => job.current?.abort(), goOn: () => void load() };
}
