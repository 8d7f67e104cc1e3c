// One broker's state, a block of module memory its owner allocated zeroed. Fields lie in the order below;
// the first four f64 (cash, position, equity, price) are read from outside.

@unmanaged
export class BrokerState {
  // Book
  cash: f64;
  /** Signed units. */
  position: f64;
  /** Marked at the last close; the capital before bar 0. */
  equity: f64;
  /** The last close; the close before bar 0 at the start. */
  price: f64;

  // Account, rates as fractions
  maxLeverage: f64;
  overdraft: f64;
  takerFee: f64;
  makerFee: f64;
  feeFixed: f64;
  slippage: f64;
  halfSpread: f64;
  lot: f64;
  tick: f64;
  minNotional: f64;
  band: f64;

  // Targets
  lastTarget: f64;
  /** The refused target that was recorded last, NaN = none. */
  refusedTarget: f64;
  columnStopLoss: f64;
  columnTakeProfit: f64;
  columnTrailingStop: f64;

  // Rules few accounts have; 0 = off. Rates are fractions a bar.
  participation: f64;
  maintenance: f64;
  borrowShort: f64;
  borrowCash: f64;
  /** What the volume of bar `volumeBar` still allows. */
  volumeLeft: f64;

  // Bars and marks: f64 columns; a mark column may be 0 = not kept
  open: usize;
  high: usize;
  low: usize;
  close: usize;
  targets: usize;
  /** 0 where the account has no use for it. */
  volume: usize;
  funding: usize;
  /** Slippage of a bar's fills, in place of the constant; 0 = none. */
  slippageColumn: usize;
  equityColumn: usize;
  cashColumn: usize;
  positionColumn: usize;

  // Open orders, see orders.ts
  orders: usize;
  orderCapacity: i32;
  openCount: i32;
  /** Open orders with a flag of RARE. */
  openRare: i32;

  /** One byte a group of orders: 1 once one of them was filled. */
  groups: usize;

  // Log, see log.ts
  log: usize;
  logCapacity: i32;
  logCount: i32;

  /** Orders numbered so far, refused ones included. */
  orderCount: i32;
  /** Last bar marked, −1 before bar 0. */
  bar: i32;
  hasFinished: i32;
  openMarkets: i32;
  unlimitedOverdraft: i32;
  fillAtClose: i32;
  recordRepeats: i32;
  /** A target of 0 while flat counts as had: the next target is a new one. */
  flatClearsTarget: i32;
  lastTargetUnit: i32;
  refusedReason: i32;
  columnUnit: i32;
  columnTimeStop: i32;
  strictCash: i32;
  /** A position, or cash below zero, is charged or may be liquidated: no bar is idle then. */
  carries: i32;
  volumeBar: i32;
}

export function brokerStateBytes(): i32 {
  return <i32>offsetof<BrokerState>();
}

/** Puts the account at its start. Rates are fractions; `overdraft` < 0 never cuts; `flags` 1 = fill at the deciding close, 2 = record repeated refusals, 4 = a target of 0 while flat clears the last target. */
export function brokerOpen(
  state: usize,
  capital: f64,
  price: f64,
  maxLeverage: f64,
  overdraft: f64,
  takerFee: f64,
  makerFee: f64,
  feeFixed: f64,
  slippage: f64,
  halfSpread: f64,
  lot: f64,
  tick: f64,
  minNotional: f64,
  band: f64,
  flags: i32,
): void {
  const s = changetype<BrokerState>(state);
  restart(s, capital);
  s.price = price;
  s.maxLeverage = maxLeverage;
  s.overdraft = overdraft;
  s.unlimitedOverdraft = overdraft < 0 ? 1 : 0;
  s.takerFee = takerFee;
  s.makerFee = makerFee;
  s.feeFixed = feeFixed;
  s.slippage = slippage;
  s.halfSpread = halfSpread;
  s.lot = lot;
  s.tick = tick;
  s.minNotional = minNotional;
  s.band = band;
  s.fillAtClose = flags & 1;
  s.recordRepeats = (flags >> 1) & 1;
  s.flatClearsTarget = (flags >> 2) & 1;
}

/** Before any bar: nothing held, open or decided; rules, columns and bars stay as they are. */
export function restart(s: BrokerState, capital: f64): void {
  s.cash = capital;
  s.position = 0;
  s.equity = capital;
  s.lastTarget = 0;
  s.lastTargetUnit = -1;
  s.refusedTarget = NaN;
  s.refusedReason = 0;
  s.openCount = 0;
  s.openMarkets = 0;
  s.openRare = 0;
  s.hasFinished = 0;
  s.logCount = 0;
  s.orderCount = 0;
  s.bar = -1;
  s.volumeBar = -1;
}

/** Rules few accounts have: share of volume, maintenance margin, rates a bar; 0 = off. */
export function brokerRules(
  state: usize,
  participation: f64,
  maintenance: f64,
  borrowShort: f64,
  borrowCash: f64,
  strictCash: i32,
  volume: usize,
  funding: usize,
  slippage: usize,
): void {
  const s = changetype<BrokerState>(state);
  s.participation = participation;
  s.maintenance = maintenance;
  s.borrowShort = borrowShort;
  s.borrowCash = borrowCash;
  s.strictCash = strictCash;
  s.volume = volume;
  s.funding = funding;
  s.slippageColumn = slippage;
  s.carries = maintenance > 0 || borrowShort > 0 || borrowCash > 0 || funding != 0 ? 1 : 0;
}

/** Hands over the bytes of the order groups; what was known of them was copied by the owner. */
export function brokerGroups(state: usize, groups: usize): void {
  changetype<BrokerState>(state).groups = groups;
}

/** Where bars are read and marks are written; pointers of f64 columns, marks 0 = not kept. */
export function brokerBind(
  state: usize,
  open: usize,
  high: usize,
  low: usize,
  close: usize,
  equity: usize,
  cash: usize,
  position: usize,
): void {
  const s = changetype<BrokerState>(state);
  s.open = open;
  s.high = high;
  s.low = low;
  s.close = close;
  s.equityColumn = equity;
  s.cashColumn = cash;
  s.positionColumn = position;
}

/** Targets read at each close from a column, NaN = keep; pointer 0 = none. */
export function brokerTargets(
  state: usize,
  targets: usize,
  unit: i32,
  stopLoss: f64,
  takeProfit: f64,
  trailingStop: f64,
  timeStopBars: i32,
): void {
  const s = changetype<BrokerState>(state);
  s.columnTrailingStop = trailingStop;
  s.targets = targets;
  s.columnUnit = unit;
  s.columnStopLoss = stopLoss;
  s.columnTakeProfit = takeProfit;
  s.columnTimeStop = timeStopBars;
}

/** Orders numbered so far; the last number is one less. */
export function brokerOrderCount(state: usize): i32 {
  return changetype<BrokerState>(state).orderCount;
}

/** Last bar marked, −1 before bar 0. */
export function brokerBar(state: usize): i32 {
  return changetype<BrokerState>(state).bar;
}
