import type { AssetClass, BarsSource, CalendarKind } from '../bars';

export type ImportDialect = 'plain' | 'yahoo' | 'tradingview' | 'binance-archive' | 'generic';

export type TimeFormat =
  | 'iso'
  | 'epoch-s'
  | 'epoch-ms'
  | 'epoch-us'
  | 'epoch-ns'
  | 'date-dmy'
  | 'date-mdy'
  | 'date-ymd';

/** Something only the user can know. Each option shows what the first rows would become. */
export interface ImportQuestion {
  readonly id: 'date-order' | 'time-zone' | 'columns';
  readonly title: string;
  /** Why it is asked. */
  readonly explanation: string;
  readonly options: readonly {
    /** The answer to give back: `dmy`, an IANA zone, or the column mapping as JSON for `columns`. */
    readonly value: string;
    readonly label: string;
    /** The first time under this reading, `First bar 2021-03-04 09:00 → 07:00 UTC`. */
    readonly reading: string;
    /** What speaks for or against it, null where nothing does. */
    readonly evidence: string | null;
    readonly fits: boolean | null;
  }[];
}

export interface ImportInspection {
  readonly importId: string;
  readonly fileName: string;
  readonly byteLength: number;
  readonly dialect: ImportDialect;
  /** `Plain CSV`, `Yahoo Finance`, `TradingView export`, `Binance archive`. */
  readonly dialectLabel: string;
  readonly separator: ',' | ';' | '\t';
  readonly hasHeader: boolean;
  readonly compressed: boolean;
  readonly timeFormat: TimeFormat;
  /** Zone named in the file, or null where times carry none. */
  readonly zoneInFile: string | null;
  readonly order: 'oldest-first' | 'newest-first' | 'mixed';
  /** Index of the source column for each field, null = absent. */
  readonly columns: Readonly<
    Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'adjustedClose', number | null>
  >;
  readonly headers: readonly string[];
  /** First rows as written and as understood. */
  readonly preview: readonly {
    readonly row: number;
    readonly text: string;
    readonly time: number | null;
    readonly open: number | null;
    readonly high: number | null;
    readonly low: number | null;
    readonly close: number | null;
    readonly volume: number | null;
  }[];
  readonly questions: readonly ImportQuestion[];
  readonly suggestedName: string;
  readonly suggestedSymbol: string;
  readonly suggestedAssetClass: AssetClass;
  readonly intervalMs: number | null;
  /** What else was decided on the way, in sentences: columns left out, volume that is missing. */
  readonly notes: readonly string[];
}

/** Answers by question id; also overrides for what was understood. */
export interface ImportAnswers {
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd';
  /** IANA zone the file's times are in. */
  readonly timeZone?: string;
  readonly columns?: Partial<Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume', number>>;
  readonly assetClass?: AssetClass;
  readonly calendar?: CalendarKind;
  readonly quoteCurrency?: string;
  readonly symbol?: string;
}

export type FaultClass =
  | 'unparsable'
  | 'high-below-low'
  | 'open-close-outside'
  | 'non-positive-price'
  | 'duplicate-time'
  | 'out-of-order'
  | 'gap'
  | 'zero-volume'
  | 'spike';

export type Repair =
  | 'drop'
  | 'keep'
  | 'keep-first'
  | 'keep-last'
  | 'sort'
  | 'leave-empty'
  | 'refuse';

export type RepairChoices = Partial<Record<FaultClass, Repair>>;

export interface FaultReport {
  readonly fault: FaultClass;
  readonly label: string;
  /** Rows (or gaps) in this class. */
  readonly count: number;
  /** At most 1,000, first ones first. */
  readonly samples: readonly {
    /** 1-based line in the file, the header counted. */
    readonly row: number;
    readonly text: string;
    /** "close is ‘n/a’", "high 1.08912 is below low 1.08960". */
    readonly reason: string;
  }[];
  /** What may be done with them, the first is the default. */
  readonly choices: readonly Repair[];
  /** True where it is a defect, false where it is only worth knowing. */
  readonly isDefect: boolean;
}

export interface ImportReport {
  readonly importId: string;
  readonly rows: number;
  /** Bars that would be saved under the default choices. */
  readonly bars: number;
  readonly intervalMs: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly faults: readonly FaultReport[];
  /** Questions still open; nothing can be saved while there are any. */
  readonly openQuestions: readonly ImportQuestion[];
  readonly elapsedMs: number;
  readonly source: BarsSource;
}
