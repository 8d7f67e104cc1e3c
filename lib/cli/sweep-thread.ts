import type { ExtraData } from '../backtest/extra-data';
import { CancelledError, ConfigError } from '../core/errors';
import { createJobControl, type JobControl } from '../core/job';
import { initialiseKernels } from '../kernels/runtime';
import type { Bars } from '../market/bars';
import { SweepJob } from '../optimise/sweep-job';
import type { SweepSpec } from '../optimise/sweep-spec';
import type { SweepWorker } from '../optimise/sweep-worker';
import type { TrialTable } from '../optimise/trial-table';

/** What a thread needs before it can run cells; columns in shared memory are not copied. */
export interface SweepGround {
  /** Bytes of the WebAssembly module. */
  readonly module: Uint8Array;
  readonly bars: Bars;
  readonly extra: ExtraData;
}

type Call =
  | { readonly method: 'open'; readonly spec: SweepSpec; readonly ground: SweepGround }
  | { readonly method: 'run'; readonly from: number; readonly to: number }
  | {
      readonly method: 'overfitting';
      readonly best: number | null;
      readonly tables: readonly TrialTable[];
    };

type ToThread =
  | { readonly id: number; readonly call: Call }
  | { readonly cancel: number }
  | { readonly paused: boolean };

type FromThread =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } };

/** One end of the wire between a command and a thread of it. */
export interface ThreadPort {
  send(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
}

/** A thread as its command sees it. */
export interface SweepThread extends ThreadPort {
  /** Hears it once when the thread breaks down. */
  onFailure(listener: (why: string) => void): void;
  end(): void;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const heldMs = 20;

/** Runs cells for whoever is at the other end. */
export function serveSweep(port: ThreadPort): void {
  const jobs = new Map<number, { aborted: boolean }>();
  let job: SweepJob | null = null;
  let isPaused = false;
  const now = () => performance.now();

  const answer = async (call: Call, control: JobControl): Promise<unknown> => {
    if (call.method === 'open') {
      const { spec, ground } = call;
      await initialiseKernels(ground.module);
      const bench = job?.bench ?? null;
      job = await SweepJob.open(spec, ground.bars, ground.extra, control, now, bench);
      return { strategy: spec.base.strategy.id, dataFingerprint: job.dataFingerprint };
    }
    if (job === null) throw new Error('No sweep was opened on this thread.');
    return call.method === 'run'
      ? job.run(call.from, call.to, control)
      : job.overfitting(call.best, call.tables, control);
  };

  const turn = async (): Promise<void> => {
    await nextTurn();
    while (isPaused && ![...jobs.values()].some((signal) => signal.aborted)) {
      await new Promise((resolve) => setTimeout(resolve, heldMs));
    }
  };

  port.listen(async (heard) => {
    const message = heard as ToThread;
    if ('paused' in message) {
      isPaused = message.paused;
      return;
    }
    if ('cancel' in message) {
      const signal = jobs.get(message.cancel);
      if (signal !== undefined) signal.aborted = true;
      return;
    }
    const { id, call } = message;
    const signal = { aborted: false };
    jobs.set(id, signal);
    try {
      const value = await answer(
        call,
        createJobControl(signal, () => undefined, turn),
      );
      port.send({ id, value } satisfies FromThread);
    } catch (error) {
      const { name, message: text } = error instanceof Error ? error : new Error(String(error));
      port.send({ id, error: { name, message: text } } satisfies FromThread);
    } finally {
      jobs.delete(id);
    }
  });
}

/** A thread as a worker of a sweep; it starts when it is first asked for something, and again after it broke down. */
export class ThreadWorker implements SweepWorker {
  private thread: SweepThread | null = null;
  private paused = false;
  private lastId = 0;
  private readonly pending = new Map<
    number,
    { resolve(value: unknown): void; reject(error: Error): void }
  >();

  /** @param ground asked for when a sweep is opened */
  constructor(
    private readonly start: () => SweepThread,
    private readonly ground: () => SweepGround,
  ) {}

  /** Starts the thread, which takes a while, before it is asked for something. */
  prepare(): void {
    this.running();
  }

  open(spec: SweepSpec, signal: AbortSignal) {
    return this.call<Awaited<ReturnType<SweepWorker['open']>>>(
      { method: 'open', spec, ground: this.ground() },
      signal,
    );
  }

  run(from: number, to: number, signal: AbortSignal) {
    return this.call<Awaited<ReturnType<SweepWorker['run']>>>({ method: 'run', from, to }, signal);
  }

  overfitting(best: number | null, tables: readonly TrialTable[], signal: AbortSignal) {
    return this.call<Awaited<ReturnType<SweepWorker['overfitting']>>>(
      { method: 'overfitting', best, tables },
      signal,
    );
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    this.thread?.send({ paused } satisfies ToThread);
  }

  close(): void {
    this.thread?.end();
    this.thread = null;
  }

  private call<T>(call: Call, signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(new CancelledError());
    const thread = this.running();
    this.lastId += 1;
    const id = this.lastId;
    const cancel = (): void => thread.send({ cancel: id } satisfies ToThread);
    signal.addEventListener('abort', cancel, { once: true });
    return new Promise<T>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      thread.send({ id, call } satisfies ToThread);
    }).finally(() => {
      signal.removeEventListener('abort', cancel);
      this.pending.delete(id);
    });
  }

  private running(): SweepThread {
    if (this.thread !== null) return this.thread;
    const thread = this.start();
    this.thread = thread;
    thread.listen((heard) => {
      const message = heard as FromThread;
      const waiting = this.pending.get(message.id);
      if ('error' in message) waiting?.reject(revived(message.error));
      else waiting?.resolve(message.value);
    });
    thread.onFailure((why) => {
      if (this.thread === thread) this.thread = null;
      const error = Object.assign(new Error(why), { name: 'WorkerError' });
      for (const { reject } of this.pending.values()) reject(error);
    });
    if (this.paused) thread.send({ paused: true } satisfies ToThread);
    return thread;
  }
}

function revived({ name, message }: { readonly name: string; readonly message: string }): Error {
  if (name === 'ConfigError') return new ConfigError(message);
  if (name === 'CancelledError') return new CancelledError(message);
  return Object.assign(new Error(message), { name });
}

/** The same bars with their columns in memory that all threads read. */
export function sharedBars(bars: Bars): Bars {
  const shared = (column: Float64Array): Float64Array => {
    const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    return copy;
  };
  return {
    ...bars,
    time: shared(bars.time),
    open: shared(bars.open),
    high: shared(bars.high),
    low: shared(bars.low),
    close: shared(bars.close),
    volume: shared(bars.volume),
  };
}
