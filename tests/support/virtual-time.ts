import type { Timing } from '../../lib/market/exchange/timing';

/** Time that goes on only when told to, with everything that was promised done in between. */
export class VirtualTime implements Timing {
  private time: number;
  private readonly due: { at: number; order: number; run: () => void }[] = [];
  private order = 0;

  constructor(start = 0) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.time + Math.max(0, ms), order: this.order++, run };
    this.due.push(entry);
    return () => {
      const k = this.due.indexOf(entry);
      if (k >= 0) this.due.splice(k, 1);
    };
  }

  /** Lets time go on to `until`, in the order things are due. */
  async goTo(until: number): Promise<void> {
    await settled();
    for (;;) {
      let first = -1;
      for (let k = 0; k < this.due.length; k++) {
        const a = this.due[k]!;
        const b = this.due[first];
        if (b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order)) first = k;
      }
      const entry = this.due[first];
      if (entry === undefined || entry.at > until) break;
      this.due.splice(first, 1);
      this.time = Math.max(this.time, entry.at);
      entry.run();
      await settled();
    }
    this.time = until;
  }
}

/** Everything that is promised already has been done. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
