import * as Comlink from 'comlink';
import { createJobControl, type JobControl } from '../lib/core/job';
import type { Answer, PostedError, ServedWorker } from './bridge';

/** What a served method gets after its own arguments. */
export interface ServedControl<Step = never> extends JobControl {
  /** Reports a named stage of the job. */
  step(step: Step): void;
}

/** An API as its worker implements it. */
export type Served<Api, Step = never> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer P) => infer R
    ? (...args: [...P, control: ServedControl<Step>]) => R
    : never;
};

const progressEveryMs = 100;

const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();

/** Resolves after the messages that are already waiting were handled; not throttled as timers are. */
export function yieldTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    turns.port2.postMessage(null);
  });
}

/** Marks buffers of a method's value that may be moved instead of copied; nobody may use them afterwards. */
const movable = new WeakMap<object, ArrayBuffer[]>();
export function moving<T extends object>(value: T, buffers: readonly ArrayBufferLike[]): T {
  const plain = buffers.filter((b): b is ArrayBuffer => b instanceof ArrayBuffer);
  movable.set(value, [...new Set(plain)]);
  return value;
}

/** Name, message and own plain fields of an error, its cause's message included. */
function postError(error: unknown): PostedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(error)) {
    if (key === 'name' || key === 'message' || typeof value === 'function') continue;
    fields[key] = value instanceof Error ? value.message : value;
  }
  if (error.cause instanceof Error) fields.causeMessage = error.cause.message;
  return { name: error.name, message: error.message, fields };
}

/** The object a worker exposes: runs the methods, hears Cancel, lets progress through ten times a second. */
export function serveMethods<Api, Step = never>(
  api: Served<Api, Step>,
  mayStop: () => boolean,
  clock: () => number = () => performance.now(),
): ServedWorker {
  const jobs = new Map<number, { aborted: boolean }>();
  return {
    async call(id, method, args, onProgress, onStep): Promise<Answer> {
      const signal = { aborted: false };
      jobs.set(id, signal);
      let reportedAt = Number.NEGATIVE_INFINITY;
      const job = createJobControl(
        signal,
        (progress) => {
          const now = clock();
          if (onProgress === null || now - reportedAt < progressEveryMs) return;
          reportedAt = now;
          onProgress(progress);
        },
        yieldTurn,
      );
      const control: ServedControl<Step> = { ...job, step: (step) => onStep?.(step) };
      try {
        const run = api[method as keyof Api] as unknown as (...all: unknown[]) => Promise<unknown>;
        const value = await run.call(api, ...args, control);
        const buffers = typeof value === 'object' && value !== null ? movable.get(value) : null;
        const answer: Answer = { ok: true, value };
        return buffers ? Comlink.transfer(answer, buffers) : answer;
      } catch (error) {
        return { ok: false, error: postError(error) };
      } finally {
        jobs.delete(id);
        release(onProgress);
        release(onStep);
      }
    },
    cancel(id) {
      const signal = jobs.get(id);
      if (signal !== undefined) signal.aborted = true;
    },
    mayStop: () => jobs.size === 0 && mayStop(),
  };
}

/** Callbacks of the page arrive as comlink proxies; letting go of them closes their port. */
function release(callback: unknown): void {
  const free = (callback as { [Comlink.releaseProxy]?: () => void } | null)?.[Comlink.releaseProxy];
  free?.();
}

/** Exposes an API to the page that started this worker. */
export function serve<Api, Step = never>(
  api: Served<Api, Step>,
  mayStop: () => boolean = () => true,
): void {
  Comlink.expose(serveMethods(api, mayStop));
}
