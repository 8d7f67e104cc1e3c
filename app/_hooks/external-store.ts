import { useSyncExternalStore } from 'react';

/** One value outside React that components read through a selector. */
export interface ExternalStore<T> {
  get(): T;
  /** Replaces the fields given. */
  set(patch: Partial<T>): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T extends object>(initial: T): ExternalStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (patch) => {
      value = { ...value, ...patch };
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The selected part must be a value kept in the store, not one made anew by the selector. */
export function useStore<T extends object, S>(
  store: ExternalStore<T>,
  select: (value: T) => S,
  onServer: S = select(store.get()),
): S {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => onServer,
  );
}
