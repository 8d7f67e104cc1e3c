'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import {
  type DataSetInfo,
  data,
  type ImportAnswers,
  type InspectedFiles,
  type JobProgress,
  type RateSeriesInfo,
  type RepairChoices,
} from '../../../workers/data.client';
import {
  afterInspection,
  dataSetNames,
  filesTitle,
  type ImportState,
  isSeveral,
  noImport,
} from './import-state';

/** What an import left in the library. */
export interface ImportOutcome {
  readonly sets: readonly DataSetInfo[];
  readonly rates: readonly RateSeriesInfo[];
}

type Change = Partial<ImportState> | ((state: ImportState) => Partial<ImportState>);

const reduce = (state: ImportState, change: Change): ImportState => ({
  ...state,
  ...(typeof change === 'function' ? change(state) : change),
});

const asError = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error(String(cause));

const bytesOf = (files: readonly File[]) =>
  Promise.all(
    files.map(async (file) => ({
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );

interface Job {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}

/** One import from files to the library: look, ask, check, save. Escape or new files end the one under way. */
export function useImport(onSaved: (outcome: ImportOutcome) => void) {
  const [state, change] = useReducer(reduce, noImport);
  const job = useRef<AbortController | null>(null);
  const latest = useRef(state);
  latest.current = state;

  /** Runs one job at a time; one that is replaced says nothing more. */
  const during = useCallback(
    async (phase: ImportState['phase'], work: (job: Job) => Promise<void>) => {
      job.current?.abort();
      const controller = new AbortController();
      job.current = controller;
      const { signal } = controller;
      const onProgress = (progress: JobProgress) => {
        if (!signal.aborted) change({ progress });
      };
      change({ phase, error: null, progress: null });
      try {
        await work({ signal, onProgress });
      } catch (cause) {
        if (signal.aborted) return;
        const usable = latest.current.report !== null || latest.current.ratesReport !== null;
        change({ phase: usable ? 'ready' : 'failed', error: asError(cause), progress: null });
      }
    },
    [],
  );

  const check = useCallback(
    async (inspected: InspectedFiles, answers: ImportAnswers, focus: string | null, job: Job) => {
      const { importId } = inspected;
      change({ phase: 'checking', answers, progress: null });
      if (inspected.kind === 'rates') {
        const ratesReport = await data.ratesReport(importId, answers, job);
        if (job.signal.aborted) return;
        const chosen = new Set(ratesReport.series.map((series) => series.fingerprint));
        return change({ phase: 'ready', ratesReport, chosen, progress: null });
      }
      const { inspection } = inspected;
      let shown = focus ?? inspection.instruments[0]?.id ?? null;
      if (isSeveral(inspection)) {
        const surveys = await data.survey(importId, answers, job);
        if (job.signal.aborted) return;
        const readable = surveys.filter((it) => it.found !== null).map((it) => it.instrument.id);
        if (shown === null || !readable.includes(shown)) shown = readable[0] ?? null;
        change((s) => ({
          surveys,
          focus: shown,
          chosen: new Set([...s.chosen].filter((id) => readable.includes(id))),
        }));
      }
      if (shown === null) return change({ phase: 'ready', report: null, progress: null });
      const one = { ...answers, instrument: shown };
      const report = await data.report(importId, one, job);
      if (job.signal.aborted) return;
      change({ phase: 'ready', report, focus: shown, progress: null });
      if (!inspection.questions.some((question) => question.id === 'adjustment')) return;
      const preview = await data.adjustmentPreview(importId, one, job);
      if (!job.signal.aborted) change({ preview });
    },
    [],
  );

  /** What is open now, as the first look gave it. */
  const opened = useCallback((): InspectedFiles | null => {
    const { importId, inspection, rates } = latest.current;
    if (importId === null) return null;
    if (inspection !== null) return { kind: 'bars', importId, inspection };
    return rates === null ? null : { kind: 'rates', importId, inspections: rates };
  }, []);

  const forget = useCallback(() => {
    job.current?.abort();
    const { importId } = latest.current;
    if (importId !== null) void data.discard(importId);
  }, []);

  const start = useCallback(
    (files: readonly File[]) => {
      forget();
      change({ ...noImport, title: filesTitle(files) });
      return during('reading', async (job) => {
        const inspected = await data.inspect(await bytesOf(files), job);
        if (job.signal.aborted) return void data.discard(inspected.importId);
        change(afterInspection(inspected));
        await check(inspected, {}, null, job);
      });
    },
    [check, during, forget],
  );

  const addFiles = useCallback(
    (files: readonly File[]) =>
      during('reading', async (job) => {
        const { importId, answers, focus } = latest.current;
        if (importId === null) return;
        const inspected = await data.addFiles(importId, await bytesOf(files), job);
        if (job.signal.aborted) return;
        change(afterInspection(inspected));
        await check(inspected, answers, focus, job);
      }),
    [check, during],
  );

  const answer = useCallback(
    (more: ImportAnswers) =>
      during('checking', async (job) => {
        const inspected = opened();
        const { answers, focus } = latest.current;
        if (inspected !== null) await check(inspected, { ...answers, ...more }, focus, job);
      }),
    [check, during, opened],
  );

  /** Shows the report of another instrument. */
  const look = useCallback(
    (focus: string) =>
      during('checking', async (job) => {
        const { importId, answers } = latest.current;
        if (importId === null) return;
        change({ focus });
        const one = { ...answers, instrument: focus };
        const report = await data.report(importId, one, job);
        if (job.signal.aborted) return;
        change({ phase: 'ready', report, preview: null, progress: null });
        const preview = await data.adjustmentPreview(importId, one, job);
        if (!job.signal.aborted) change({ preview });
      }),
    [during],
  );

  const save = useCallback(
    () =>
      during('saving', async (job) => {
        const { importId, inspection, ratesReport, answers, repairs, chosen, name } =
          latest.current;
        if (importId === null) return;
        if (inspection === null) {
          const series = (ratesReport?.series ?? []).filter((it) => chosen.has(it.fingerprint));
          const rates = await data.saveRates(importId, answers, series, job);
          change(noImport);
          return onSaved({ sets: [], rates });
        }
        const { instruments } = inspection;
        const names = dataSetNames(instruments);
        const wanted = instruments
          .filter((it) => chosen.has(it.id))
          .map((it) => ({
            instrument: it.id,
            name: instruments.length === 1 ? name.trim() : (names.get(it.id) ?? it.name),
          }));
        const { saved, failed } = await data.save(importId, answers, repairs, wanted, job);
        if (failed.length === 0 || job.signal.aborted) change(noImport);
        else {
          const list = failed.map((it) => `${it.name}: ${it.problem}`).join(' ');
          const message = `${saved.length} of ${wanted.length} saved. Not saved: ${list}`;
          const error = Object.assign(new Error(message), { name: 'DataError' });
          change({ phase: 'ready', progress: null, error });
        }
        if (saved.length > 0) onSaved({ sets: saved, rates: [] });
      }),
    [during, onSaved],
  );

  useEffect(() => () => job.current?.abort(), []);

  return {
    state,
    start,
    addFiles,
    answer,
    look,
    save,
    close: useCallback(() => {
      forget();
      change(noImport);
    }, [forget]),
    choose: useCallback((chosen: ReadonlySet<string>) => change({ chosen }), []),
    rename: useCallback((name: string) => change({ name }), []),
    repair: useCallback(
      (choice: RepairChoices) => change((s) => ({ repairs: { ...s.repairs, ...choice } })),
      [],
    ),
  };
}

export type ImportActions = ReturnType<typeof useImport>;
