import { KernelError } from '../core/errors';
import type { BarIndex, OrderId } from '../core/nominal';
import type { SlicedWork } from '../core/sliced-work';
import {
  charge,
  cutNames,
  endNames,
  gapFlag,
  orderReason,
  recordKind,
  recordLayout,
  restFlag,
  statusNames,
} from '../kernels/broker-codes';
import type { Fill, FillReason, Ledger, OrderRecord, OrderStatus } from './ledger';
import { recordBytes } from './log-bytes';
import { childSuffixes, targetName } from './order-names';
import { TradeBook } from './trade-book';

interface LedgerContext {
  /** Names given by the senders. */
  readonly names: ReadonlyMap<OrderId, string>;
  readonly lot: number;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly position: Float64Array;
}

/** Names of fills by reason; which of them also fill at the open or as a rest, the codes say. */
const reasonNames: Readonly<Record<number, FillReason>> = {
  [orderReason.market]: 'market',
  [orderReason.target]: 'target',
  [orderReason.stop]: 'stop',
  [orderReason.stopLimit]: 'stop-limit',
  [orderReason.limit]: 'limit',
  [orderReason.trailingStop]: 'trailing-stop',
  [orderReason.stopLoss]: 'stop-loss',
  [orderReason.takeProfit]: 'take-profit',
  [orderReason.time]: 'time',
  [orderReason.liquidation]: 'liquidation',
  [orderReason.trailingExit]: 'trailing-stop',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Records decoded between two yields, and what one of them counts for: it makes objects and names. */
const recordsAStep = 2048;
const valuesARecord = 50;

/** What a record did to an account, for who follows it. */
export interface LedgerListener {
  /** Money that left cash at the open of a bar without a fill; below 0 where it was received. */
  charged(bar: BarIndex, money: number, isInterest: boolean): void;
  /** An order came to be or was refused. Quantity is signed, level the limit or stop, 0 = none. */
  ordered?(order: OrderRecord, sent: SentOrder): void;
  /** @param order undefined for a liquidation */
  filled?(fill: Fill, order: OrderRecord | undefined): void;
  /** An order ended without a fill of its own. */
  closed?(order: OrderRecord, bar: BarIndex): void;
}

/** How an order was sent, as its first record tells. */
export interface SentOrder {
  readonly quantity: number;
  readonly level: number;
  /** Why it exists, as {@link fillReason} names it; null where it was refused. */
  readonly reason: FillReason | null;
  /** The order whose fill it protects; null for one that was sent. */
  readonly parent: OrderRecord | null;
}

/**
 * Reads records in the order they were appended, in as many pieces as they come: fills, orders in the order they were
 * numbered, and trades so far.
 */
export class LedgerReader {
  readonly fills: Fill[] = [];
  readonly orders: Mutable<OrderRecord>[] = [];
  readonly book: TradeBook;
  /** Bytes of the log read so far. */
  bytesRead = 0;
  /** Fills of each order so far: its exits are numbered by the fill they belong to. */
  private readonly fillCounts: number[] = [];

  constructor(
    private readonly context: Pick<LedgerContext, 'names' | 'lot'>,
    private readonly listener: LedgerListener,
  ) {
    this.book = new TradeBook(context.lot);
  }

  /** @param log the records that follow those read before */
  *readWork(log: Uint8Array): SlicedWork<void> {
    const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
    for (let at = 0; at < log.byteLength; at += recordBytes) {
      if ((at / recordBytes) % recordsAStep === recordsAStep - 1) {
        yield recordsAStep * valuesARecord;
      }
      this.readRecord(view, at);
    }
    this.bytesRead += log.byteLength;
  }

  private readRecord(view: DataView, at: number): void {
    const { book, context, fillCounts, fills, listener, orders } = this;
    const byte = (offset: number): number => view.getUint8(at + offset);
    const float = (offset: number): number => view.getFloat64(at + offset, true);
    const order = view.getInt32(at + recordLayout.order, true) as OrderId;
    const bar = view.getInt32(at + recordLayout.bar, true) as BarIndex;
    const status = statusNames[byte(recordLayout.status)] as OrderStatus;
    const reason = byte(recordLayout.reason);
    switch (byte(recordLayout.kind)) {
      case recordKind.accepted:
      case recordKind.refused: {
        const isOpen = byte(recordLayout.kind) === recordKind.accepted;
        const parent = isOpen ? view.getInt32(at + recordLayout.parent, true) : -1;
        let name = context.names.get(order) ?? targetName(order);
        if (parent >= 0) {
          name = `${orders[parent]!.name}:${childSuffixes[reason]}${fillCounts[parent]}`;
        }
        const made: Mutable<OrderRecord> = {
          order,
          name,
          decidedAt: bar,
          status,
          filled: 0,
          reason: isOpen ? null : endName(reason),
        };
        orders[order] = made;
        listener.ordered?.(made, {
          quantity: float(recordLayout.quantity),
          level: float(recordLayout.refPrice),
          reason: isOpen ? fillReason(reason) : null,
          parent: parent >= 0 ? orders[parent]! : null,
        });
        break;
      }
      case recordKind.filled: {
        const signed = float(recordLayout.quantity);
        const fill: Fill = {
          bar,
          order,
          side: signed > 0 ? 'buy' : 'sell',
          quantity: Math.abs(signed),
          refPrice: float(recordLayout.refPrice),
          price: float(recordLayout.price),
          slippage: float(recordLayout.slippage),
          spread: float(recordLayout.spread),
          fee: float(recordLayout.fee),
          reason: fillReason(reason),
          cut: cutNames[byte(recordLayout.cut)] ?? null,
        };
        fills.push(fill);
        const filled = orders[order];
        if (filled !== undefined) {
          filled.filled += fill.quantity;
          fillCounts[order] = (fillCounts[order] ?? 0) + 1;
          filled.status = status;
          filled.reason = status === 'cancelled' ? fill.cut : null;
        }
        book.add({
          bar,
          quantity: signed,
          price: fill.price,
          costs: fill.spread + fill.fee,
          reason: fill.reason,
        });
        listener.filled?.(fill, filled);
        break;
      }
      case recordKind.closed:
        orders[order]!.status = status;
        orders[order]!.reason = endName(reason);
        listener.closed?.(orders[order]!, bar);
        break;
      case recordKind.charged: {
        const money = float(recordLayout.fee);
        const isInterest = reason === charge.interest;
        if (!isInterest) book.charge(money);
        listener.charged(bar, money, isInterest);
        break;
      }
      default:
        throw new KernelError(
          `Record ${(this.bytesRead + at) / recordBytes} of the log is of no known kind.`,
          'broker',
        );
    }
  }
}

/** The log as fills, orders in the order they were numbered, and trades. */
export function* decodeLedger(
  log: Uint8Array<ArrayBuffer>,
  context: LedgerContext,
): SlicedWork<Ledger> {
  const { equity, cash, position } = context;
  // Most accounts are never charged: then one column of zeros stands for both, and for other ledgers.
  let carry: Float64Array | null = null;
  let interest: Float64Array | null = null;
  const reader = new LedgerReader(context, {
    charged(bar, money, isInterest) {
      carry ??= new Float64Array(equity.length);
      carry[bar]! += money;
      if (!isInterest) return;
      interest ??= new Float64Array(equity.length);
      interest[bar]! += money;
    },
  });
  yield* reader.readWork(log);
  interest ??= zeros(equity.length);
  carry ??= interest;
  const { trades, openTrade } = reader.book;
  const { fills, orders } = reader;
  return { fills, orders, trades, openTrade, equity, cash, position, carry, interest };
}

let kept = new Float64Array(0);

/** Zeros, one a bar; the same column while the length is the same. Ledgers are only read. */
function zeros(length: number): Float64Array {
  if (kept.length !== length) kept = new Float64Array(length);
  return kept;
}

function endName(code: number): string {
  const name = endNames[code];
  if (name !== undefined) return name;
  throw new KernelError(`No order ends for reason ${code}.`, 'broker');
}

/** Why a fill came about, by the reason byte of its record. @throws {KernelError} for a code there is not */
export function fillReason(code: number): FillReason {
  const name = reasonNames[code & ~(gapFlag | restFlag)];
  if (name !== undefined) {
    if (code & gapFlag) return `${name}-gap` as FillReason;
    return (code & restFlag ? `${name}-rest` : name) as FillReason;
  }
  throw new KernelError(`No order fills for reason ${code}.`, 'broker');
}
