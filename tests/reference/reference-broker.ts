import type { Fill, FillReason, Ledger, OrderRecord } from '../../lib/execution/ledger';
import type { OrderProgram, ProgramCommand } from './order-program';
import { referenceTrades } from './reference-trades';

/**
 * A slow broker written from docs/fills.md, one order object per order, nothing incremental: what the fast one is
 * compared with. Sections carry the numbers of the rules.
 */
interface Order {
  id: string;
  number: number;
  type: 'market' | 'limit' | 'stop' | 'time';
  purpose: 'market' | 'target' | 'limit' | 'stop' | 'stop-loss' | 'take-profit' | 'time';
  sign: 1 | -1;
  left: number;
  filled: number;
  level: number;
  reduceOnly: boolean;
  parent: Order | null;
  decidedAt: number;
  /** Set on children: the bar of the parent's fill, and whether that was inside the bar. */
  bornIn: number;
  bornInside: boolean;
  dueAt: number;
  protection: { stopLoss: number; takeProfit: number; timeStopBars: number };
  status: OrderRecord['status'];
  reason: string | null;
}

const none = { stopLoss: 0, takeProfit: 0, timeStopBars: 0 };

export class ReferenceBroker {
  private readonly all: Order[] = [];
  private readonly fills: Fill[] = [];
  private readonly marks = {
    cash: [] as number[],
    position: [] as number[],
    equity: [] as number[],
  };
  private cash: number;
  private position = 0;
  private equityNow: number;
  private priceNow: number;
  private lastTarget = 0;
  private now = -1;

  constructor(private readonly program: OrderProgram) {
    this.cash = program.account.capital;
    this.equityNow = this.cash;
    this.priceNow = program.prevClose;
  }

  run(): Ledger {
    this.hear(-1);
    for (let t = 0; t < this.program.bars.open.length; t++) {
      this.matchAtOpen(t);
      this.matchInside(t);
      this.matchAtClose(t);
      this.mark(t);
      this.hear(t);
    }
    return this.ledger();
  }

  private get open(): Order[] {
    return this.all.filter((o) => o.status === 'open');
  }

  // ── Decision ───────────────────────────────────────────────────────────────────────────────────────────────────
  private hear(t: number): void {
    this.now = t;
    for (const command of this.program.commands.filter((c) => c.at === t)) {
      if (command.kind === 'cancel') {
        const order = this.open.find((o) => o.id === command.target);
        if (order) this.end(order, 'user');
      } else if (command.kind === 'target-fraction') {
        this.hearTarget(command);
      } else {
        this.hearOrder(command);
      }
      if (this.program.account.fill === 'close' && t >= 0) this.fillAtDecision(t);
    }
  }

  private fillAtDecision(t: number): void {
    for (const order of this.open.filter((o) => o.type === 'market')) {
      this.fill(order, t, this.priceNow, 'close', order.purpose);
    }
    this.marks.cash.pop();
    this.marks.position.pop();
    this.marks.equity.pop();
    this.mark(t);
  }

  private hearOrder(
    command: Exclude<ProgramCommand, { kind: 'cancel' | 'target-fraction' }>,
  ): void {
    const sign = command.side === 'buy' ? 1 : -1;
    const quantity = this.lotsDown(command.quantity); // R1
    const level =
      command.kind === 'limit'
        ? this.onTick(command.limit, sign > 0 ? 'down' : 'up') // R2
        : command.kind === 'stop'
          ? this.onTick(command.stop, sign > 0 ? 'up' : 'down')
          : 0;
    const price = command.kind === 'market' ? this.priceNow : level; // R3
    const reduceOnly = command.reduceOnly ?? false;
    const order = this.register(command.id, command.kind, command.kind, sign, quantity, level);
    order.reduceOnly = reduceOnly;
    order.protection = { ...none, ...command.protection };
    const problem = quantity <= 0 ? 'lot' : this.problem(order, price);
    if (problem) {
      order.status = 'rejected';
      order.reason = problem;
    }
  }

  /** R7 */
  private hearTarget(command: Extract<ProgramCommand, { kind: 'target-fraction' }>): void {
    const { fraction } = command;
    const skip = (reason: string) => {
      const order = this.register(command.id, 'market', 'target', 1, 0, 0);
      order.status = 'skipped';
      order.reason = reason;
    };
    if (Math.abs(fraction - this.lastTarget) <= this.program.rebalanceBand) {
      skip('band');
      return;
    }
    for (const order of this.open) if (order.purpose === 'target') this.end(order, 'replaced');
    const delta = (fraction * this.equityNow) / this.priceNow - this.position;
    const quantity = this.lotsDown(Math.abs(delta));
    if (quantity <= 0) {
      skip('lot');
      return;
    }
    const order = this.register(command.id, 'market', 'target', delta < 0 ? -1 : 1, quantity, 0);
    order.reduceOnly = command.reduceOnly ?? false;
    order.protection = { ...none, ...command.protection };
    const problem = this.problem(order, this.priceNow);
    if (problem) {
      order.status = 'rejected';
      order.reason = problem;
    } else {
      this.lastTarget = fraction;
    }
  }

