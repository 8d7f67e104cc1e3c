import type { SweepWorker } from '../lib/optimise/sweep-worker';
import { type BridgeOptions, type Client, createClient } from './bridge';
import type { SweepApi } from './sweep.api';

/**
 * A thread is kept for the next sweep, which then finds it started and its code compiled, and ended after a minute
 * without one. One that does not hear Cancel in time is ended at once.
 */
const lifetime: BridgeOptions = { idleMs: 60_000, cancelGraceMs: 1000 };

/** A thread and who may use it. */
interface Slot {
  readonly client: Client<SweepApi>;
  lease: Lease | null;
}

/** Threads for sweeps, each started by the first call to it. */
export class SweepPool {
  private readonly slots: Slot[] = [];

  constructor(private readonly start: () => Worker) {}

  /** Workers for one sweep: threads no other sweep is using, a cancelled one's among them. */
  workers(count: number): SweepWorker[] {
    return Array.from({ length: count }, () => {
      const slot = this.slots.find(({ lease }) => lease === null || lease.isOver) ?? this.added();
      return new Lease(slot);
    });
  }

  /** Starts threads that a sweep will find ready. */
  prepare(count: number): void {
    while (this.slots.length < count) this.added();
    for (const { client, lease } of this.slots.slice(0, count)) {
      if (lease === null) void client.setPaused(false).catch(() => undefined);
    }
  }

  private added(): Slot {
    const methods = { open: 1, run: 2, overfitting: 2, setPaused: 1, close: 0 } as const;
    const client = createClient<SweepApi>(this.start, methods, lifetime);
    const slot: Slot = { client, lease: null };
    this.slots.push(slot);
    return slot;
  }
}

/** A thread as one sweep has it. */
class Lease implements SweepWorker {
  private paused = false;
  private signal: AbortSignal | null = null;

  constructor(private readonly slot: Slot) {
    slot.lease = this;
  }

  /** A sweep that was cancelled asks for nothing more; what it left under way is stopping. */
  get isOver(): boolean {
    return this.slot.lease !== this || this.signal?.aborted === true;
  }

  open: SweepWorker['open'] = (spec, signal) => {
    this.signal = signal;
    // A thread that is new does not know yet, and one of an earlier sweep may still be held.
    this.tellPaused();
    return this.slot.client.open(spec, { signal });
  };

  run: SweepWorker['run'] = (from, to, signal) => this.slot.client.run(from, to, { signal });

  overfitting: SweepWorker['overfitting'] = (best, tables, signal) =>
    this.slot.client.overfitting(best, tables, { signal });

  setPaused(paused: boolean): void {
    this.paused = paused;
    if (!this.isOver) this.tellPaused();
  }

  close(): void {
    if (this.slot.lease !== this) return;
    this.slot.lease = null;
    // One that was never opened has no thread.
    if (this.signal !== null) void this.slot.client.close().catch(() => undefined);
  }

  private tellPaused(): void {
    void this.slot.client.setPaused(this.paused).catch(() => undefined);
  }
}
