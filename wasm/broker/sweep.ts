// Many cells of a parameter grid over the same bars. A cell is a target rule over two columns: above when the first is
// above the second, below when it is below. Two cells run side by side in the lanes of f64x2, which mark, measure and
// look for a change of side; whatever a change of side leads to goes through each cell's own broker, as in advance().
//
// Result of a cell, 6 f64: return · largest drawdown (≤ 0) · mean and standard deviation (n − 1) of bar returns ·
// trades, an open one included · bars measured.
import { END_BAND, FRACTION } from './codes';
import { decideTarget } from './decide';
import { markBar } from './mark';
import { matchBar } from './match';
import { NEVER } from './orders';
import { hasRoom } from './room';
import { BrokerState, restart } from './state';

const RESULT_BYTES: usize = 48;
const CELL_BYTES: usize = 12;

// @ts-ignore: decorator
@unmanaged
export class SweepJob {
  /** Brokers of the two lanes, opened and bound to the bars. */
  laneA: usize;
  laneB: usize;
  capital: f64;
  /** Addresses of the columns cells name by index, u32 each. */
  columns: usize;
  /** i32 first column, i32 second column, i32 first bar measured: no decision falls before it, and both are known on it. */
  cells: usize;
  results: usize;
  bars: i32;
  /** 1 = a side is taken when the relation changes, 0 = also the first one known. */
  cross: i32;
  above: f64;
  below: f64;
  /** Relative dead band around equality. */
  deadBand: f64;
}

export function sweepJobBytes(): i32 {
  return <i32>offsetof<SweepJob>();
}

export function sweepOpen(
  job: usize,
  laneA: usize,
  laneB: usize,
  columns: usize,
  cells: usize,
  results: usize,
  bars: i32,
  cross: i32,
  above: f64,
  below: f64,
  deadBand: f64,
): void {
  const j = changetype<SweepJob>(job);
  j.laneA = laneA;
  j.laneB = laneB;
  j.capital = changetype<BrokerState>(laneA).cash;
  j.columns = columns;
  j.cells = cells;
  j.results = results;
  j.bars = bars;
  j.cross = cross;
  j.above = above;
  j.below = below;
  j.deadBand = deadBand;
}

/** Runs cells [from, to). */
export function sweepRun(job: usize, from: i32, to: i32): void {
  const j = changetype<SweepJob>(job);
  let cell = from;
  for (; cell + 1 < to; cell += 2) runPair(j, cell, cell + 1);
  if (cell < to) runPair(j, cell, -1);
}

function columnOf(j: SweepJob, cell: i32, which: usize): usize {
  const index = load<i32>(j.cells + <usize>cell * CELL_BYTES + which * 4);
  return load<u32>(j.columns + (<usize>index << 2));
}

function startOf(j: SweepJob, cell: i32): i32 {
  return load<i32>(j.cells + <usize>cell * CELL_BYTES, 8);
}

/** In what laneBar returns: its target was refused, and is decided again on every bar, as a column repeats it. */
const REFUSED: i32 = 4;

/**
 * One bar of one lane in which something happens: orders meet it, it is marked, a side is decided.
 * A full log starts over: a sweep keeps none.
 * @returns trades entered, 0 to 2, with REFUSED
 */
function laneBar(
  s: BrokerState,
  t: i32,
  close: f64,
  decides: bool,
  target: f64,
  again: bool,
): i32 {
  const before = s.position;
  if (!hasRoom(s)) s.logCount = 0;
  if (s.openCount > 0) matchBar(s, t);
  const matched = s.position;
  markBar(s, t, close);
  let flag = again ? REFUSED : 0;
  if (decides) {
    const no = decideTarget(s, target, FRACTION, 0, 0, 0, 0, 0, -1, NEVER, false);
    flag = no != 0 && no != END_BAND ? REFUSED : 0;
  }
  return flag | (entered(before, matched) + entered(matched, s.position));
}

function entered(before: f64, after: f64): i32 {
  return after != 0 && before * after <= 0 ? 1 : 0;
}

