import { batchTrialSharpe, type CellBatch } from './cell-batch';
import { idBytes, type TrialTable } from './trial-table';

/** The trials of a sweep as its batches come in; bytes are copied and no id is spelled out. */
export class TrialList {
  private count = 0;
  private runIds = new Uint8Array(64 * idBytes);
  private sharpes = new Float64Array(64);

  get length(): number {
    return this.count;
  }

  /** Adds every cell of the batch that was run. */
  add(batch: CellBatch): void {
    const refused = new Set(batch.refused.map(([cell]) => cell));
    for (let cell = batch.from; cell < batch.to; cell++) {
      if (refused.has(cell)) continue;
      if (this.count === this.sharpes.length) this.grow();
      const from = (cell - batch.from) * idBytes;
      this.runIds.set(batch.runIds.subarray(from, from + idBytes), this.count * idBytes);
      this.sharpes[this.count] = batchTrialSharpe(batch, cell);
      this.count++;
    }
  }

  /** An owned copy. */
  table(): TrialTable {
    return {
      runIds: this.runIds.slice(0, this.count * idBytes),
      sharpes: this.sharpes.slice(0, this.count),
    };
  }

  private grow(): void {
    const runIds = new Uint8Array(2 * this.runIds.length);
    const sharpes = new Float64Array(2 * this.sharpes.length);
    runIds.set(this.runIds);
    sharpes.set(this.sharpes);
    this.runIds = runIds;
    this.sharpes = sharpes;
  }
}
