import { ConfigError, KernelError } from '../core/errors';
import type { OrderId } from '../core/nominal';
import type { OrderIntent, Protection } from '../core/order-intent';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { BrokerKernel, type KernelOrder } from '../kernels/broker';
import {
  endNames,
  never,
  noRoom,
  orderFlag,
  orderKind,
  orderReason,
  targetUnit,
} from '../kernels/broker-codes';
import type { Column, ColumnStore } from '../kernels/column-store';
import { deepestDecline } from '../kernels/decline';
import type { SweepLane } from '../kernels/sweep';
import { brokerAccount } from './broker-account';
import { checkAccount, checkIntent, checkProtection } from './broker-checks';
import type { BrokerTerms } from './broker-terms';
import { decodeLedger, type LedgerListener, LedgerReader } from './decode-ledger';
import type { Ledger } from './ledger';
import { canonicalLogWork } from './log-bytes';
import { childOf, unnamedTarget } from './order-names';
import { type TradeResults, tradeResultsWork } from './trade-results';

export type { OrderIntent, Protection };

export interface BrokerOptions {
  readonly account: BrokerTerms;
  /** Share of equity a target must move by before it is ordered. */
  readonly rebalanceBand: number;
  readonly bars: {
    readonly open: Column;
    readonly high: Column;
    readonly low: Column;
    readonly close: Column;
    readonly volume: Column;
  };
  readonly barCount: number;
  /** Funding rates, fractions a bar, charged at its open on the position carried in; left out = none. */
  readonly funding?: Column;
  /** Slippage of takers in each bar, fractions, in place of the account's constant one. */
  readonly slippage?: Column;
  /** The close before bar 0: orders before bar 0 are sized and tested by it. */
  readonly prevClose?: number;
  /** Records the log holds before it first grows. */
  readonly logCapacity?: number;
  /**
   * Also records targets within the band, and the same target refused again: off, as a column that repeats
   * its target on every bar would fill the log with nothing.
   */
  readonly recordRepeats?: boolean;
  /**
   * A target of 0 while nothing is held counts as had, so that the next target is a new one: a signal that goes off
   * and on again after a stop-out enters again. Off, only an accepted order changes the last target.
   */
  readonly flatClearsTarget?: boolean;
}

export type OrderOutcome =
  | { readonly status: 'accepted'; readonly order: OrderId }
  | { readonly status: 'rejected' | 'skipped'; readonly order: OrderId; readonly reason: string };

/**
 * Orders, fills, costs and the ledger of one account on one instrument's bars; the rules are in docs/fills.md.
 * Column path: {@link setTargetColumn} and {@link advance} over all bars. Stepped path: `advance(i, i + 1)`, then
 * {@link submitTarget} or {@link submit}. Both write the same log and the same equity, bit for bit.
 */
export class Broker {
  readonly equityColumn: Column;
  readonly cashColumn: Column;
  readonly positionColumn: Column;
  private readonly kernel: BrokerKernel;
  private readonly names = new Map<OrderId, string>();
  private readonly numbers = new Map<string, OrderId>();
  private readonly ocoGroups = new Map<string, number>();
  private readonly state: number;
  private bar = -1;

  private constructor(
    /** Where its columns live. */
    readonly store: ColumnStore,
    private readonly options: BrokerOptions,
  ) {
    const { account, bars, barCount } = options;
    checkAccount(account, options.rebalanceBand);
    this.equityColumn = store.column(barCount);
    this.cashColumn = store.column(barCount);
    this.positionColumn = store.column(barCount);
    this.kernel = new BrokerKernel(
      store,
      brokerAccount(account, options),
      {
        ...bars,
        equity: this.equityColumn,
        cash: this.cashColumn,
        position: this.positionColumn,
        funding: options.funding,
        slippage: options.slippage,
      },
      options.logCapacity,
    );
    this.state = this.kernel.state;
  }

  /** @throws {ConfigError} for an account it can't run */
  static create(store: ColumnStore, options: BrokerOptions): Broker {
    return new Broker(store, options);
  }

  /** Money, may be a little below zero. */
  get cash(): number {
    return this.kernel.book[0]!;
  }

  /** Signed units. */
  get position(): number {
    return this.kernel.book[1]!;
  }

  /** At the last close; the capital before bar 0. */
  get equity(): number {
    return this.kernel.book[2]!;
  }

