import { createStore } from './external-store';

/** A file dropped or pasted anywhere, waiting for the data page. */
const store = createStore<{ readonly file: File | null }>({ file: null });

export function offerImport(file: File): void {
  store.set({ file });
}

/** Hands the waiting file over once; null when there is none. */
export function takePendingImport(): File | null {
  const { file } = store.get();
  if (file !== null) store.set({ file: null });
  return file;
}

/** Calls back whenever a file arrives (or is taken); returns how to stop. */
export function onPendingImport(listener: () => void): () => void {
  return store.subscribe(listener);
}
