import * as Comlink from 'comlink';
import type { JobProgress } from '../lib/core/job';

/** The last argument of every client method. */
export interface CallOptions<Step = never> {
  /** Aborting it stops the job: the promise rejects with an error named `CancelledError`. */
  readonly signal?: AbortSignal | undefined;
  /** At most ten calls a second. */
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
  /** Stages of jobs that have named ones. */
  readonly onStep?: ((step: Step) => void) | undefined;
}

/** An API as the page sees it: every method takes {@link CallOptions} after its own arguments. */
export type Client<Api, Step = never> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer P) => infer R
    ? (...args: [...P, options?: CallOptions<Step>]) => R
    : never;
};

/** Method names with the number of their arguments; the compiler checks both against the API. */
export type Methods<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer P) => unknown ? P['length'] : never;
};

/** An error on its way out of the worker: it keeps its name and fields. */
export interface PostedError {
  readonly name: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: PostedError };

/** What a worker exposes. */
export interface ServedWorker {
  call(
    id: number,
    method: string,
    args: readonly unknown[],
    onProgress: ((progress: JobProgress) => void) | null,
    onStep: ((step: unknown) => void) | null,
  ): Promise<Answer>;
  cancel(id: number): void;
  /** False while the worker holds something that lives nowhere else. */
  mayStop(): boolean;
}

export interface BridgeOptions {
  /** The worker is ended after this long without a call, and started again by the next one. */
  readonly idleMs: number;
  /** How long a cancelled job may take to stop before its worker is ended. */
  readonly cancelGraceMs: number;
  /**
   * While calls wait, the worker is asked this often whether it is there, and given up when it left three of these questions
   * unanswered: a worker that crashed tells nobody. Left out = never asked.
   */
  readonly heartbeatMs?: number;
}

/** So many beats without an answer are a crash. */
const heartbeatsMissed = 3;

const defaults: BridgeOptions = { idleMs: 120_000, cancelGraceMs: 1000 };

/** True for the error a call rejects with after its signal was aborted. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'CancelledError';
}

/** The error as it was thrown in the worker: name, message and fields. */
function revive(error: PostedError): Error {
  return Object.assign(new Error(error.message), error.fields, { name: error.name });
}

const cancelled = (): Error =>
  revive({ name: 'CancelledError', message: 'Cancelled. Nothing was changed.', fields: {} });

const stopped = (why: string): Error =>
  revive({ name: 'WorkerError', message: `${why} Do it again; stored data is safe.`, fields: {} });

interface Running {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<ServedWorker>;
  /** Rejects every call the worker has not answered. */
  readonly pending: Map<number, (error: Error) => void>;
}

/** A client that starts its worker at the first call and speaks to it through comlink. */
export function createClient<Api, Step = never>(
  start: () => Worker,
  methods: Methods<Api>,
  { idleMs, cancelGraceMs, heartbeatMs }: BridgeOptions = defaults,
): Client<Api, Step> {
  let running: Running | null = null;
  let lastId = 0;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const stop = (target: Running, error: Error): void => {
    if (running === target) running = null;
    target.worker.terminate();
    for (const reject of target.pending.values()) reject(error);
    target.pending.clear();
  };

  const ensure = (): Running => {
    if (running !== null) return running;
    const worker = start();
    const begun: Running = {
      worker,
      remote: Comlink.wrap<ServedWorker>(worker),
      pending: new Map(),
    };
    worker.addEventListener('error', (event) => {
      const message = event.message || 'its code could not be loaded';
      stop(begun, stopped(`The background worker stopped: ${message}.`));
    });
    running = begun;
    if (heartbeatMs !== undefined) watchOver(begun, heartbeatMs);
    return begun;
  };

  const watchOver = (target: Running, everyMs: number): void => {
    let unanswered = 0;
    const timer = setInterval(() => {
      if (running !== target) clearInterval(timer);
      else if (target.pending.size === 0) unanswered = 0;
      else if (unanswered >= heartbeatsMissed) {
        stop(target, stopped('The background worker no longer answers.'));
      } else {
        unanswered += 1;
        void target.remote.mayStop().then(() => {
          unanswered = 0;
        });
      }
    }, everyMs);
  };

  const endWhenIdle = (target: Running): void => {
    clearTimeout(idleTimer);
    if (target.pending.size > 0 || idleMs === Number.POSITIVE_INFINITY) return;
    idleTimer = setTimeout(async () => {
      const free = await target.remote.mayStop();
      if (free && target.pending.size === 0) stop(target, stopped('The worker was idle.'));
    }, idleMs);
  };

  const call = async (
    method: string,
    args: readonly unknown[],
    { signal, onProgress, onStep }: CallOptions<Step>,
  ): Promise<unknown> => {
    if (signal?.aborted) throw cancelled();
    const target = ensure();
    lastId += 1;
    const id = lastId;
    let graceTimer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      void target.remote.cancel(id);
      graceTimer = setTimeout(() => {
        target.pending.get(id)?.(cancelled());
        stop(target, stopped('The background worker was restarted to stop another job.'));
      }, cancelGraceMs);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        target.pending.set(id, reject);
        target.remote
          .call(
            id,
            method,
            args,
            onProgress ? Comlink.proxy(onProgress) : null,
            onStep ? Comlink.proxy(onStep as (step: unknown) => void) : null,
          )
          .then(resolve, reject);
      });
      if (!answer.ok) throw revive(answer.error);
      return answer.value;
    } finally {
      clearTimeout(graceTimer);
      signal?.removeEventListener('abort', onAbort);
      target.pending.delete(id);
      endWhenIdle(target);
    }
  };

  const client: Record<string, (...all: unknown[]) => Promise<unknown>> = {};
  for (const [method, arity] of Object.entries(methods) as [string, number][]) {
    client[method] = (...all) =>
      call(
        method,
        // An argument left out still takes its place: the worker puts its own behind the last.
        Array.from({ length: arity }, (_, k) => all[k]),
        (all[arity] as CallOptions<Step> | undefined) ?? {},
      );
  }
  return client as unknown as Client<Api, Step>;
}
