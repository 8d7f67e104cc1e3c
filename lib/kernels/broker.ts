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
}

export interface BrokerColumns {
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly equity: Column;
  readonly cash: Column;
  readonly position: Column;
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
    timeStopBars: number,
  ) => number;
  private readonly fn: ColumnStore['kernels']['fn'];
  private readonly recordBytes: number;
  private bookView = new Float64Array(0);

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

  targets(
    column: Column,
    unit: number,
    stopLoss: number,
    takeProfit: number,
    timeStopBars: number,
  ): void {
    const set = this.fn('brokerTargets');
    set(this.state, column.pointer, unit, stopLoss, takeProfit, timeStopBars);
  }

  submit(
    kind: number,
    reason: number,
    side: number,
    flags: number,
    quantity: number,
    level: number,
    stopLoss: number,
    takeProfit: number,
    timeStopBars: number,
  ): number {
    return this.fn('brokerSubmit')(
      this.state,
      kind,
      reason,
      side,
      flags,
      quantity,
      level,
      stopLoss,
      takeProfit,
      timeStopBars,
    );
  }

  submitNamedTarget(
    target: number,
    unit: number,
    flags: number,
    stopLoss: number,
    takeProfit: number,
    timeStopBars: number,
  ): number {
    const send = this.fn('brokerSubmitNamedTarget');
    return send(this.state, target, unit, flags, stopLoss, takeProfit, timeStopBars);
  }

  cancel(order: number): number {
    return this.fn('brokerCancel')(this.state, order);
  }

  cancelAll(): number {
    return this.fn('brokerCancelAll')(this.state);
  }

  /** Number of the open child of an order by its reason, −1 = none. */
  openChild(parent: number, reason: number): number {
    return this.fn('brokerChild')(this.state, parent, reason);
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
    const from = this.fn('brokerLogAddress')(this.state) >>> 0;
    const bytes = this.fn('brokerLogCount')(this.state) * this.recordBytes;
    return new Uint8Array(
      this.store.kernels.memory.buffer,
      from,
      bytes,
    ).slice() as Uint8Array<ArrayBuffer>;
  }

  private moveOrders(capacity: number): void {
    const block = this.store.reserve(capacity * this.fn('brokerOrderBytes')());
    this.fn('brokerMoveOrders')(this.state, block, capacity);
  }

  private moveLog(capacity: number): void {
    const block = this.store.reserve(capacity * this.recordBytes);
    this.fn('brokerMoveLog')(this.state, block, capacity);
  }
}
