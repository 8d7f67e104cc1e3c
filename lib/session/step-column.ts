import { type SlicedWork, stepValues } from '../core/sliced-work';

const indexBytes = 4;
const valueBytes = 8;

/** A column that seldom changes, kept as the places where it does; one that changes often is kept as it is. */
export class StepColumn {
  private constructor(
    /** First index of each step, increasing from 0; null where `values` has one value an index. */
    private readonly starts: Uint32Array | null,
    private readonly values: Float64Array,
  ) {}

  /** @param column not changed afterwards */
  static *of(column: Float64Array): SlicedWork<StepColumn> {
    let steps = 0;
    for (let i = 0; i < column.length; i++) {
      if (i === 0 || !Object.is(column[i], column[i - 1])) steps++;
      if (i % stepValues === stepValues - 1) yield stepValues;
    }
    const isSmaller = steps * (indexBytes + valueBytes) < column.length * valueBytes;
    if (!isSmaller) return new StepColumn(null, column);
    const at = new Uint32Array(steps);
    const values = new Float64Array(steps);
    let step = 0;
    for (let i = 0; i < column.length; i++) {
      if (i === 0 || !Object.is(column[i], column[i - 1])) {
        at[step] = i;
        values[step++] = column[i]!;
      }
      if (i % stepValues === stepValues - 1) yield stepValues;
    }
    return new StepColumn(at, values);
  }

  /** @param i within the column */
  at(i: number): number {
    return this.values[this.stepOf(i)]!;
  }

  /** The last index up to `i` whose value is a number, −1 where there is none. */
  lastKnown(i: number): number {
    let last = i;
    for (let step = i < 0 ? -1 : this.stepOf(i); step >= 0; step--) {
      if (!Number.isNaN(this.values[step]!)) return last;
      last = (this.starts === null ? step : this.starts[step]!) - 1;
    }
    return -1;
  }

  private stepOf(i: number): number {
    const { starts } = this;
    if (starts === null) return i;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= i) low = middle;
      else high = middle;
    }
    return low;
  }
}
