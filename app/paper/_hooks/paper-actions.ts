import type { NewPaperSession, PaperSnapshot } from '../../../workers/paper.api';
import { isCancelled, paper } from '../../../workers/paper.client';
import { notify } from '../../_components/shell/notify';
import { labErrorOf } from '../../_hooks/lab-actions';
import { rememberSessions } from '../../_hooks/paper-memory';
import { paperStore } from './paper-store';

/** The page redraws this often at most; the session itself keeps its own pace. */
const redrawMs = 200;
/** A worker that breaks down at once, again and again, is not started faster than this. */
const restartMs = 1000;

let watching: AbortController | null = null;

/** Reads which sessions there are; those that run go on, and the latest is shown. */
export async function openPaper(): Promise<void> {
  await refreshSessions();
  const { listings, selected, isNew } = paperStore.get();
  const first = listings?.[0];
  if (selected === null && !isNew && first !== undefined) watchSession(first.id);
}

export async function refreshSessions(): Promise<void> {
  try {
    const listings = await paper.list();
    rememberSessions(listings);
    paperStore.set({ listings });
  } catch (error) {
    paperStore.set({ error: labErrorOf(error), listings: paperStore.get().listings ?? [] });
  }
}

/** Shows a session as it goes on. */
export function watchSession(id: string): void {
  watching?.abort();
  const mine = new AbortController();
  watching = mine;
  const { selected, snapshot } = paperStore.get();
  paperStore.set({
    selected: id,
    isNew: false,
    error: null,
    ...(selected === id ? {} : { snapshot: null }),
  });
  let latest: PaperSnapshot | null = snapshot;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    timer = undefined;
    drawnAt = performance.now();
    if (watching === mine && latest !== null) show(latest);
  };
  const again = (): void => {
    if (watching === mine) watchSession(id);
  };
  paper
    .watch(id, {
      signal: mine.signal,
      onStep: (next) => {
        latest = next;
        timer ??= setTimeout(draw, Math.max(0, drawnAt + redrawMs - performance.now()));
      },
    })
    .catch((error: unknown) => {
      if (watching !== mine || isCancelled(error)) return;
      // The worker is gone, the log is not: the next call starts another, which recovers the session.
      if (error instanceof Error && error.name === 'WorkerError') setTimeout(again, restartMs);
      else paperStore.set({ error: labErrorOf(error) });
    })
    .finally(() => clearTimeout(timer));
}

/** Stops drawing; the session goes on. */
export function leavePaper(): void {
  watching?.abort();
  watching = null;
}

function show(snapshot: PaperSnapshot): void {
  const { listings } = paperStore.get();
  paperStore.set({
    snapshot,
    listings: (listings ?? []).map((it) =>
      it.id === snapshot.id ? { ...it, ...shared(snapshot) } : it,
    ),
  });
}

const shared = ({ name, state, totalReturn, isMine }: PaperSnapshot) => ({
  name,
  state,
  totalReturn,
  isMine,
});

export function askForNew(): void {
  leavePaper();
  paperStore.set({ isNew: true, selected: null, snapshot: null, error: null });
}

export function leaveNew(): void {
  paperStore.set({ isNew: false, error: null });
  void openPaper();
}

/** Starts a session and shows it. @returns whether it stands */
export async function startSession(session: NewPaperSession): Promise<boolean> {
  let id: string | null = null;
  await during('Starting', async () => {
    id = await paper.start(session);
    await refreshSessions();
  });
  if (id === null) return false;
  watchSession(id);
  return true;
}

/** Does something to the session on the page; an error is shown above it. */
export async function during(what: string, work: () => Promise<void>): Promise<void> {
  paperStore.set({ busy: what, error: null });
  try {
    await work();
  } catch (error) {
    if (!isCancelled(error)) paperStore.set({ error: labErrorOf(error) });
  } finally {
    paperStore.set({ busy: null });
  }
}

/** Runs the record of a session through the backtest and compares the ledgers. */
export async function replaySession(id: string): Promise<void> {
  const set = (value: Parameters<typeof paperStore.set>[0]['parity']) =>
    paperStore.set(value === undefined ? {} : { parity: value });
  set({ ...paperStore.get().parity, [id]: 'checking' });
  try {
    const parity = await paper.replay(id);
    set({ ...paperStore.get().parity, [id]: parity });
  } catch (error) {
    const { [id]: _gone, ...rest } = paperStore.get().parity;
    paperStore.set({ parity: rest, error: labErrorOf(error) });
  }
}

/** Deletes an ended session; for a while it can be brought back. */
export function deleteSession({ id, name }: Pick<PaperSnapshot, 'id' | 'name'>): Promise<void> {
  return during('Deleting', async () => {
    await paper.remove(id);
    leavePaper();
    paperStore.set({ selected: null, snapshot: null });
    await openPaper();
    notify({
      message: `Deleted ${name}.`,
      undo: () =>
        void during('Bringing it back', async () => {
          await paper.restore(id);
          await refreshSessions();
          watchSession(id);
        }),
    });
  });
}
