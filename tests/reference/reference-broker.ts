import { type Fill, type FillReason, type Ledger, noOrder } from '../../lib/execution/ledger';
import type { OrderProgram, ProgramCommand } from './order-program';
import { ReferenceBook } from './reference-book';
import { allowedToFill } from './reference-limits';
import {
  endOrder,
  type Place,
  type ReferenceOrder,
  reaches,
  referenceOrder,
  unprotected,
} from './reference-order';
import { ReferenceRounding } from './reference-rounding';
import { referenceTrades } from './reference-trades';

type Sent = Exclude<ProgramCommand, { kind: 'cancel' }>;
type Sided = Exclude<Sent, { kind: 'target-fraction' }>;

/**
 * A slow broker written from docs/fills.md, one order object per order, nothing incremental: what the fast one is
 * compared with. Comments carry the numbers of the rules.
 */
export class ReferenceBroker {
  private readonly all: ReferenceOrder[] = [];
  private readonly filledGroups = new Set<string>();
  private readonly rounding: ReferenceRounding;
  private readonly book: ReferenceBook;
  private equity: number;
  private price: number;
  private lastTarget = 0;
  private now = -1;
  private volumeUsed = 0;

  constructor(private readonly program: OrderProgram) {
    this.rounding = new ReferenceRounding(program.account);
    this.book = new ReferenceBook(program.account, this.rounding, program.slippage);
    this.equity = program.account.capital;
    this.price = program.prevClose;
  }

  run(): Ledger {
    const { bars, funding } = this.program;
    this.hear();
    for (let t = 0; t < bars.open.length; t++) {
      this.now = t;
      this.volumeUsed = 0;
      this.book.charge(bars.open[t]!, funding === null ? 0 : funding[t]!); // R8
      this.liquidateAtOpen();
      this.matchOpen();
      this.matchInside();
      this.triggerStopLimits();
      this.matchTimeStops();
      this.moveTrailingStops();
      this.expire();
      this.mark();
      this.hear();
    }
    return this.ledger();
  }

  private get open(): ReferenceOrder[] {
    return this.all.filter((order) => order.status === 'open');
  }

