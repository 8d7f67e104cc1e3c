// Numbers written to the log and passed over the module's border; lib/kernels/broker-codes.ts names the same ones.

/** What an order is matched as. A trailing stop is a stop whose level moves; a triggered stop-limit is a limit. */
export const MARKET: i32 = 0;
export const STOP: i32 = 1;
export const STOP_LIMIT: i32 = 2;
export const LIMIT: i32 = 3;
export const TIME: i32 = 5;
/** A slot whose order is finished; swept up at the end of the stage. */
export const FINISHED: i32 = -1;

/** Record kinds. */
export const ACCEPTED: u8 = 1;
export const REFUSED: u8 = 2;
export const FILLED: u8 = 3;
export const CLOSED: u8 = 4;
export const CHARGED: u8 = 5;

/** Status of an order after the record. */
export const STATUS_OPEN: u8 = 0;
export const STATUS_FILLED: u8 = 1;
export const STATUS_CANCELLED: u8 = 2;
export const STATUS_EXPIRED: u8 = 3;
export const STATUS_REJECTED: u8 = 4;
export const STATUS_SKIPPED: u8 = 5;

/** Why an order exists, hence why it fills; `+ GAP` when it filled at the open, `+ REST` when what a bar's volume left of it does. */
export const REASON_MARKET: u8 = 1;
export const REASON_TARGET: u8 = 2;
export const REASON_STOP: u8 = 3;
export const REASON_STOP_LIMIT: u8 = 4;
export const REASON_LIMIT: u8 = 5;
export const REASON_TRAILING_STOP: u8 = 6;
export const REASON_STOP_LOSS: u8 = 7;
export const REASON_TAKE_PROFIT: u8 = 8;
export const REASON_TIME: u8 = 9;
export const REASON_LIQUIDATION: u8 = 10;
/** A trailing stop put on an entry. */
export const REASON_TRAILING_EXIT: u8 = 11;
export const GAP: u8 = 32;
export const REST: u8 = 64;

/** What was charged. */
export const CHARGE_FUNDING: u8 = 1;
export const CHARGE_BORROW: u8 = 2;
export const CHARGE_INTEREST: u8 = 3;

/** Why an order was refused or ended. */
export const END_LOT: u8 = 65;
export const END_MIN_NOTIONAL: u8 = 66;
export const END_LEVERAGE: u8 = 67;
export const END_BAND: u8 = 68;
export const END_REPLACED: u8 = 69;
export const END_SIBLING: u8 = 70;
export const END_FLAT: u8 = 71;
export const END_REDUCE_ONLY: u8 = 72;
export const END_CASH: u8 = 73;
export const END_CANCELLED: u8 = 74;
export const END_EXPIRED: u8 = 75;
export const END_LIQUIDATION: u8 = 76;

export const CUT_NONE: u8 = 0;
export const CUT_CASH: u8 = 1;
export const CUT_REDUCE_ONLY: u8 = 2;
export const CUT_PARTICIPATION: u8 = 3;

/** Flags of an order. */
export const REDUCE_ONLY: i32 = 1;
export const CHILD: i32 = 2;
export const TARGET: i32 = 4;
export const TRAILING: i32 = 8;
export const GROUPED: i32 = 16;
export const EXPIRING: i32 = 32;
export const TRIGGERED: i32 = 64;
/** What few orders have. They are counted in `openRare`: a bar without one of them passes their rules by. */
export const RARE: i32 = TRAILING | GROUPED | EXPIRING | TRIGGERED;

/** Units a target is given in. */
export const FRACTION: i32 = 0;
export const UNITS: i32 = 1;
