import type { Candle } from './exchange-port';

/** A closed bar of the stream that waits for its turn. */
export interface Arrival {
  readonly candle: Candle;
  readonly exchangeTime: number;
  readonly receivedAt: number;
  /** Exchange time since which the stream stood when it came. */
  readonly standsSince: number;
}

/** More arrivals than this are not kept while a gap is filled: they are asked for afterwards. */
const mostArrivals = 2_000;
/** Opens of the stream that are remembered to tell a repeated bar from a late one. */
const rememberedOpens = 256;

/** Closed bars as the stream brings them, until their turn comes. */
export class LiveArrivals {
  private readonly waiting = new Map<number, Arrival>();
  private readonly heard = new Set<number>();

  /** Whether a bar that opens at `open` is wanted: not one before `next`, nor one that is here. Each call counts as heard. */
  sort(open: number, next: number): 'wanted' | 'repeated' | 'late' {
    const isKnown = this.heard.has(open);
    this.heard.add(open);
    if (this.heard.size > rememberedOpens) {
      const [oldest] = this.heard;
      this.heard.delete(oldest!);
    }
    if (open >= next && !this.waiting.has(open)) return 'wanted';
    return isKnown ? 'repeated' : 'late';
  }

  /** @returns false where there are too many already */
  add(arrival: Arrival): boolean {
    if (this.waiting.size >= mostArrivals) return false;
    this.waiting.set(arrival.candle[0], arrival);
    return true;
  }

  /** The bar that opens at `open`, taken out. */
  take(open: number): Arrival | null {
    const arrival = this.waiting.get(open);
    this.waiting.delete(open);
    return arrival ?? null;
  }

  /** Open of the first bar that waits, null = none. */
  get firstOpen(): number | null {
    let first: number | null = null;
    for (const open of this.waiting.keys()) if (first === null || open < first) first = open;
    return first;
  }

  /** Forgets bars that open before `next`. @returns how many */
  dropBefore(next: number): number {
    let dropped = 0;
    for (const open of this.waiting.keys()) {
      if (open >= next) continue;
      this.waiting.delete(open);
      dropped += 1;
    }
    return dropped;
  }

  clear(): void {
    this.waiting.clear();
  }
}
