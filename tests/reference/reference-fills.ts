import { type FillReason, noOrder } from '../../lib/execution/ledger';
import type { OrderProgram } from './order-program';
import { ReferenceBook } from './reference-book';
import { allowedToFill } from './reference-limits';
import { endOrder, type Place, type ReferenceOrder, referenceOrder } from './reference-order';
import { ReferenceRounding } from './reference-rounding';

/** The orders of a slow broker and what a fill of one does to it, to the account and to the others. */
export class ReferenceFills {
  protected readonly all: ReferenceOrder[] = [];
  protected readonly filledGroups = new Set<string>();
  protected readonly rounding: ReferenceRounding;
  protected readonly book: ReferenceBook;
  protected now = -1;
  protected volumeUsed = 0;

  constructor(protected readonly program: OrderProgram) {
    this.rounding = new ReferenceRounding(program.account);
    this.book = new ReferenceBook(program.account, this.rounding, program.slippage);
  }

  protected get open(): ReferenceOrder[] {
    return this.all.filter((order) => order.status === 'open');
  }

  protected nameOf(order: ReferenceOrder): string {
    return order.isRest ? `${order.purpose}-rest` : order.purpose;
  }

  protected fill(
    order: ReferenceOrder,
    refPrice: number,
    place: Place,
    reason: string,
    maker: boolean,
  ): void {
    const { book, rounding } = this;
    const { account, bars } = this.program;
    const cap = rounding.lotsDown(account.participation * bars.volume[this.now]!);
    const volumeLeft = Math.max(0, rounding.lotsNearest(cap - this.volumeUsed));
    const { quantity, why } = allowedToFill(
      order,
      this.now,
      refPrice,
      maker,
      volumeLeft,
      account,
      book,
      rounding,
    );
    if (quantity === 0) {
      if (why === 'participation') this.wait(order);
      else endOrder(order, why!);
      return;
    }
    const held = book.position;
    const price = book.fill({
      bar: this.now,
      order: order.number,
      sign: order.sign,
      quantity,
      refPrice,
      maker,
      reason: reason as FillReason,
      cut: why,
    });
    this.volumeUsed += quantity;
    order.filled += quantity;
    order.fills += 1;
    order.left = rounding.lotsNearest(order.left - quantity);
    // R26
    if (order.left <= 0) {
      order.status = 'filled';
    } else if (why === 'participation') {
      this.wait(order);
    } else {
      endOrder(order, why!);
    }
    this.cancelGroup(order);
    this.takeOffSiblings(order, quantity);
    // R21
    const gone = held !== 0 && Math.sign(held) !== Math.sign(book.position);
    if (gone) for (const child of this.open) if (child.parent) endOrder(child, 'flat');
    // R19
    const opens = order.parent === null && Math.sign(book.position) === order.sign;
    if (opens) this.addChildren(order, Math.min(quantity, Math.abs(book.position)), price, place);
  }

  /** R25: what the bar's volume left over. */
  private wait(order: ReferenceOrder): void {
    if (order.kind === 'stop' || order.kind === 'time') {
      order.kind = 'market';
      order.isRest = true;
    }
    order.doneFor = this.now;
  }

  /** R27 */
  private cancelGroup(order: ReferenceOrder): void {
    if (order.group === null) return;
    this.filledGroups.add(order.group);
    for (const other of this.open) {
      if (other !== order && other.group === order.group) endOrder(other, 'oco');
    }
  }

  /** R20: the children of one fill of one parent. */
  private takeOffSiblings(order: ReferenceOrder, quantity: number): void {
    if (order.parent === null) return;
    for (const other of this.open) {
      if (other === order || other.parent !== order.parent) continue;
      if (other.fillOfParent !== order.fillOfParent) continue;
      other.left = this.rounding.lotsNearest(other.left - quantity);
      if (other.left <= 0) endOrder(other, 'oco');
    }
  }

  /** R19, R2 */
  private addChildren(parent: ReferenceOrder, quantity: number, price: number, place: Place): void {
    const { stopLoss, takeProfit, trailingStop = 0, timeStopBars } = parent.protection;
    const sign = parent.sign > 0 ? -1 : 1;
    const add = (
      kind: ReferenceOrder['kind'],
      purpose: ReferenceOrder['purpose'],
      suffix: string,
    ) => {
      const child = referenceOrder({
        id: `${parent.id}:${suffix}${parent.fills}`,
        number: this.all.length,
        kind,
        purpose,
        sign,
        left: quantity,
        decidedAt: this.now,
        parent,
        fillOfParent: parent.fills,
        bornIn: this.now,
        bornAt: place,
        reduceOnly: true,
      });
      this.all.push(child);
      return child;
    };
    if (stopLoss > 0) {
      const level = price * (sign < 0 ? 1 - stopLoss : 1 + stopLoss);
      add('stop', 'stop-loss', 'sl').level = this.rounding.stopOnTick(level, sign);
    }
    if (takeProfit > 0) {
      const level = price * (sign < 0 ? 1 + takeProfit : 1 - takeProfit);
      add('limit', 'take-profit', 'tp').level = this.rounding.limitOnTick(level, sign);
    }
    if (timeStopBars > 0) {
      const first = place === 'close' ? this.now + 1 : this.now;
      add('time', 'time', 'time').dueAt = first + timeStopBars - 1;
    }
    if (trailingStop > 0)
      this.trailFrom(add('stop', 'trailing-stop', 'trail'), trailingStop, price);
  }

  protected trailFrom(order: ReferenceOrder, trail: number, extreme: number): void {
    order.trail = trail;
    order.extreme = extreme;
    const level = order.sign < 0 ? extreme * (1 - trail) : extreme * (1 + trail);
    order.level = this.rounding.stopOnTick(level, order.sign);
  }

  /** R29 */
  protected liquidate(refPrice: number, reason: FillReason): void {
    const { position } = this.book;
    this.volumeUsed += Math.abs(position);
    this.book.fill({
      bar: this.now,
      order: noOrder,
      sign: position > 0 ? -1 : 1,
      quantity: Math.abs(position),
      refPrice,
      maker: false,
      reason,
      cut: null,
    });
    for (const order of this.open) endOrder(order, 'liquidation');
  }
}
