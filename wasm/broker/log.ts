// The log: records of 72 bytes, little-endian, appended in the order of events and never changed.
//
//   0 u32 sequence    4 u8 kind   5 u8 status   6 u8 reason   7 u8 cut
//   8 u32 instrument 12 i32 bar  16 i32 order  20 i32 parent order, −1 = none
//  24 f64 quantity, + buy, − sell
//  32 f64 reference price; an order's level, 0 = none
//  40 f64 price      48 f64 fee  56 f64 slippage 64 f64 spread     (money; 0 unless a fill)
//
// A charge (funding, borrowing, interest) and a liquidation belong to no order: −1. Of a charge the quantity is the
// position it was made for and the fee the money paid, negative where it was received.
import { BrokerState } from './state';

const RECORD_BYTES: usize = 72;

export function brokerRecordBytes(): i32 {
  return <i32>RECORD_BYTES;
}

/** Appends a record without money. The caller made sure of room. */
export function record(
  s: BrokerState,
  kind: u8,
  status: u8,
  reason: u8,
  bar: i32,
  order: i32,
  parent: i32,
  quantity: f64,
  level: f64,
): void {
  const at = begin(s, kind, status, reason, 0, bar, order, parent, quantity);
  store<f64>(at, level, 32);
  store<f64>(at, 0, 40);
  store<f64>(at, 0, 48);
  store<f64>(at, 0, 56);
  store<f64>(at, 0, 64);
}

/** Appends the first 32 bytes of a record and gives its address. */
// @ts-ignore: decorator
@inline
export function begin(
  s: BrokerState,
  kind: u8,
  status: u8,
  reason: u8,
  cut: u8,
  bar: i32,
  order: i32,
  parent: i32,
  quantity: f64,
): usize {
  const at = s.log + <usize>s.logCount * RECORD_BYTES;
  store<u32>(at, s.logCount);
  store<u8>(at, kind, 4);
  store<u8>(at, status, 5);
  store<u8>(at, reason, 6);
  store<u8>(at, cut, 7);
  store<u32>(at, 0, 8);
  store<i32>(at, bar, 12);
  store<i32>(at, order, 16);
  store<i32>(at, parent, 20);
  store<f64>(at, quantity, 24);
  s.logCount++;
  return at;
}

/** Gives the log a new block that holds `capacity` records; what was written moves along. */
export function brokerMoveLog(state: usize, block: usize, capacity: i32): void {
  const s = changetype<BrokerState>(state);
  memory.copy(block, s.log, <usize>s.logCount * RECORD_BYTES);
  s.log = block;
  s.logCapacity = capacity;
}

export function brokerLogAddress(state: usize): usize {
  return changetype<BrokerState>(state).log;
}

export function brokerLogCount(state: usize): i32 {
  return changetype<BrokerState>(state).logCount;
}

export function brokerLogCapacity(state: usize): i32 {
  return changetype<BrokerState>(state).logCapacity;
}
