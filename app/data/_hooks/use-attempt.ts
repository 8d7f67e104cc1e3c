import { useCallback, useEffect, useState } from 'react';

/** Runs what may fail and keeps the last failure to be shown; forgotten when `about` changes. */
export function useAttempt(about: string | null) {
  const [error, setError] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a failure belongs to what it was about
  useEffect(() => setError(null), [about]);
  const attempt = useCallback(async (work: () => Promise<void>) => {
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(cause);
    }
  }, []);
  return { error, attempt };
}
