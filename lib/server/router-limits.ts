import { LRUCache } from 'lru-cache';

export interface LimitSettings {
  /** Requests a second in the long run, and at once. */
  readonly perSecond: number;
  readonly burst: number;
  /** Live streams at a time. */
  readonly streams: number;
}

/** Of one client address. */
export const clientLimits: LimitSettings = { perSecond: 20, burst: 60, streams: 16 };
/** Of all of them together: an address can be made up where no server in front of this one says it. */
export const siteLimits: LimitSettings = { perSecond: 400, burst: 1200, streams: 512 };

interface Bucket {
  tokens: number;
  at: number;
  streams: number;
}

/** Counts what clients ask for: a bucket of requests that refills, and open streams. */
export class RequestLimits {
  private readonly clients = new LRUCache<string, Bucket>({ max: 10_000 });
  /** Streams are counted apart: a count must not be dropped while its streams are open. */
  private readonly streams = new Map<string, number>();
  private readonly site: Bucket;

  constructor(
    private readonly now: () => number,
    private readonly perClient: LimitSettings = clientLimits,
    private readonly perSite: LimitSettings = siteLimits,
  ) {
    this.site = { tokens: perSite.burst, at: now(), streams: 0 };
  }

  /** Takes one request of `client`. @returns 0, or after how many ms it may ask again */
  take(client: string): number {
    let bucket = this.clients.get(client);
    if (bucket === undefined) {
      bucket = { tokens: this.perClient.burst, at: this.now(), streams: 0 };
      this.clients.set(client, bucket);
    }
    const wait = Math.max(
      this.refill(bucket, this.perClient),
      this.refill(this.site, this.perSite),
    );
    if (wait > 0) return wait;
    bucket.tokens -= 1;
    this.site.tokens -= 1;
    return 0;
  }

  /** Whether `client` may open one more stream. */
  hasStreamLeft(client: string): boolean {
    return (
      (this.streams.get(client) ?? 0) < this.perClient.streams &&
      this.site.streams < this.perSite.streams
    );
  }

  /** Counts a stream; @returns what ends the count, null where there are too many. */
  beginStream(client: string): (() => void) | null {
    if (!this.hasStreamLeft(client)) return null;
    this.streams.set(client, (this.streams.get(client) ?? 0) + 1);
    this.site.streams += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.site.streams -= 1;
      const left = (this.streams.get(client) ?? 1) - 1;
      if (left > 0) this.streams.set(client, left);
      else this.streams.delete(client);
    };
  }

  /** Streams open now, of all clients. */
  get openStreams(): number {
    return this.site.streams;
  }

  private refill(bucket: Bucket, { perSecond, burst }: LimitSettings): number {
    const now = this.now();
    const gained = (Math.max(0, now - bucket.at) * perSecond) / 1000;
    bucket.tokens = Math.min(burst, bucket.tokens + gained);
    bucket.at = now;
    return bucket.tokens >= 1 ? 0 : Math.floor(((1 - bucket.tokens) * 1000) / perSecond) + 1;
  }
}
