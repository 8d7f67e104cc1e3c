import type { Fill, Ledger } from '../../lib/execution/ledger';
import type { OrderProgram, ProgramCommand } from './order-program';
import { ReferenceFills } from './reference-fills';
import {
  endOrder,
  type ReferenceOrder,
  reaches,
  referenceOrder,
  unprotected,
} from './reference-order';
import { referenceTrades } from './reference-trades';

type Sent = Exclude<ProgramCommand, { kind: 'cancel' }>;
type Sided = Exclude<Sent, { kind: 'target-fraction' }>;

/**
 * A slow broker written from docs/fills.md, one order object per order, nothing incremental: what the fast one is
 * compared with. Comments carry the numbers of the rules.
 */
export class ReferenceBroker extends ReferenceFills {
  private equity: number;
  private price: number;
  private lastTarget = 0;

  constructor(program: OrderProgram) {
    super(program);
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
