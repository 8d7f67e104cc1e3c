import type { BarIndex } from '../core/nominal';
import { NumberList } from '../core/number-list';
import type { SlicedWork } from '../core/sliced-work';
import { charge, recordKind, recordLayout } from '../kernels/broker-codes';
import { fillReason } from './decode-ledger';
import { recordBytes } from './log-bytes';
import { type Execution, TradeBook } from './trade-book';

/** What a search wants to know of a log. */
export interface TradeResults {
  /** Result of each closed trade after costs, in the order they were closed. */
  readonly results: Float64Array;
  readonly hasFills: boolean;
}

/** Trades by their results alone. */
class ResultBook extends TradeBook {
  constructor(
    lot: number,
    private readonly results: NumberList,
  ) {
    super(lot);
  }

  protected override keep(_fill: Execution, _sign: number, pnl: number): void {
    this.results.push(pnl);
  }
}

/** Records read between two yields, and what one of them counts for. */
const recordsAStep = 8192;
const valuesARecord = 10;

/** The trades of {@link decodeLedger} by their results alone: no order is named and no fill is kept. */
export function* tradeResultsWork(
  log: Uint8Array,
  /** 0 = none. */
  lot: number,
  /** Where the results go: cleared first, and what is returned is a view of it. */
  list: NumberList = new NumberList(),
): SlicedWork<TradeResults> {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  list.clear();
  const book = new ResultBook(lot, list);
  const stride = recordsAStep * recordBytes;
  let hasFills = false;
  for (let from = 0; from < log.byteLength; from += stride) {
    hasFills = enter(book, view, from, Math.min(log.byteLength, from + stride)) || hasFills;
    if (from + stride < log.byteLength) yield recordsAStep * valuesARecord;
  }
  return { results: list.view(), hasFills };
}

const noFill: Execution = {
  bar: 0 as BarIndex,
  quantity: Number.NaN,
  price: Number.NaN,
  costs: Number.NaN,
  reason: 'market',
};

/** Enters the records of bytes `[from, to)`. @returns whether there are fills among them */
function enter(book: TradeBook, view: DataView, from: number, to: number): boolean {
  let hasFills = false;
  // One object for all fills: the book takes what it needs of it.
  const fill: { -readonly [K in keyof Execution]: Execution[K] } = { ...noFill };
  for (let at = from; at < to; at += recordBytes) {
    const kind = view.getUint8(at + recordLayout.kind);
    const reason = view.getUint8(at + recordLayout.reason);
    if (kind === recordKind.filled) {
      hasFills = true;
      fill.bar = view.getInt32(at + recordLayout.bar, true) as BarIndex;
      fill.quantity = view.getFloat64(at + recordLayout.quantity, true);
      fill.price = view.getFloat64(at + recordLayout.price, true);
      fill.costs =
        view.getFloat64(at + recordLayout.spread, true) +
        view.getFloat64(at + recordLayout.fee, true);
      fill.reason = fillReason(reason);
      book.add(fill);
    } else if (kind === recordKind.charged && reason !== charge.interest) {
      book.charge(view.getFloat64(at + recordLayout.fee, true));
    }
  }
  return hasFills;
}
