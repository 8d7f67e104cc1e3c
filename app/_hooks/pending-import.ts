import { createStore, useStore } from './external-store';

/** A file dropped or pasted anywhere, waiting for the data page. */
export interface PendingImport {
  readonly file: File;
  readonly how: 'dropped' | 'pasted' | 'picked';
}

const store = createStore<{ readonly pending: PendingImport | null }>({ pending: null });

export function offerImport(pending: PendingImport): void {
  store.set({ pending });
}

/** Hands the waiting file over once; null when there is none. */
export function takePendingImport(): PendingImport | null {
  const { pending } = store.get();
  if (pending !== null) store.set({ pending: null });
  return pending;
}

export function usePendingImport(): PendingImport | null {
  return useStore(store, (s) => s.pending, null);
}