  /** Targets to be read at every close, NaN = no decision at that bar. Fill prices get the protection. */
  setTargetColumn(target: Column, unit: 'fraction' | 'units', protection: Protection): void {
    checkProtection(protection);
    this.kernel.targets(target, targetUnit[unit], exitsOf(protection));
  }

  /** Runs bars `[from, to)`, which follow the last one: match, mark, decide. */
  advance(from: number, to: number): void {
    if (from !== this.bar + 1 || to < from || to > this.options.barCount) {
      throw new ConfigError(
        `Bars ${from} to ${to} can't follow bar ${this.bar} of ${this.options.barCount}.`,
      );
    }
    let reached = this.kernel.advance(this.state, from, to);
    while (reached < to) {
      this.kernel.grow();
      reached = this.kernel.advance(this.state, reached, to);
    }
    this.bar = to - 1;
  }

  /** A target decided at the last close, without a name; allocates nothing. NaN = no decision. */
  submitTarget(target: number, unit: 'fraction' | 'units', protection: Protection): void {
    if (Number.isNaN(target)) return;
    if (this.bar < 0) this.needPrice();
    const { stopLoss, takeProfit, trailingStop = 0, timeStopBars } = protection;
    const code = unit === 'fraction' ? targetUnit.fraction : targetUnit.units;
    const { submitTarget } = this.kernel;
    const { state } = this;
    while (
      submitTarget(state, target, code, stopLoss, takeProfit, trailingStop, timeStopBars) === noRoom
    ) {
      this.kernel.grow();
    }
  }

  /**
   * An order decided at the last close. It meets the market from the next bar on.
   * @throws {ConfigError} for an order of a kind or with an option this broker does not know
   */
  submit(intent: OrderIntent): OrderOutcome {
    checkIntent(intent);
    if (this.numbers.has(intent.name)) {
      throw new ConfigError(`There is already an order named “${intent.name}”.`, 'name');
    }
    if (this.bar < 0) this.needPrice();
    const order = this.kernel.orderCount as OrderId;
    const code = this.heard(() => this.send(intent));
    this.names.set(order, intent.name);
    this.numbers.set(intent.name, order);
    if (code === 0) return { status: 'accepted', order };
    const reason = endNames[code];
    if (reason === undefined) throw new KernelError(`Unknown refusal ${code}.`, 'broker', code);
    const skipped = reason === 'band' || (reason === 'lot' && intent.kind === 'target-fraction');
    return { status: skipped ? 'skipped' : 'rejected', order, reason };
  }

  /** Cancels an open order or child by name. @returns whether there was one */
  cancel(name: string): boolean {
    const order = this.openOrder(name);
    return order >= 0 && this.heard(() => this.kernel.cancel(order)) === 1;
  }

  /** Stop or limit of an open order as the next bar tests it, a trailing stop's where it has moved to; 0 = none, NaN = it is finished. */
  levelOf(order: OrderId): number {
    return this.kernel.level(order);
  }

  /** Cancels every open order but the exits of the position. */
  cancelAll(): void {
    this.heard(() => this.kernel.cancelAll());
  }

  /** Everything so far, decoded. */
  ledger(): Ledger {
    return atOnce(this.ledgerWork());
  }

  /** {@link ledger} in slices; nothing may be advanced or sent between them. */
  *ledgerWork(): SlicedWork<Ledger> {
    const bars = this.bar + 1;
    return yield* decodeLedger(this.kernel.log(), {
      names: this.names,
      lot: this.options.account.lot,
      equity: yield* this.store.copying(this.equityColumn, 0, bars),
      cash: yield* this.store.copying(this.cashColumn, 0, bars),
      position: yield* this.store.copying(this.positionColumn, 0, bars),
    });
  }

  /** A reader that {@link readOn} brings up to date, for who follows the account bar by bar. */
  newReader(listener: LedgerListener): LedgerReader {
    return new LedgerReader({ names: this.names, lot: this.options.account.lot }, listener);
  }

  /** Lets a reader read the records appended since it last did. */
  readOn(reader: LedgerReader): void {
    const log = this.kernel.logView();
    if (log.byteLength > reader.bytesRead) atOnce(reader.readWork(log.subarray(reader.bytesRead)));
  }

