import type { Column, ColumnStore } from './column-store';

/** Account numbers as the module takes them: rates as fractions. */
export interface BrokerAccount {
  readonly capital: number;
  /** The close before bar 0; NaN where unknown. */
  readonly price: number;
  readonly maxLeverage: number;
  /** Below 0 = never cut. */
  readonly overdraft: number;
  readonly takerFee: number;
  readonly makerFee: number;
  readonly feeFixed: number;
  readonly slippage: number;
  readonly halfSpread: number;
  readonly lot: number;
  readonly tick: number;
  readonly minNotional: number;
  readonly band: number;
  readonly fillAtClose: boolean;
  readonly recordRepeats: boolean;
  readonly flatClearsTarget: boolean;
  /** Largest share of a bar's volume that fills; 0 = no cap. */
  readonly participation: number;
  /** Of the position's value; 0 = never liquidated. */
  readonly maintenance: number;
  /** A bar. */
  readonly borrowShort: number;
  /** A bar. */
  readonly borrowCash: number;
  readonly strictCash: boolean;
}

/** Exits put on what a fill opens, fractions of its price; 0 = none. */
export interface KernelExits {
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly trailingStop: number;
  readonly timeStopBars: number;
}

/** An order as the module takes it. */
export interface KernelOrder extends KernelExits {
  readonly kind: number;
  readonly reason: number;
  /** +1 buy, −1 sell. */
  readonly side: number;
  readonly flags: number;
  readonly quantity: number;
  /** Limit or stop; 0 = none. */
  readonly level: number;
  /** Limit of a stop-limit, distance of a trailing stop; 0 = none. */
  readonly second: number;
  /** −1 = none. */
  readonly group: number;
  /** Last bar it lives through. */
  readonly expires: number;
}

export interface BrokerColumns {
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly equity: Column;
  readonly cash: Column;
  readonly position: Column;
  readonly volume?: Column | undefined;
  readonly funding?: Column | undefined;
  readonly slippage?: Column | undefined;
}

const initialOrders = 64;
const initialRecords = 512;

/** One broker in module memory: typed access to its exports, with the state's address bound. */
export class BrokerKernel {
  readonly state: number;
  readonly advance: (state: number, from: number, to: number) => number;
  readonly submitTarget: (
    state: number,
    target: number,
    unit: number,
    stopLoss: number,
    takeProfit: number,
    trailingStop: number,
    timeStopBars: number,
  ) => number;
  private readonly fn: ColumnStore['kernels']['fn'];
  private readonly recordBytes: number;
  private bookView = new Float64Array(0);
  private groupBlock = 0;
  private groupBytes = 0;

  constructor(
    private readonly store: ColumnStore,
    account: BrokerAccount,
    columns: BrokerColumns,
    logCapacity = initialRecords,
  ) {
    const { kernels } = store;
    this.fn = (name) => kernels.fn(name);
    this.advance = this.fn('brokerAdvance');
    this.submitTarget = this.fn('brokerSubmitTarget');
    this.recordBytes = this.fn('brokerRecordBytes')();
    this.state = store.reserve(this.fn('brokerStateBytes')());
    const a = account;
    this.fn('brokerOpen')(
      this.state,
      a.capital,
      a.price,
      a.maxLeverage,
      a.overdraft,
      a.takerFee,
      a.makerFee,
      a.feeFixed,
      a.slippage,
      a.halfSpread,
      a.lot,
      a.tick,
      a.minNotional,
      a.band,
      (a.fillAtClose ? 1 : 0) | (a.recordRepeats ? 2 : 0) | (a.flatClearsTarget ? 4 : 0),
    );
    const c = columns;
    this.fn('brokerBind')(
      this.state,
      c.open.pointer,
      c.high.pointer,
      c.low.pointer,
      c.close.pointer,
      c.equity.pointer,
      c.cash.pointer,
      c.position.pointer,
    );
    this.fn('brokerRules')(
      this.state,
      a.participation,
      a.maintenance,
      a.borrowShort,
      a.borrowCash,
      a.strictCash ? 1 : 0,
      c.volume?.pointer ?? 0,
      c.funding?.pointer ?? 0,
      c.slippage?.pointer ?? 0,
    );
    this.moveOrders(initialOrders);
    this.moveLog(Math.max(initialRecords, logCapacity));
  }

