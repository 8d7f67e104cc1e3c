/** Says which worker of this browser is at a paper session, or at a training: one at a time. */
export interface SessionLocks {
  /** Takes the lock of a session; null where another tab has it. The answer lets it go. */
  take(id: string): Promise<(() => void) | null>;
  /** Waits until it is free, perhaps for ever. */
  wait(id: string): Promise<() => void>;
}

/** Locks that can also be looked at without taking them. */
export interface VisibleLocks extends SessionLocks {
  isTaken(id: string): Promise<boolean>;
}

/** The browser's locks; where there are none (insecure contexts) everybody gets one, and the log refuses a second writer. */
export function browserLocks(
  manager: LockManager | undefined,
  kind: 'paper' | 'training' = 'paper',
): VisibleLocks {
  const nameOf = (id: string): string => `lookback-${kind}-${id}`;
  if (manager === undefined) {
    const free = async () => () => undefined;
    return { take: free, wait: free, isTaken: async () => false };
  }
  const request = (id: string, ifAvailable: boolean): Promise<(() => void) | null> =>
    new Promise((resolve, reject) => {
      manager
        .request(nameOf(id), { ifAvailable }, (lock) => {
          if (lock === null) {
            resolve(null);
            return undefined;
          }
          return new Promise<void>((release) => resolve(() => release()));
        })
        .catch(reject);
    });
  return {
    take: (id) => request(id, true),
    wait: async (id) => (await request(id, false))!,
    isTaken: async (id) => {
      const { held } = await manager.query();
      return held?.some((lock) => lock.name === nameOf(id)) === true;
    },
  };
}