  /** R4, R5 */
  private problem(order: Order, price: number): string | null {
    if (order.reduceOnly) return null;
    let before = this.position;
    for (const other of this.open) {
      if (other === order || other.reduceOnly || other.parent || other.sign !== order.sign)
        continue;
      before += other.sign * other.left;
    }
    const after = before + order.sign * order.left;
    if (Math.abs(after) <= Math.abs(before) + 1e-12) return null;
    const { minNotional, maxLeverage } = this.program.account;
    if (order.left * price < minNotional) return 'minNotional';
    if (Math.abs(after) * price > maxLeverage * this.equityNow * (1 + 1e-9)) return 'leverage';
    return null;
  }

  private register(
    id: string,
    type: Order['type'],
    purpose: Order['purpose'],
    sign: 1 | -1,
    quantity: number,
    level: number,
  ): Order {
    const order: Order = {
      id,
      number: this.all.length,
      type,
      purpose,
      sign,
      left: quantity,
      filled: 0,
      level,
      reduceOnly: false,
      parent: null,
      decidedAt: this.now,
      bornIn: -2,
      bornInside: false,
      dueAt: -1,
      protection: none,
      status: 'open',
      reason: null,
    };
    this.all.push(order);
    return order;
  }

  private end(order: Order, reason: string): void {
    order.status = 'cancelled';
    order.reason = reason;
  }

  // ── Matching ───────────────────────────────────────────────────────────────────────────────────────────────────
  /** R9 */
  private matchAtOpen(t: number): void {
    this.now = t;
    const open = this.program.bars.open[t]!;
    const waiting = this.open;
    for (const type of ['market', 'stop', 'limit'] as const) {
      for (const order of waiting) {
        if (order.status !== 'open' || order.type !== type) continue;
        if (type === 'market') {
          this.fill(order, t, open, 'open', order.purpose);
          continue;
        }
        const fallsTo = (type === 'stop') === order.sign < 0;
        const gapped = fallsTo ? open <= order.level : open >= order.level;
        if (gapped) this.fill(order, t, open, 'open', `${order.purpose}-gap`);
      }
    }
  }

  /** R11, R12, order 2 to 4 */
  private matchInside(t: number): void {
    const open = this.program.bars.open[t]!;
    const high = this.program.bars.high[t]!;
    const low = this.program.bars.low[t]!;
    const within = (price: number) => (price > high ? high : price < low ? low : price);
    for (;;) {
      const touched = this.open
        .filter((o) => o.type === 'stop' || o.type === 'limit')
        .filter((o) => ((o.type === 'stop') === o.sign < 0 ? low <= o.level : high >= o.level))
        .filter((o) => o.type === 'stop' || !(o.bornInside && o.bornIn === t))
        .map((order) => ({ order, price: within(order.level) }))
        .sort(
          (a, b) =>
            Number(a.order.type === 'limit') - Number(b.order.type === 'limit') ||
            Math.abs(a.price - open) - Math.abs(b.price - open) ||
            a.order.number - b.order.number,
        );
      const first = touched[0];
      if (!first) return;
      this.fill(first.order, t, first.price, 'inside', first.order.purpose);
    }
  }

  /** R16 */
  private matchAtClose(t: number): void {
    for (const order of this.open) {
      if (order.status !== 'open' || order.type !== 'time' || order.dueAt > t) continue;
      this.fill(order, t, this.program.bars.close[t]!, 'close', 'time');
    }
  }

  /** R18 */
  private mark(t: number): void {
    const close = this.program.bars.close[t]!;
    this.priceNow = close;
    this.equityNow = this.cash + this.position * close;
    this.marks.cash.push(this.cash);
    this.marks.position.push(this.position);
    this.marks.equity.push(this.equityNow);
  }

