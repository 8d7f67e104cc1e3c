import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread, where the platform tells it. */
  readonly tdur?: number;
}

/** A task of the main thread, in milliseconds. */
export interface Task {
  readonly start: number;
  readonly end: number;
  /** Processor time: what it would take on a machine that does nothing else. */
  readonly work: number;
}

/** What the page's main thread did, in milliseconds of one clock. */
export interface MainThread {
  readonly tasks: readonly Task[];
  /** When the page made a mark of that name; the last one of several. */
  mark(name: string): number;
  marks(name: string): readonly number[];
}

const categories = ['blink.user_timing', 'disabled-by-default-devtools.timeline'];
const taskName = 'RunTask';

/** Records the page's main thread while `work` goes on. */
export async function traced(page: Page, work: () => Promise<void>): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  try {
    await work();
  } finally {
    await ended(session);
  }
  return mainThreadOf(events);
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => {
    session.once('Tracing.tracingComplete', () => resolve());
  });
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}

/** Marks are made by the page alone: the thread that makes them is its main thread. */
function mainThreadOf(events: readonly TraceEvent[]): MainThread {
  const marks = events.filter(({ cat, ph }) => cat.includes('user_timing') && /[RIn]/.test(ph));
  const own = marks.find(({ name }) => name.startsWith('bench-'));
  if (own === undefined) throw new Error('The trace holds no mark of the page.');
  const mine = ({ pid, tid }: TraceEvent): boolean => pid === own.pid && tid === own.tid;
  const tasks = events
    .filter((event) => event.name === taskName && event.dur !== undefined && mine(event))
    .map(({ ts, dur, tdur }) => ({
      start: ts / 1e3,
      end: (ts + dur!) / 1e3,
      work: (tdur ?? dur!) / 1e3,
    }))
    .sort((a, b) => a.start - b.start);
  if (tasks.length === 0) throw new Error('The trace holds no task of the page’s main thread.');
  const times = (name: string) =>
    marks.filter((event) => event.name === name && mine(event)).map(({ ts }) => ts / 1e3);
  return {
    tasks,
    marks: times,
    mark(name) {
      const at = times(name).at(-1);
      if (at === undefined) throw new Error(`The page made no mark “${name}”.`);
      return at;
    },
  };
}

/** Most processor time of a task that began in the time given, ms; 0 where there was none. */
export function longestTask({ tasks }: MainThread, from: number, to: number): number {
  let longest = 0;
  for (const { start, work } of tasks) {
    if (start >= from && start < to) longest = Math.max(longest, work);
  }
  return longest;
}

/** The task in which a moment lies. */
export function taskOf({ tasks }: MainThread, at: number): Task {
  const task = tasks.find(({ start, end }) => start <= at && at < end);
  if (task === undefined) throw new Error(`No task of the main thread was under way at ${at} ms.`);
  return task;
}

/** Processor time of the main thread between two times, ms. */
export function busyTime({ tasks }: MainThread, from: number, to: number): number {
  let busy = 0;
  for (const { start, end, work } of tasks) {
    const inside = Math.max(0, Math.min(end, to) - Math.max(start, from));
    if (inside > 0) busy += (work * inside) / (end - start);
  }
  return busy;
}
