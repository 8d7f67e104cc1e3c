/** The numbers of wasm/broker/codes.ts. */
export const orderKind = { market: 0, stop: 1, 'stop-limit': 2, limit: 3 } as const;

export const recordKind = { accepted: 1, refused: 2, filled: 3, closed: 4, charged: 5 } as const;

/** Index = status byte of a record. */
export const statusNames = [
  'open',
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'skipped',
] as const;

/** Why an order exists, and so why it fills. */
export const orderReason = {
  market: 1,
  target: 2,
  stop: 3,
  stopLimit: 4,
  limit: 5,
  trailingStop: 6,
  stopLoss: 7,
  takeProfit: 8,
  time: 9,
  liquidation: 10,
  trailingExit: 11,
} as const;

/** Added to the reason of a fill at the open. */
export const gapFlag = 32;

/** Added to the reason of a fill of what a bar’s volume left of a touched stop or a time stop. */
export const restFlag = 64;

/** What a charge was for. */
export const charge = { funding: 1, borrow: 2, interest: 3 } as const;

/** Why an order was refused or ended, by reason byte. */
export const endNames: Readonly<Record<number, string>> = {
  65: 'lot',
  66: 'minNotional',
  67: 'leverage',
  68: 'band',
  69: 'replaced',
  70: 'oco',
  71: 'flat',
  72: 'reduceOnly',
  73: 'cash',
  74: 'user',
  75: 'expired',
  76: 'liquidation',
};

/** Index = cut byte of a fill. */
export const cutNames = [null, 'cash', 'reduceOnly', 'participation'] as const;

export const orderFlag = { reduceOnly: 1, trailing: 8 } as const;

/** Last bar of an order that does not expire. */
export const never = 0x7fffffff;

export const targetUnit = { fraction: 0, units: 1 } as const;

/** Returned by commands that were not heard because log and orders need larger blocks. */
export const noRoom = -1;

/** Byte offsets in a record, see wasm/broker/log.ts. */
export const recordLayout = {
  kind: 4,
  status: 5,
  reason: 6,
  cut: 7,
  bar: 12,
  order: 16,
  parent: 20,
  quantity: 24,
  refPrice: 32,
  price: 40,
  fee: 48,
  slippage: 56,
  spread: 64,
} as const;
