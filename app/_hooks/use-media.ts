import { useCallback, useSyncExternalStore } from 'react';

/** True while the media query holds; false on the server and until hydration. */
function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** One column, tab bar below, setup in a drawer. */
export const useIsPhone = (): boolean => useMedia('(max-width: 640px)');
