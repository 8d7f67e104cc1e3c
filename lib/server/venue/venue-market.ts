import type { Candle } from '../../market/exchange/exchange-port';

/** What a venue tells of a symbol. */
export interface VenueListing {
  /** `BTC/USDT`. */
  readonly symbol: string;
  /** The venue's own code, `BTCUSDT`. */
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  /** Smallest price step, 0 = unknown. */
  readonly tickSize: number;
  /** Smallest step of a quantity, 0 = unknown: sums of volumes are then left as they come. */
  readonly stepSize: number;
}

/** Every bar a symbol has had and will have at the venue: the past and the future are one list, the clock parts them. */
export interface VenueSeries {
  readonly listing: VenueListing;
  /** Length of one bar of the list in ms; bars open at multiples of it. */
  readonly intervalMs: number;
  readonly length: number;
  /** The whole bar `index`, 0 = oldest; the same at every call. */
  bar(index: number): Candle;
  /** Index of the first bar that opens at or after `timeMs`; `length` where there is none. */
  indexFrom(timeMs: number): number;
}

/** Symbols by the venue's own code. */
export type VenueMarket = ReadonlyMap<string, VenueSeries>;

/** A market of these series. */
export function venueMarket(series: readonly VenueSeries[]): VenueMarket {
  return new Map(series.map((one) => [one.listing.id, one]));
}
