import { DataError } from '../core/errors';
import type { BarColumns } from '../market/bars';
import type { Candle } from '../market/exchange/exchange-port';

const smallest = 1024;

const fields = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Bars as they arrive, in columns with room for more: readers see all of the room and know how much of it is filled. */
export class LiveColumns {
  columns: BarColumns = emptyColumns(smallest);
  length = 0;

  get capacity(): number {
    return this.columns.time.length;
  }

  /** Open time of the last bar, −∞ before the first. */
  get lastTime(): number {
    return this.length === 0 ? Number.NEGATIVE_INFINITY : this.columns.time[this.length - 1]!;
  }

  get lastClose(): number | null {
    return this.length === 0 ? null : this.columns.close[this.length - 1]!;
  }

  /**
   * Adds a bar. Where there is no room, the columns are replaced by ones of twice the capacity first.
   * @throws {DataError} for one that doesn't come after the last
   */
  push(candle: Candle): void {
    if (!(candle[0] > this.lastTime)) {
      throw new DataError(`A bar at ${candle[0]} can’t follow the one at ${this.lastTime}.`, {
        column: 'time',
      });
    }
    if (this.length === this.capacity) this.grow();
    const { time, open, high, low, close, volume } = this.columns;
    const i = this.length;
    [time[i], open[i], high[i], low[i], close[i], volume[i]] = candle;
    this.length = i + 1;
  }

  /** Owned columns of the bars so far, from bar `from` on. */
  copied(from = 0): BarColumns {
    const copy = emptyColumns(0) as Record<(typeof fields)[number], Float64Array>;
    for (const field of fields) copy[field] = this.columns[field].slice(from, this.length);
    return copy;
  }

  private grow(): void {
    const larger = emptyColumns(2 * this.capacity);
    for (const field of fields) larger[field].set(this.columns[field]);
    this.columns = larger;
  }
}

function emptyColumns(capacity: number): BarColumns {
  const column = () => new Float64Array(capacity);
  return {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
}