function runPair(j: SweepJob, cellA: i32, cellB: i32): void {
  const single = cellB < 0;
  const other = single ? cellA : cellB;
  const a = changetype<BrokerState>(j.laneA);
  const b = changetype<BrokerState>(j.laneB);
  const capital = j.capital;
  restart(a, capital);
  restart(b, capital);
  const firstA = columnOf(j, cellA, 0);
  const secondA = columnOf(j, cellA, 1);
  const firstB = columnOf(j, other, 0);
  const secondB = columnOf(j, other, 1);
  const startA = startOf(j, cellA);
  const startB = startOf(j, other);
  const closes = a.close;
  const above = j.above;
  const below = j.below;
  const deadBand = f64x2.splat(j.deadBand);
  const noBand = j.deadBand == 0;
  const keeps = a.equityColumn != 0;
  const one = f64x2.splat(1);

  let cash = f64x2.splat(capital);
  let position = f64x2.splat(0);
  let before = cash;
  let peak = cash;
  let lowest = one;
  let sum = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let isAbove = f64x2.splat(0);
  let isBelow = isAbove;
  // Lanes whose relation was known a bar ago; an idle second lane never gets there.
  let known = j.cross ? f64x2.splat(0) : f64x2.eq(one, one);
  let allKnown = !j.cross;
  const active = single ? f64x2.replace_lane(f64x2.eq(one, one), 1, 0) : f64x2.eq(one, one);
  // Lanes whose target was refused and is decided again.
  let again = 0;
  // Lanes that took a side; an idle second lane needs none.
  let taken = single ? 2 : 0;
  let targetA: f64 = 0;
  let targetB: f64 = 0;
  let tradesA = 0;
  let tradesB = 0;

  const n = j.bars;
  let t = max(0, min(startA, startB) - 1);
  if (keeps) {
    for (let i = 0; i < t; i++) {
      markBar(a, i, load<f64>(closes + (<usize>i << 3)));
      markBar(b, i, load<f64>(closes + (<usize>i << 3)));
    }
  }
  while (t < n) {
    // A bar on which a side may turn or an order is waiting.
    const here = <usize>t << 3;
    const first = pair(firstA + here, firstB + here);
    const second = pair(secondA + here, secondB + here);
    const distance = f64x2.sub(first, second);
    const width = f64x2.mul(deadBand, f64x2.abs(second));
    const up = f64x2.gt(distance, width);
    const down = f64x2.lt(distance, f64x2.neg(width));
    const turned = v128.or(v128.andnot(up, isAbove), v128.andnot(down, isBelow));
    isAbove = up;
    isBelow = down;
    const turns = i64x2.bitmask(v128.and(turned, v128.and(known, active)));
    if (!allKnown) {
      known = v128.or(known, f64x2.eq(distance, distance));
      allKnown = i64x2.all_true(known);
    }
    const price = load<f64>(closes + here);
    const sides = j.cross ? 3 : i64x2.bitmask(v128.or(up, down));
    taken |= turns;
    const decides = turns | (again & sides);
    const aboves = i64x2.bitmask(isAbove);
    if (decides & 1 || a.openCount > 0) {
      if (turns & 1) targetA = aboves & 1 ? above : below;
      const found = laneBar(a, t, price, (decides & 1) != 0, targetA, (again & 1) != 0);
      tradesA += found & 3;
      again = (again & 2) | (found & REFUSED ? 1 : 0);
      cash = f64x2.replace_lane(cash, 0, a.cash);
      position = f64x2.replace_lane(position, 0, a.position);
    }
    if (decides & 2 || b.openCount > 0) {
      if (turns & 2) targetB = aboves & 2 ? above : below;
      const found = laneBar(b, t, price, (decides & 2) != 0, targetB, (again & 2) != 0);
      tradesB += found & 3;
      again = (again & 1) | (found & REFUSED ? 2 : 0);
      cash = f64x2.replace_lane(cash, 1, b.cash);
      position = f64x2.replace_lane(position, 1, b.position);
    }
    // Nothing waits and both lanes are on the side they took: until the distance changes its sign nothing turns.
    // (Equal and back to the same side decides the target that is held.)
    const belows = i64x2.bitmask(isBelow);
    const calm =
      noBand && taken == 3 && again == 0 && a.openCount + b.openCount == 0 && (belows | aboves) == 3;
    const flat = calm && !keeps && a.position == 0 && b.position == 0;

    do {
      const at = <usize>t << 3;
      const close = v128.load_splat<f64>(closes + at);
      const equity = f64x2.add(cash, f64x2.mul(position, close));
      const change = f64x2.sub(f64x2.div(equity, before), one);
      sum = f64x2.add(sum, change);
      squares = f64x2.add(squares, f64x2.mul(change, change));
      peak = f64x2.pmax(peak, equity);
      const lower = f64x2.lt(equity, f64x2.mul(lowest, peak));
      if (i64x2.bitmask(lower)) {
        // Only the lane that is lower: a cell's figures don't depend on its neighbour.
        lowest = v128.bitselect(f64x2.pmin(lowest, f64x2.div(equity, peak)), lowest, lower);
      }
      before = equity;
      if (keeps) {
        keep(a, at, f64x2.extract_lane(equity, 0));
        keep(b, at, f64x2.extract_lane(equity, 1));
      }
      t++;
    } while (
      t < n &&
      calm &&
      !flat &&
      signs(firstA, firstB, secondA, secondB, <usize>t << 3) == belows
    );
    // Flat equity changes nothing that is measured.
    if (flat) {
      while (
        t + 1 < n &&
        signs(firstA, firstB, secondA, secondB, <usize>t << 3) == belows &&
        signs(firstA, firstB, secondA, secondB, <usize>(t + 1) << 3) == belows
      ) {
        t += 2;
      }
      while (t < n && signs(firstA, firstB, secondA, secondB, <usize>t << 3) == belows) t++;
    }
  }
  write(
    j,
    cellA,
    f64x2.extract_lane(before, 0),
    f64x2.extract_lane(lowest, 0),
    f64x2.extract_lane(sum, 0),
    f64x2.extract_lane(squares, 0),
    tradesA,
    n - startA,
  );
  if (single) return;
  write(
    j,
    cellB,
    f64x2.extract_lane(before, 1),
    f64x2.extract_lane(lowest, 1),
    f64x2.extract_lane(sum, 1),
    f64x2.extract_lane(squares, 1),
    tradesB,
    n - startB,
  );
}