  /**
   * Equity a bar and the results of the trades, for who needs nothing else of the {@link ledgerWork}. `decline` reads
   * equity in memory: the deepest of bars `[from, to)`, see {@link deepestDecline}.
   */
  *resultsWork(): SlicedWork<TradeResults & Pick<SweepLane, 'equity' | 'decline'>> {
    const { equityColumn, store } = this;
    const equity = yield* store.copying(equityColumn, 0, this.bar + 1);
    const { results, hasFills } = yield* tradeResultsWork(
      this.kernel.log(),
      this.options.account.lot,
    );
    const decline = (from: number, to: number, startPeak: number): number =>
      deepestDecline(store, equityColumn, from, to, startPeak);
    return { equity, results, hasFills, decline };
  }

  /** The records as they are hashed: little-endian, −0 as 0. @throws {KernelError} when one holds NaN or ∞ */
  logBytes(): Uint8Array<ArrayBuffer> {
    return atOnce(this.logBytesWork());
  }

  /** {@link logBytes} in slices. */
  logBytesWork(): SlicedWork<Uint8Array<ArrayBuffer>> {
    return canonicalLogWork(this.kernel.log());
  }

  private send(intent: OrderIntent): number {
    const options = {
      ...exitsOf(intent.protection ?? unprotected),
      flags: intent.reduceOnly === true ? orderFlag.reduceOnly : 0,
      group: this.groupOf(intent.ocoGroup),
      expires: intent.expiresAt ?? never,
    };
    if (intent.kind === 'target-fraction') {
      return this.kernel.submitNamedTarget(intent.fraction, targetUnit.fraction, options);
    }
    return this.kernel.submit({
      ...options,
      ...matchedAs(intent, options.flags),
      side: intent.side === 'buy' ? 1 : -1,
      quantity: intent.quantity,
    });
  }

  private groupOf(name: string | undefined): number {
    if (name === undefined) return -1;
    let group = this.ocoGroups.get(name);
    if (group === undefined) {
      group = this.ocoGroups.size;
      this.ocoGroups.set(name, group);
      this.kernel.groups(this.ocoGroups.size);
    }
    return group;
  }

  private openOrder(name: string): number {
    const known = this.numbers.get(name) ?? unnamedTarget(name);
    if (known !== null) return known;
    const child = childOf(name);
    if (child === null) return -1;
    const parent = this.numbers.get(child.parent) ?? unnamedTarget(child.parent);
    return parent === null ? -1 : this.kernel.openChild(parent, child.set, child.reason);
  }

  private heard(command: () => number): number {
    for (;;) {
      const code = command();
      if (code !== noRoom) return code;
      this.kernel.grow();
    }
  }

  private needPrice(): void {
    if (this.options.prevClose !== undefined) return;
    throw new ConfigError(
      'Before bar 0 there is no price to decide by: give the close before it as prevClose.',
      'prevClose',
    );
  }
}

const unprotected: Protection = { stopLoss: 0, takeProfit: 0, timeStopBars: 0 };

const exitsOf = ({ stopLoss, takeProfit, trailingStop = 0, timeStopBars }: Protection) => ({
  stopLoss,
  takeProfit,
  trailingStop,
  timeStopBars,
});

/** Kind, reason, levels and flags of an order that states a quantity. */
function matchedAs(
  intent: Exclude<OrderIntent, { kind: 'target-fraction' }>,
  flags: number,
): Pick<KernelOrder, 'kind' | 'reason' | 'level' | 'second' | 'flags'> {
  switch (intent.kind) {
    case 'market':
      return { kind: orderKind.market, reason: orderReason.market, level: 0, second: 0, flags };
    case 'limit':
      return {
        kind: orderKind.limit,
        reason: orderReason.limit,
        level: intent.limit,
        second: 0,
        flags,
      };
    case 'stop':
      return {
        kind: orderKind.stop,
        reason: orderReason.stop,
        level: intent.stop,
        second: 0,
        flags,
      };
    case 'stop-limit':
      return {
        kind: orderKind['stop-limit'],
        reason: orderReason.stopLimit,
        level: intent.stop,
        second: intent.limit,
        flags,
      };
    case 'trailing-stop':
      return {
        kind: orderKind.stop,
        reason: orderReason.trailingStop,
        level: 0,
        second: intent.trail,
        flags: flags | orderFlag.trailing,
      };
  }
}