  // ── Fills ──────────────────────────────────────────────────────────────────────────────────────────────────────
  private fill(
    order: Order,
    t: number,
    refPrice: number,
    where: 'open' | 'inside' | 'close',
    reason: string,
  ): void {
    const { account } = this.program;
    const held = this.position;
    let quantity = order.left;
    let cut: Fill['cut'] = null;
    const lower = (to: number, why: 'cash' | 'reduceOnly') => {
      if (quantity - to < 1e-9) return;
      quantity = to;
      cut = why;
    };
    if (order.reduceOnly) {
      // R22
      if (held * order.sign >= 0) {
        this.end(order, 'reduceOnly');
        return;
      }
      lower(Math.abs(held), 'reduceOnly');
    }
    const maker = order.type === 'limit'; // R10
    const slip = maker ? 0 : account.slippageBps / 10_000;
    const half = maker ? 0 : account.halfSpreadBps / 10_000;
    const rate = (maker ? account.makerFeeBps : account.feeBps) / 10_000;
    const price = refPrice * (1 + order.sign * slip);
    if (order.sign > 0 && account.overdraft !== null) {
      // R23
      const worth = this.cash + held * refPrice;
      const least = -(account.maxLeverage - 1 + account.overdraft) * worth;
      const each = price + half * refPrice + rate * price;
      let most = (this.cash - account.feeFixed - least) / each;
      if (most < quantity) {
        most = most <= 0 ? 0 : this.lotsDown(most);
        const closing = held < 0 ? Math.min(quantity, -held) : 0;
        lower(Math.max(most, closing), 'cash');
      }
      if (quantity <= 0) {
        this.end(order, 'cash');
        return;
      }
    }
    // R30
    const fee = rate * quantity * price + account.feeFixed;
    const spread = half * quantity * refPrice;
    this.cash = this.cash - order.sign * quantity * price - (spread + fee);
    this.position = this.lotsNearest(held + order.sign * quantity);
    this.fills.push({
      bar: t,
      order: order.number,
      side: order.sign > 0 ? 'buy' : 'sell',
      quantity,
      refPrice,
      price,
      slippage: quantity * Math.abs(price - refPrice),
      spread,
      fee,
      reason: reason as FillReason,
      cut,
    });
    order.filled += quantity;
    order.left = this.lotsNearest(order.left - quantity);
    order.status = order.left > 0 ? 'cancelled' : 'filled'; // R26
    order.reason = order.left > 0 ? cut : null;
    // R20
    if (order.parent) {
      for (const sibling of this.open) {
        if (sibling.parent !== order.parent) continue;
        sibling.left = this.lotsNearest(sibling.left - quantity);
        if (sibling.left <= 0) this.end(sibling, 'oco');
      }
    }
    // R21
    const gone =
      held !== 0 && (this.position === 0 || Math.sign(held) !== Math.sign(this.position));
    if (gone) for (const child of this.open) if (child.parent) this.end(child, 'flat');
    // R19
    if (!order.parent && Math.sign(this.position) === order.sign) {
      this.addChildren(order, t, Math.min(quantity, Math.abs(this.position)), price, where);
    }
  }

  private addChildren(
    parent: Order,
    t: number,
    quantity: number,
    price: number,
    where: 'open' | 'inside' | 'close',
  ): void {
    const { stopLoss, takeProfit, timeStopBars } = parent.protection;
    const sign = parent.sign > 0 ? -1 : 1;
    const long = parent.sign > 0;
    const add = (type: Order['type'], purpose: Order['purpose'], suffix: string, level: number) => {
      const child = this.register(`${parent.id}:${suffix}1`, type, purpose, sign, quantity, level);
      child.parent = parent;
      child.reduceOnly = true;
      child.decidedAt = t;
      child.bornIn = t;
      child.bornInside = where === 'inside';
      return child;
    };
    if (stopLoss > 0) {
      const level = price * (long ? 1 - stopLoss : 1 + stopLoss);
      add('stop', 'stop-loss', 'sl', this.onTick(level, long ? 'down' : 'up'));
    }
    if (takeProfit > 0) {
      const level = price * (long ? 1 + takeProfit : 1 - takeProfit);
      add('limit', 'take-profit', 'tp', this.onTick(level, long ? 'up' : 'down'));
    }
    if (timeStopBars > 0) {
      add('time', 'time', 'time', 0).dueAt = t + timeStopBars - (where === 'close' ? 0 : 1);
    }
  }

  // ── Rounding ───────────────────────────────────────────────────────────────────────────────────────────────────
  private lotsDown(x: number): number {
    const { lot } = this.program.account;
    return lot > 0 ? Math.floor(x / lot + 1e-6) * lot : x < 1e-9 ? 0 : x;
  }

  private lotsNearest(x: number): number {
    const { lot } = this.program.account;
    return lot > 0 ? Math.floor(x / lot + 0.5) * lot : Math.abs(x) < 1e-9 ? 0 : x;
  }

  private onTick(price: number, direction: 'down' | 'up'): number {
    const { tick } = this.program.account;
    if (tick <= 0) return price;
    const steps = price / tick;
    if (Math.abs(steps - Math.round(steps)) <= 1e-6) return price;
    return (direction === 'down' ? Math.floor(steps) : Math.ceil(steps)) * tick;
  }

  // ── Books ──────────────────────────────────────────────────────────────────────────────────────────────────────
  private ledger(): Ledger {
    return {
      fills: this.fills,
      orders: this.all.map((o) => ({
        order: o.number,
        name: o.id,
        decidedAt: o.decidedAt,
        status: o.status,
        filled: o.filled,
        reason: o.reason,
      })),
      ...referenceTrades(this.fills, (units) => this.lotsNearest(units)),
      cash: Float64Array.from(this.marks.cash),
      position: Float64Array.from(this.marks.position),
      equity: Float64Array.from(this.marks.equity),
    };
  }
}
