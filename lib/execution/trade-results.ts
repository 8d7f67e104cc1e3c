import type { BarIndex } from '../core/nominal';
import type { SlicedWork } from '../core/sliced-work';
import { charge, recordKind, recordLayout } from '../kernels/broker-codes';
import { fillReason } from './decode-ledger';
import { recordBytes } from './log-bytes';
import { TradeBook } from './trade-book';

/** What a search wants to know of a log. */
export interface TradeResults {
  /** Result of each closed trade after costs, in the order they were closed. */
  readonly results: readonly number[];
  readonly hasFills: boolean;
}

/** Records read between two yields, and what one of them counts for. */
const recordsAStep = 8192;
const valuesARecord = 10;

/** The trades of {@link decodeLedger} by their results alone: no order is named and no fill is kept. */
export function* tradeResultsWork(
  log: Uint8Array,
  /** 0 = none. */
  lot: number,
): SlicedWork<TradeResults> {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const book = new TradeBook(lot);
  const stride = recordsAStep * recordBytes;
  let hasFills = false;
  for (let from = 0; from < log.byteLength; from += stride) {
    hasFills = enter(book, view, from, Math.min(log.byteLength, from + stride)) || hasFills;
    if (from + stride < log.byteLength) yield recordsAStep * valuesARecord;
  }
  return { results: book.trades.map((trade) => trade.pnl), hasFills };
}

/** Enters the records of bytes `[from, to)`. @returns whether there are fills among them */
function enter(book: TradeBook, view: DataView, from: number, to: number): boolean {
  let hasFills = false;
  for (let at = from; at < to; at += recordBytes) {
    const float = (offset: number): number => view.getFloat64(at + offset, true);
    const kind = view.getUint8(at + recordLayout.kind);
    const reason = view.getUint8(at + recordLayout.reason);
    if (kind === recordKind.filled) {
      hasFills = true;
      book.add({
        bar: view.getInt32(at + recordLayout.bar, true) as BarIndex,
        quantity: float(recordLayout.quantity),
        price: float(recordLayout.price),
        costs: float(recordLayout.spread) + float(recordLayout.fee),
        reason: fillReason(reason),
      });
    } else if (kind === recordKind.charged && reason !== charge.interest) {
      book.charge(float(recordLayout.fee));
    }
  }
  return hasFills;
}
