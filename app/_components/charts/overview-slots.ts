/**
 * Places of a thinned overview. Up to `maxSlots` bars there is one slot a bar; above, the bars are cut into equal
 * buckets of two slots each, so that the distance along the axis stays proportional to the number of bars.
 */
export interface OverviewSlots {
  readonly bars: number;
  readonly slots: number;
  /** First bar of each slot. */
  readonly firstBar: Float64Array;
}

/** Twenty years of days are drawn bar by bar. */
export const MAX_SLOTS = 6000;

export function overviewSlots(bars: number, maxSlots = MAX_SLOTS): OverviewSlots {
  if (bars <= maxSlots) {
    const firstBar = new Float64Array(bars);
    for (let i = 0; i < bars; i += 1) firstBar[i] = i;
    return { bars, slots: bars, firstBar };
  }
  const slots = maxSlots - (maxSlots % 2);
  const firstBar = new Float64Array(slots);
  for (let slot = 0; slot < slots; slot += 1) firstBar[slot] = Math.floor((slot * bars) / slots);
  return { bars, slots, firstBar };
}

/** Slot that a bar is drawn in. */
export function slotOfBar(slots: OverviewSlots, bar: number): number {
  if (slots.slots === slots.bars) return bar;
  return Math.min(slots.slots - 1, Math.floor(((bar + 0.5) * slots.slots) / slots.bars));
}

/**
 * One value a slot. In a bucket the lowest and the highest value are kept in the order they came, so no peak and no
 * trough is lost; the run's last value is kept as it is. NaN = no value in that slot.
 */
export function thinToSlots(values: Float64Array, slots: OverviewSlots): Float64Array {
  if (slots.slots === slots.bars) return values;
  const out = new Float64Array(slots.slots).fill(Number.NaN);
  for (let slot = 0; slot < slots.slots; slot += 2) {
    const from = slots.firstBar[slot]!;
    const to = slot + 2 < slots.slots ? slots.firstBar[slot + 2]! : slots.bars;
    let low = -1;
    let high = -1;
    for (let bar = from; bar < to; bar += 1) {
      const value = values[bar]!;
      if (Number.isNaN(value)) continue;
      if (low < 0 || value < values[low]!) low = bar;
      if (high < 0 || value > values[high]!) high = bar;
    }
    if (low < 0) continue;
    out[slot] = values[Math.min(low, high)]!;
    out[slot + 1] = values[Math.max(low, high)]!;
  }
  out[slots.slots - 1] = values[slots.bars - 1]!;
  return out;
}
