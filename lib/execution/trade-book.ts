import type { BarIndex } from '../core/nominal';
import type { FillReason, OpenTrade, Trade } from './ledger';

/** What a trade is made of. */
export interface Execution {
  readonly bar: BarIndex;
  /** Signed units. */
  readonly quantity: number;
  readonly price: number;
  /** Spread and fee, money. */
  readonly costs: number;
  readonly reason: FillReason;
}

/**
 * Trades from fills: flat to flat, or reversal to reversal, at average cost. A reversing fill gives the part that
 * closes and the part that opens their share of its costs by quantity.
 */
export class TradeBook {
  readonly trades: Trade[] = [];
  private position = 0;
  private averageCost = 0;
  private realised = 0;
  private costs = 0;
  private entryBar = 0;
  private entered = 0;
  private entryValue = 0;
  private left = 0;
  private exitValue = 0;

  /** @param lot 0 = none; positions are rounded to it as the broker rounds them */
  constructor(private readonly lot: number) {}

  add(fill: Execution): void {
    const { position } = this;
    const size = Math.abs(fill.quantity);
    const closes = position * fill.quantity < 0 ? Math.min(size, Math.abs(position)) : 0;
    const after = this.rounded(position + fill.quantity);
    const reverses = position * after < 0;
    const opens = closes === 0 ? size : reverses ? Math.abs(after) : 0;
    const closingCosts = reverses ? (fill.costs * closes) / size : closes > 0 ? fill.costs : 0;
    if (closes > 0) {
      this.left += closes;
      this.exitValue += closes * fill.price;
      this.realised += Math.sign(position) * closes * (fill.price - this.averageCost);
      this.costs += closingCosts;
    }
    this.position = after;
    if (closes > 0 && (after === 0 || reverses)) this.close(fill, Math.sign(position));
    if (opens > 0) this.open(fill, opens, fill.costs - closingCosts);
  }

  /** Funding or borrowing paid for the position at hand. */
  charge(money: number): void {
    this.costs += money;
  }

  /** The trade still open, at average cost. */
  get openTrade(): OpenTrade | null {
    if (this.position === 0) return null;
    const { entryBar, position, averageCost, realised, costs } = this;
    return { entryBar: entryBar as BarIndex, position, averageCost, realised, costs };
  }

  private open(fill: Execution, quantity: number, costs: number): void {
    if (this.entered === 0) this.entryBar = fill.bar;
    const held = Math.abs(this.position) - quantity;
    this.averageCost =
      held > 0 ? (this.averageCost * held + fill.price * quantity) / (held + quantity) : fill.price;
    this.entered += quantity;
    this.entryValue += quantity * fill.price;
    this.costs += costs;
  }

  private close(fill: Execution, sign: number): void {
    this.keep(fill, sign, sign * (this.exitValue - this.entryValue) - this.costs);
    this.averageCost = 0;
    this.realised = 0;
    this.costs = 0;
    this.entered = 0;
    this.entryValue = 0;
    this.left = 0;
    this.exitValue = 0;
  }

  /** What is kept of a trade that the fill closed. */
  protected keep(fill: Execution, sign: number, pnl: number): void {
    const { entered, entryValue, left, exitValue, costs } = this;
    this.trades.push({
      entryBar: this.entryBar as BarIndex,
      exitBar: fill.bar,
      side: sign > 0 ? 'long' : 'short',
      quantity: entered,
      entryPrice: entryValue / entered,
      exitPrice: exitValue / left,
      pnl,
      costs,
      exitReason: fill.reason,
    });
  }

  private rounded(units: number): number {
    if (this.lot > 0) return Math.floor(units / this.lot + 0.5) * this.lot;
    return Math.abs(units) < 1e-9 ? 0 : units;
  }
}