// @ts-ignore: decorator
@inline
function pair(a: usize, b: usize): v128 {
  return v128.load_lane<f64>(b, v128.load_zero<f64>(a), 1);
}

/** Bit k is set where in lane k the first column is below the second at byte offset `at`. */
// @ts-ignore: decorator
@inline
function signs(firstA: usize, firstB: usize, secondA: usize, secondB: usize, at: usize): i32 {
  return i64x2.bitmask(f64x2.sub(pair(firstA + at, firstB + at), pair(secondA + at, secondB + at)));
}

function keep(s: BrokerState, at: usize, equity: f64): void {
  store<f64>(s.equityColumn + at, equity);
  store<f64>(s.cashColumn + at, s.cash);
  store<f64>(s.positionColumn + at, s.position);
}

function write(
  j: SweepJob,
  cell: i32,
  equity: f64,
  lowest: f64,
  sum: f64,
  squares: f64,
  trades: i32,
  bars: i32,
): void {
  const at = j.results + <usize>cell * RESULT_BYTES;
  const mean = sum / <f64>bars;
  store<f64>(at, equity / j.capital - 1);
  store<f64>(at, lowest - 1, 8);
  store<f64>(at, mean, 16);
  store<f64>(at, Math.sqrt(Math.max(0, (squares - sum * mean) / (<f64>bars - 1))), 24);
  store<f64>(at, <f64>trades, 32);
  store<f64>(at, <f64>bars, 40);
}
