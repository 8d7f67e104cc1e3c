'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import {
  type DataSetInfo,
  data,
  type ImportAnswers,
  type ImportInspection,
  type ImportReport,
  type JobProgress,
  type RepairChoices,
} from '../../../workers/data.client';

export type ImportPhase = 'idle' | 'reading' | 'checking' | 'ready' | 'saving' | 'failed';

export interface ImportState {
  readonly phase: ImportPhase;
  readonly fileName: string;
  readonly inspection: ImportInspection | null;
  readonly report: ImportReport | null;
  readonly answers: ImportAnswers;
  readonly repairs: RepairChoices;
  readonly name: string;
  readonly progress: JobProgress | null;
  readonly error: Error | null;
}

const empty: ImportState = {
  phase: 'idle',
  fileName: '',
  inspection: null,
  report: null,
  answers: {},
  repairs: {},
  name: '',
  progress: null,
  error: null,
};

type Change = Partial<ImportState> | ((state: ImportState) => Partial<ImportState>);

const reduce = (state: ImportState, change: Change): ImportState => ({
  ...state,
  ...(typeof change === 'function' ? change(state) : change),
});

const asError = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error(String(cause));

/** One import from file to saved data set: look, ask, check, save. Escape or a new file ends the one under way. */
export function useImport(onSaved: (saved: DataSetInfo) => void) {
  const [state, change] = useReducer(reduce, empty);
  const job = useRef<AbortController | null>(null);

  const begin = useCallback(() => {
    job.current?.abort();
    const controller = new AbortController();
    job.current = controller;
    return {
      signal: controller.signal,
      onProgress: (progress: JobProgress) => {
        if (!controller.signal.aborted) change({ progress });
      },
    };
  }, []);

  const check = useCallback(
    async (importId: string, answers: ImportAnswers) => {
      const options = begin();
      change({ phase: 'checking', answers, error: null, progress: null });
      try {
        const report = await data.report(importId, answers, options);
        if (!options.signal.aborted) change({ phase: 'ready', report, progress: null });
      } catch (cause) {
        if (!options.signal.aborted)
          change({ phase: 'failed', error: asError(cause), progress: null });
      }
    },
    [begin],
  );

  const start = useCallback(
    async (file: File) => {
      const options = begin();
      change({ ...empty, phase: 'reading', fileName: file.name });
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const inspection = await data.inspect(bytes, file.name, options);
        if (options.signal.aborted) return;
        change({ inspection, name: inspection.suggestedName });
        await check(inspection.importId, {});
      } catch (cause) {
        if (!options.signal.aborted)
          change({ phase: 'failed', error: asError(cause), progress: null });
      }
    },
    [begin, check],
  );

  const importId = state.inspection?.importId ?? null;

  const answer = useCallback(
    (more: ImportAnswers) => {
      if (importId !== null) void check(importId, { ...state.answers, ...more });
    },
    [check, importId, state.answers],
  );

  const close = useCallback(() => {
    job.current?.abort();
    if (importId !== null) void data.discard(importId);
    change(empty);
  }, [importId]);

  const save = useCallback(async () => {
    if (importId === null) return;
    const options = begin();
    change({ phase: 'saving', error: null, progress: null });
    try {
      const saved = await data.save(
        importId,
        state.answers,
        state.repairs,
        state.name.trim(),
        options,
      );
      change(empty);
      onSaved(saved);
    } catch (cause) {
      if (options.signal.aborted) change({ phase: 'ready', progress: null });
      else change({ phase: 'ready', error: asError(cause), progress: null });
    }
  }, [begin, importId, onSaved, state.answers, state.name, state.repairs]);

  useEffect(() => () => job.current?.abort(), []);

  return {
    state,
    start,
    answer,
    close,
    save,
    rename: useCallback((name: string) => change({ name }), []),
    repair: useCallback(
      (choice: RepairChoices) => change((s) => ({ repairs: { ...s.repairs, ...choice } })),
      [],
    ),
  };
}

export type ImportActions = ReturnType<typeof useImport>;
