import {
  type DownloadInfo,
  type DownloadResult,
  data,
  type ExchangeSeries,
  isCancelled,
  type JobProgress,
} from '../../../workers/data.client';
import { createStore, useStore } from '../../_hooks/external-store';

/** A download that runs in this page, or what became of the last one. */
export interface Downloading {
  readonly phase: 'idle' | 'running' | 'done' | 'failed';
  /** What it is of: `BTC/USDT`, or the fingerprint of the set that is brought up to date. */
  readonly of: string;
  readonly progress: JobProgress | null;
  /** When the first progress came, by the page's monotonic clock, and how far it was. */
  readonly since: { readonly at: number; readonly done: number } | null;
  readonly result: DownloadResult | null;
  readonly error: unknown;
  /** Downloads that were left off; null until they were read. */
  readonly unfinished: readonly DownloadInfo[] | null;
}

const store = createStore<Downloading>({
  phase: 'idle',
  of: '',
  progress: null,
  since: null,
  result: null,
  error: null,
  unfinished: null,
});
let job: AbortController | null = null;

export const useDownload = <S>(select: (state: Downloading) => S): S => useStore(store, select);

export async function readUnfinished(): Promise<void> {
  try {
    const unfinished = await data.downloads();
    // The one that runs is shown by its progress.
    if (store.get().phase !== 'running') store.set({ unfinished });
  } catch (error) {
    store.set({ unfinished: [], error, phase: 'failed' });
  }
}

type Call = (options: {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}) => Promise<DownloadResult>;

/** Runs one download; null = it was cancelled, failed, or another one is under way. */
async function run(of: string, call: Call): Promise<DownloadResult | null> {
  if (store.get().phase === 'running') return null;
  const controller = new AbortController();
  job = controller;
  store.set({ phase: 'running', of, progress: null, since: null, result: null, error: null });
  try {
    const result = await call({
      signal: controller.signal,
      onProgress(progress) {
        const since = store.get().since ?? { at: performance.now(), done: progress.done };
        store.set({ progress, since });
      },
    });
    store.set({ phase: 'done', result });
    return result;
  } catch (error) {
    store.set(isCancelled(error) ? { phase: 'idle' } : { phase: 'failed', error });
    return null;
  } finally {
    await readUnfinished();
  }
}

export const startDownload = (series: ExchangeSeries, from: number, to: number) =>
  run(series.symbol, (options) => data.download(series, from, to, options));

export const resumeDownload = ({ id, series }: DownloadInfo) =>
  run(series.symbol, (options) => data.resumeDownload(id, options));

export const updateSet = (fingerprint: string) =>
  run(fingerprint, (options) => data.updateSet(fingerprint, options));

export async function discardDownload(id: string): Promise<void> {
  await data.discardDownload(id);
  await readUnfinished();
}

/** What is here so far is kept. */
export function cancelDownload(): void {
  job?.abort();
}

/** Forgets how the last one ended. */
export function leaveResult(): void {
  if (store.get().phase === 'running') return;
  store.set({ phase: 'idle', progress: null, result: null, error: null });
}