  /** Cash, position, equity, price: read at once, before the next call. */
  get book(): Float64Array {
    if (this.bookView.length === 0) {
      this.bookView = new Float64Array(this.store.kernels.memory.buffer, this.state, 4);
    }
    return this.bookView;
  }

  get bar(): number {
    return this.fn('brokerBar')(this.state);
  }

  get orderCount(): number {
    return this.fn('brokerOrderCount')(this.state);
  }

  targets(column: Column, unit: number, exits: KernelExits): void {
    const { stopLoss, takeProfit, trailingStop, timeStopBars } = exits;
    const set = this.fn('brokerTargets');
    set(this.state, column.pointer, unit, stopLoss, takeProfit, trailingStop, timeStopBars);
  }

  submit(o: KernelOrder): number {
    return this.fn('brokerSubmit')(
      this.state,
      o.kind,
      o.reason,
      o.side,
      o.flags,
      o.quantity,
      o.level,
      o.second,
      o.stopLoss,
      o.takeProfit,
      o.trailingStop,
      o.timeStopBars,
      o.group,
      o.expires,
    );
  }

  submitNamedTarget(
    target: number,
    unit: number,
    o: KernelExits & Pick<KernelOrder, 'flags' | 'group' | 'expires'>,
  ): number {
    return this.fn('brokerSubmitNamedTarget')(
      this.state,
      target,
      unit,
      o.flags,
      o.stopLoss,
      o.takeProfit,
      o.trailingStop,
      o.timeStopBars,
      o.group,
      o.expires,
    );
  }

  /** Makes room for groups of orders, of which one cancels the others; what is known of the earlier ones stays. */
  groups(count: number): void {
    if (count <= this.groupBytes) return;
    const bytes = Math.max(64, 2 * count);
    const block = this.store.reserve(bytes);
    const memory = new Uint8Array(this.store.kernels.memory.buffer);
    memory.fill(0, block, block + bytes);
    memory.copyWithin(block, this.groupBlock, this.groupBlock + this.groupBytes);
    this.fn('brokerGroups')(this.state, block);
    this.groupBlock = block;
    this.groupBytes = bytes;
  }

  cancel(order: number): number {
    return this.fn('brokerCancel')(this.state, order);
  }

  cancelAll(): number {
    return this.fn('brokerCancelAll')(this.state);
  }

  /** Number of the open child of an order by the fill it was made for, 1 = first, and its reason; −1 = none. */
  openChild(parent: number, set: number, reason: number): number {
    return this.fn('brokerChild')(this.state, parent, set, reason);
  }

  /** Stop or limit of an open order as the next bar tests it; 0 = none, NaN = it is finished. */
  level(order: number): number {
    return this.fn('brokerLevel')(this.state, order);
  }

  /** Numbers of the open orders in the order of acceptance. */
  openOrders(): number[] {
    const at = this.fn('brokerOpenOrder');
    const count = this.fn('brokerOpenCount')(this.state);
    return Array.from({ length: count }, (_, slot) => at(this.state, slot));
  }

  /** Gives log and orders blocks of twice the size. */
  grow(): void {
    const orders = this.fn('brokerOrderCapacity')(this.state);
    const open = this.fn('brokerOpenCount')(this.state);
    if (orders < 8 * (open + 2)) this.moveOrders(2 * orders);
    const records = this.fn('brokerLogCapacity')(this.state);
    const written = this.fn('brokerLogCount')(this.state);
    if (records < written + 32 * (open + 2)) this.moveLog(2 * records + 32 * (open + 2));
  }

  /** Owned copy of the log. */
  log(): Uint8Array<ArrayBuffer> {
    return this.logView().slice() as Uint8Array<ArrayBuffer>;
  }

  /** The log as it is in memory; dies with the next allocation or when the broker goes on. */
  logView(): Uint8Array {
    const from = this.fn('brokerLogAddress')(this.state) >>> 0;
    const bytes = this.fn('brokerLogCount')(this.state) * this.recordBytes;
    return new Uint8Array(this.store.kernels.memory.buffer, from, bytes);
  }

  private moveOrders(capacity: number): void {
    const block = this.store.reserve(capacity * this.fn('brokerOrderBytes')());
    this.fn('brokerMoveOrders')(this.state, block, capacity);
  }

  private moveLog(capacity: number): void {
    const block = this.store.reserve(capacity * this.recordBytes, false);
    this.fn('brokerMoveLog')(this.state, block, capacity);
  }
}
