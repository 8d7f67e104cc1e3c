import { createStore } from './external-store';

/** Files dropped or pasted anywhere, waiting for the data page. */
const store = createStore<{ readonly files: readonly File[] }>({ files: [] });

export function offerImport(files: readonly File[]): void {
  store.set({ files });
}

/** Hands the waiting files over once; none when nothing waits. */
export function takePendingImport(): readonly File[] {
  const { files } = store.get();
  if (files.length > 0) store.set({ files: [] });
  return files;
}

/** Calls back whenever files arrive (or are taken); returns how to stop. */
export function onPendingImport(listener: () => void): () => void {
  return store.subscribe(listener);
}