  private get bar() {
    const { open, high, low, close } = this.program.bars;
    const t = this.now;
    return { open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]! };
  }

  /** R12: a reference price outside the bar is moved to the nearer of low and high. */
  private within(price: number): number {
    const { high, low } = this.bar;
    return price > high ? high : price < low ? low : price;
  }

  // ── Decision ───────────────────────────────────────────────────────────────────────────────────────────────────
  private hear(): void {
    for (const command of this.program.commands.filter((c) => c.at === this.now)) {
      if (command.kind === 'cancel') {
        const order = this.open.find((o) => o.id === command.target);
        if (order) endOrder(order, 'user');
        continue;
      }
      const order =
        command.kind === 'target-fraction' ? this.hearTarget(command) : this.hearOrder(command);
      const fillsNow = this.program.account.fill === 'close' && this.now >= 0;
      if (fillsNow && order.status === 'open' && order.kind === 'market') {
        this.fill(order, this.price, 'close', order.purpose, false);
        this.mark();
      }
    }
  }

  /** R6: the order of the checks. */
  private hearOrder(command: Sided): ReferenceOrder {
    const sign = command.side === 'buy' ? 1 : -1;
    const order = this.register(
      command,
      command.kind,
      sign,
      this.rounding.lotsDown(command.quantity),
    );
    let decisionPrice = this.price; // R3
    if (command.kind === 'limit') {
      order.kind = 'limit';
      order.level = this.rounding.limitOnTick(command.limit, sign);
      decisionPrice = order.level;
    } else if (command.kind === 'stop') {
      order.kind = 'stop';
      order.level = this.rounding.stopOnTick(command.stop, sign);
      decisionPrice = order.level;
    } else if (command.kind === 'stop-limit') {
      order.kind = 'stop-limit';
      order.level = this.rounding.stopOnTick(command.stop, sign);
      order.limit = this.rounding.limitOnTick(command.limit, sign);
      decisionPrice = order.limit;
    } else if (command.kind === 'trailing-stop') {
      order.kind = 'stop';
      this.trailFrom(order, command.trail, this.price);
    }
    const problem =
      order.expiresAt <= this.now
        ? 'expired'
        : order.left <= 0
          ? 'lot'
          : this.isFilledGroup(order)
            ? 'oco'
            : this.problem(order, decisionPrice);
    if (problem) endOrder(order, problem, 'rejected');
    return order;
  }

  /** R7 */
  private hearTarget(command: Extract<Sent, { kind: 'target-fraction' }>): ReferenceOrder {
    const { fraction } = command;
    if ((command.expiresAt ?? Number.POSITIVE_INFINITY) <= this.now) {
      const order = this.register(command, 'target', 1, 0);
      endOrder(order, 'expired', 'rejected');
      return order;
    }
    if (Math.abs(fraction - this.lastTarget) <= this.program.rebalanceBand) {
      const order = this.register(command, 'target', 1, 0);
      endOrder(order, 'band', 'skipped');
      return order;
    }
    for (const order of this.open) if (order.purpose === 'target') endOrder(order, 'replaced');
    const delta = (fraction * this.equity) / this.price - this.book.position;
    const quantity = this.rounding.lotsDown(Math.abs(delta));
    const order = this.register(command, 'target', delta < 0 ? -1 : 1, quantity);
    if (quantity <= 0) {
      endOrder(order, 'lot', 'skipped');
      return order;
    }
    const problem = this.isFilledGroup(order) ? 'oco' : this.problem(order, this.price);
    if (problem) endOrder(order, problem, 'rejected');
    else this.lastTarget = fraction;
    return order;
  }

  private isFilledGroup(order: ReferenceOrder): boolean {
    return order.group !== null && this.filledGroups.has(order.group);
  }

  /** R4, R5 */
  private problem(order: ReferenceOrder, price: number): string | null {
    if (order.reduceOnly) return null;
    let before = this.book.position;
    for (const other of this.open) {
      const adds = !other.reduceOnly && other.parent === null && other.sign === order.sign;
      if (other !== order && adds) before += other.sign * other.left;
    }
    const after = before + order.sign * order.left;
    if (Math.abs(after) <= Math.abs(before) + 1e-12) return null;
    const { minNotional, maxLeverage } = this.program.account;
    if (order.left * price < minNotional) return 'minNotional';
    if (Math.abs(after) * price > maxLeverage * this.equity * (1 + 1e-9)) return 'leverage';
    return null;
  }

  private register(
    command: Sent,
    purpose: ReferenceOrder['purpose'],
    sign: 1 | -1,
    left: number,
  ): ReferenceOrder {
    const order = referenceOrder({
      id: command.id,
      number: this.all.length,
      kind: 'market',
      purpose,
      sign,
      left,
      decidedAt: this.now,
      reduceOnly: command.reduceOnly ?? false,
      group: command.ocoGroup ?? null,
      expiresAt: command.expiresAt ?? Number.POSITIVE_INFINITY,
      protection: command.protection ?? unprotected,
    });
    this.all.push(order);
    return order;
  }

  // ── Matching ───────────────────────────────────────────────────────────────────────────────────────────────────
  /** R9: market orders, stops, limits, each in the order of acceptance. */
  private matchOpen(): void {
    const { open } = this.bar;
    const waiting = this.open;
    const stillOpen = (kinds: readonly string[]) => (order: ReferenceOrder) =>
      order.status === 'open' && kinds.includes(order.kind);
    for (const order of waiting.filter(stillOpen(['market']))) {
      if (order.status === 'open') this.fill(order, open, 'open', this.nameOf(order), false);
    }
    for (const order of waiting.filter(stillOpen(['stop', 'stop-limit']))) {
      if (order.status !== 'open' || !reaches(order, open, open)) continue;
      if (order.kind === 'stop') {
        this.fill(order, open, 'open', `${order.purpose}-gap`, false);
        continue;
      }
      this.becomeLimit(order); // R14
      if (reaches(order, open, open)) this.fill(order, open, 'open', `${order.purpose}-gap`, true);
    }
    for (const order of waiting.filter(stillOpen(['limit']))) {
      if (order.status !== 'open' || order.doneFor === this.now) continue;
      if (reaches(order, open, open)) this.fill(order, open, 'open', `${order.purpose}-gap`, true);
    }
  }

  /** R11 to R13, and liquidation among the stops (R28). */
  private matchInside(): void {
    const { open } = this.bar;
    const distance = (price: number) => Math.abs(price - open);
    for (;;) {
      const touched = this.worstOfGroups(this.touched());
      const nearest = (kind: 'stop' | 'limit') =>
        touched
          .filter(({ order }) => order.kind === kind)
          .sort(
            (a, b) => distance(a.price) - distance(b.price) || a.order.number - b.order.number,
          )[0];
      const stop = nearest('stop');
      const call = this.liquidationInside();
      if (call !== null && (!stop || distance(call) <= distance(stop.price))) {
        this.liquidate(call, 'liquidation');
        continue;
      }
      const first = stop ?? nearest('limit');
      if (!first) return;
      const maker = first.order.kind === 'limit';
      this.fill(first.order, first.price, 'inside', first.order.purpose, maker);
    }
  }

  /** R12; a child born inside this bar may fill in it only as a stop. */
  private touched(): { order: ReferenceOrder; price: number }[] {
    const { high, low } = this.bar;
    return this.open
      .filter((order) => order.kind === 'stop' || order.kind === 'limit')
      .filter((order) => order.doneFor !== this.now && reaches(order, high, low))
      .filter((o) => o.kind === 'stop' || o.bornIn !== this.now || o.bornAt !== 'inside')
      .map((order) => ({ order, price: this.within(order.level) }));
  }

  /** R13 */
  private worstOfGroups<T extends { order: ReferenceOrder; price: number }>(touched: T[]): T[] {
    const { close } = this.bar;
    const worth = ({ order, price }: T) => order.sign * (close - price);
    const rank = ({ order }: T) => (order.kind === 'stop' ? 0 : 1);
    return touched.filter((mine) => {
      const { group } = mine.order;
      if (group === null) return true;
      const [worst] = touched
        .filter((other) => other.order.group === group)
        .sort(
          (a, b) => worth(a) - worth(b) || rank(a) - rank(b) || a.order.number - b.order.number,
        );
      return worst === mine;
    });
  }

  /** R14: triggering is not a fill. */
  private triggerStopLimits(): void {
    const { high, low } = this.bar;
    for (const order of this.open) {
      if (order.kind === 'stop-limit' && reaches(order, high, low)) this.becomeLimit(order);
    }
  }

  private becomeLimit(order: ReferenceOrder): void {
    order.kind = 'limit';
    order.level = order.limit;
    order.doneFor = this.now;
  }

  /** R16 */
  private matchTimeStops(): void {
    for (const order of this.open) {
      if (order.status !== 'open' || order.kind !== 'time' || order.dueAt > this.now) continue;
      this.fill(order, this.bar.close, 'close', 'time', false);
    }
  }

  /** R15; of the bar a child was born inside nobody knows what came after the birth. */
  private moveTrailingStops(): void {
    const { high, low } = this.bar;
    for (const order of this.open) {
      if (order.trail === 0 || order.kind !== 'stop') continue;
      if (order.bornIn === this.now && order.bornAt === 'inside') continue;
      const { extreme } = order;
      const moved = order.sign < 0 ? Math.max(extreme, high) : Math.min(extreme, low);
      this.trailFrom(order, order.trail, moved);
    }
  }

  private trailFrom(order: ReferenceOrder, trail: number, extreme: number): void {
    order.trail = trail;
    order.extreme = extreme;
    const level = order.sign < 0 ? extreme * (1 - trail) : extreme * (1 + trail);
    order.level = this.rounding.stopOnTick(level, order.sign);
  }

  /** R17 */
  private expire(): void {
    for (const order of this.open) {
      if (order.expiresAt <= this.now) endOrder(order, 'expired', 'expired');
    }
  }

  /** R18 */
  private mark(): void {
    this.price = this.bar.close;
    this.equity = this.book.mark(this.now, this.price);
  }

  // ── Liquidation ────────────────────────────────────────────────────────────────────────────────────────────────
  /** R28 at the open */
  private liquidateAtOpen(): void {
    const { maintenance: m } = this.program.account;
    const { open } = this.bar;
    const { cash, position: q } = this.book;
    if (m === 0 || q === 0 || cash + q * open > m * Math.abs(q) * open) return;
    this.liquidate(open, 'liquidation-gap');
  }

  /** R28 inside: the price, or null where it is not touched. */
  private liquidationInside(): number | null {
    const { maintenance: m } = this.program.account;
    const { cash, position: q } = this.book;
    if (m === 0 || q === 0) return null;
    const level = q > 0 ? -cash / (q * (1 - m)) : cash / (Math.abs(q) * (1 + m));
    const { high, low } = this.bar;
    return (q > 0 ? low <= level : high >= level) ? this.within(level) : null;
  }

  /** R29 */
  private liquidate(refPrice: number, reason: FillReason): void {
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

  // ── Fills ──────────────────────────────────────────────────────────────────────────────────────────────────────
  private nameOf(order: ReferenceOrder): string {
    return order.isRest ? `${order.purpose}-rest` : order.purpose;
  }

  private fill(
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

  // ── Books ──────────────────────────────────────────────────────────────────────────────────────────────────────
  private ledger(): Ledger {
    const { book } = this;
    const fills: Fill[] = book.fills;
    return {
      fills,
      orders: this.all.map(({ number, id, decidedAt, status, filled, reason }) => ({
        order: number,
        name: id,
        decidedAt,
        status,
        filled,
        reason,
      })),
      ...referenceTrades(book.events, (units) => this.rounding.lotsNearest(units)),
      cash: Float64Array.from(book.marks.cash),
      position: Float64Array.from(book.marks.position),
      equity: Float64Array.from(book.marks.equity),
      carry: Float64Array.from(book.carry),
      interest: Float64Array.from(book.interest),
    };
  }
}
