export type StorageReason =
  | 'quota'
  | 'unavailable'
  | 'evicted'
  | 'outdated'
  | 'missing'
  | 'conflict'
  | 'failed';

/** Storage refused or lost something: what, and what to do about it. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    message: string,
    readonly reason: StorageReason,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

const messages: Readonly<Record<Exclude<StorageReason, 'missing'>, string>> = {
  quota:
    'This browser has no room left for this. Nothing was saved. Delete data sets you no longer need, or free disk space, and do it again.',
  unavailable:
    'This browser refuses storage to this page (a private window, or site data is blocked). Everything works, and is gone when the page closes. Open Lookback in a normal window to keep data and runs.',
  evicted:
    'The browser deleted the stored bars to make room. Import the file again; runs and their results are still there. Ask for persistent storage in the library so that it does not happen again.',
  outdated:
    'Lookback was updated in another tab and this one still has the older version. Reload this page; nothing is lost.',
  conflict:
    'This paper session was written by another tab at the same time. Reload this page: it shows what that tab did; nothing is lost.',
  failed: 'The browser could not read or write its storage. Nothing was changed; do it again.',
};

export function storageError(reason: keyof typeof messages, cause?: unknown): StorageError {
  const detail = reason === 'failed' && cause instanceof Error ? ` (${cause.message})` : '';
  return new StorageError(messages[reason] + detail, reason, { cause });
}

const reasonByName: Readonly<Record<string, keyof typeof messages>> = {
  QuotaExceededError: 'quota',
  MissingAPIError: 'unavailable',
  MissingAPI: 'unavailable',
  SecurityError: 'unavailable',
  InvalidStateError: 'unavailable',
  OpenFailedError: 'unavailable',
  UnknownError: 'unavailable',
  VersionError: 'outdated',
  DatabaseClosedError: 'outdated',
};

/** What IndexedDB or Dexie threw as a {@link StorageError}. An abort carries its true cause inside. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  for (let e = error, depth = 0; e instanceof Error && depth < 4; depth++) {
    const reason = reasonByName[e.name];
    const inner: unknown = (e as { inner?: unknown }).inner ?? e.cause;
    // A closed database may be closed because it never could be opened: the inner error knows.
    if (reason !== undefined && !(inner instanceof Error && reasonByName[inner.name])) {
      return storageError(reason, error);
    }
    e = inner as Error;
  }
  return storageError('failed', error);
}

/** Runs work on the database; whatever it throws leaves as a {@link StorageError}. */
export async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStorageError(error);
  }
}

export const missingDataSet = (fingerprint: string): StorageError =>
  new StorageError(
    `There is no data set ${fingerprint.slice(0, 8)} in this browser. Import its file again, or open another one.`,
    'missing',
  );

export const missingRates = (fingerprint: string): StorageError =>
  new StorageError(
    `There are no rates ${fingerprint.slice(0, 8)} in this browser. Import their file again, or choose other ones.`,
    'missing',
  );

export const missingModel = (hash: string): StorageError =>
  new StorageError(
    `There is no model ${hash.slice(0, 8)} in this browser. Import its file, open a link it came with, or train it again.`,
    'missing',
  );

export const missingRun = (runId: string): StorageError =>
  new StorageError(
    `There is no run ${runId.slice(0, 8)} in this browser: it was deleted or never kept here. Open its link, or run its configuration again.`,
    'missing',
  );

export const missingPaperSession = (id: string): StorageError =>
  new StorageError(
    `There is no paper session ${id.slice(0, 8)} in this browser: it was deleted or never kept here.`,
    'missing',
  );
