import type { ColumnStore } from '../kernels/column-store';
import { memoryBytes } from '../kernels/module';
import { newColumnStore } from '../kernels/runtime';
import { ScratchStore } from '../kernels/scratch-store';
import type { Bars } from '../market/bars';
import { InputColumns } from '../session/input-columns';
import { CrossLanes } from './cross-lanes';

/** Memory of an instance beyond which it is left for a new one: shared indicators are never given back. */
const leastKeptBytes = 256 * 1024 * 1024;
/** Columns that may be kept however long they are. */
const keptColumns = 40;

/** One module instance with the bars and every indicator computed over them so far. */
interface Instance {
  readonly store: ColumnStore;
  readonly scratch: ScratchStore;
  readonly inputs: InputColumns;
  readonly lanes: CrossLanes;
}

/**
 * Where cells are run: bars and indicators in memory once, and what a cell needs for itself used again by the next. The
 * next sweep over the same bars may use it again.
 */
export class CellBench {
  private instance: Instance | null = null;

  /** @param bars those that may be looked at */
  constructor(readonly bars: Bars) {}

  /** Whether cells over these bars find here what they would make themselves. */
  serves(bars: Bars): boolean {
    const { fingerprint, length, instrument } = this.bars;
    // The fingerprint is of the whole data set, of which these are the first so many.
    return (
      bars.fingerprint === fingerprint &&
      bars.length === length &&
      bars.instrument.calendar === instrument.calendar
    );
  }

  /** Holds until the next call: an instance that has grown too large is left for a new one. */
  ready(): Instance {
    const { bars } = this;
    const most = Math.max(leastKeptBytes, 8 * bars.length * keptColumns);
    if (this.instance !== null && memoryBytes(this.instance.store.kernels) <= most) {
      return this.instance;
    }
    const store = newColumnStore();
    const inputs = new InputColumns(store, bars);
    inputs.fillTo(bars.length);
    const scratch = new ScratchStore(store.kernels);
    const lanes = new CrossLanes(bars, inputs, new ScratchStore(store.kernels));
    this.instance = { store, scratch, inputs, lanes };
    return this.instance;
  }
}
