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

/** The log as fills, orders in the order they were numbered, and trades. */
export function* decodeLedger(
  log: Uint8Array<ArrayBuffer>,
  context: LedgerContext,
): SlicedWork<Ledger> {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const fills: Fill[] = [];
  const orders: Mutable<OrderRecord>[] = [];
  const book = new TradeBook(context.lot);
  // Most accounts are never charged: then one column of zeros stands for both, and for other ledgers.
  let carry: Float64Array | null = null;
  let interest: Float64Array | null = null;
  /** Fills of each order so far: its exits are numbered by the fill they belong to. */
  const fillCounts: number[] = [];
  let at = 0;
  const byte = (offset: number): number => view.getUint8(at + offset);
  const float = (offset: number): number => view.getFloat64(at + offset, true);

  for (; at < log.byteLength; at += recordBytes) {
    if ((at / recordBytes) % recordsAStep === recordsAStep - 1) yield recordsAStep * valuesARecord;
    const order = view.getInt32(at + recordLayout.order, true) as OrderId;
    const bar = view.getInt32(at + recordLayout.bar, true) as BarIndex;
    const status = statusNames[byte(recordLayout.status)] as OrderStatus;
    const reason = byte(recordLayout.reason);
    switch (byte(recordLayout.kind)) {
      case recordKind.accepted: {
        const parent = view.getInt32(at + recordLayout.parent, true);
        let name = context.names.get(order) ?? targetName(order);
        if (parent >= 0) {
          name = `${orders[parent]!.name}:${childSuffixes[reason]}${fillCounts[parent]}`;
        }
        orders[order] = { order, name, decidedAt: bar, status, filled: 0, reason: null };
        break;
      }
      case recordKind.refused:
        orders[order] = {
          order,
          name: context.names.get(order) ?? targetName(order),
          decidedAt: bar,
          status,
          filled: 0,
          reason: endName(reason),
        };
        break;
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
        break;
      }
      case recordKind.closed:
        orders[order]!.status = status;
        orders[order]!.reason = endName(reason);
        break;
      case recordKind.charged: {
        const money = float(recordLayout.fee);
        carry ??= new Float64Array(context.equity.length);
        carry[bar]! += money;
        if (reason === charge.interest) {
          interest ??= new Float64Array(context.equity.length);
          interest[bar]! += money;
        } else book.charge(money);
        break;
      }
      default:
        throw new KernelError(
          `Record ${at / recordBytes} of the log is of no known kind.`,
          'broker',
        );
    }
  }
  const { equity, cash, position } = context;
  interest ??= zeros(equity.length);
  carry ??= interest;
  const { trades, openTrade } = book;
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
