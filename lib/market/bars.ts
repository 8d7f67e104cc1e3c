import type { Sha256Hex, TimestampMs } from '../core/nominal';
import type { ExchangeSeries } from './exchange/exchange.schema';

/** Which days and hours an instrument trades; decides what counts as a gap and how results are annualised. */
export type CalendarKind = 'crypto-24x7' | 'equity-us' | 'fx-24x5' | 'unknown';

export type AssetClass = 'crypto' | 'equity' | 'index' | 'fx' | 'other';

export interface Instrument {
  /** Short code, `BTCUSDT`. */
  readonly symbol: string;
  /** What a person calls it, `S&P 500`. */
  readonly name: string;
  readonly assetClass: AssetClass;
  /** The currency prices are in; also the account currency of a run. `index points` for an index. */
  readonly quoteCurrency: string;
  readonly calendar: CalendarKind;
  /** Smallest price step, 0 = unknown. */
  readonly tickSize: number;
}

/** Bars of an exchange that open in `[from, to)`, UTC epoch ms. */
export interface ExchangeSource extends ExchangeSeries {
  readonly kind: 'exchange';
  readonly from: number;
  readonly to: number;
  /** Gathered into bars of this length afterwards, ms. */
  readonly resampleMs?: number | undefined;
}

/** Where bars came from; enough to get the same bars again. */
export type BarsSource =
  | { readonly kind: 'sample'; readonly id: string }
  | {
      readonly kind: 'synthetic';
      readonly config: Readonly<Record<string, unknown>>;
      readonly asset: number;
    }
  | {
      readonly kind: 'file';
      readonly fileName: string;
      /** SHA-256 of the raw bytes as given. */
      readonly rawSha256: Sha256Hex;
      /** Dialect, columns, zone, date order and every repair chosen: importing the same bytes by it gives the same bars. */
      readonly recipe: Readonly<Record<string, unknown>>;
    }
  | ExchangeSource;

/** The six columns, all of one length, time strictly increasing. Never modified after creation. */
export interface BarColumns {
  /** Bar open, UTC epoch ms. A bar is known at `time + intervalMs`. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Base units; 0 where unknown. */
  readonly volume: Float64Array;
}

/** Bars of one instrument at one interval. */
export interface Bars extends BarColumns {
  readonly length: number;
  readonly instrument: Instrument;
  /** Nominal bar length in ms: 86,400,000 for daily bars. */
  readonly intervalMs: number;
  /** IANA zone in which times are shown and calendar metrics are counted; `UTC` for crypto. */
  readonly timeZone: string;
  readonly source: BarsSource;
  /** SHA-256 of interval and columns, see fingerprint.ts. */
  readonly fingerprint: Sha256Hex;
}

/** When bar `i` becomes known: its close. */
export function knownTime(bars: Bars, i: number): TimestampMs {
  return (bars.time[i]! + bars.intervalMs) as TimestampMs;
}
