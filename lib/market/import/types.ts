import type { AssetClass, BarsSource, CalendarKind } from '../bars';

export type ImportDialect =
  | 'plain'
  | 'yahoo'
  | 'tradingview'
  | 'binance-archive'
  | 'cryptodatadownload'
  | 'metatrader'
  | 'stooq'
  | 'alpha-vantage'
  | 'kraken'
  | 'coinbase'
  | 'generic';

/** What a file is made of, inside gzip or a zip archive. */
export type TableKind = 'csv' | 'json' | 'parquet';

/** A file as it is handed over. */
export interface ImportFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export type TimeFormat =
  | 'iso'
  | 'epoch-s'
  | 'epoch-ms'
  | 'epoch-us'
  | 'epoch-ns'
  | 'date-dmy'
  | 'date-mdy'
  | 'date-ymd'
  | 'date-named';

/** Prices as they were traded, with splits taken out, or with splits and dividends taken out. */
export type PriceAdjustment = 'adjusted' | 'splits' | 'raw';

/** Something only the user can know. Each option shows what the first rows would become. */
export interface ImportQuestion {
  readonly id: 'date-order' | 'time-zone' | 'columns' | 'volume' | 'adjustment';
  readonly title: string;
  /** Why it is asked. */
  readonly explanation: string;
  /** The option taken where no answer is given; null = an answer is needed before anything can be saved. */
  readonly defaultValue: string | null;
  readonly options: readonly {
    /**
     * The answer to give back: `dmy`, an IANA zone, the column mapping as JSON for `columns`, the name of a column
     * or `none` for `volume`, `adjusted`, `splits` or `raw` for `adjustment`.
     */
    readonly value: string;
    readonly label: string;
    /** The first time under this reading, `First bar 2021-03-04 09:00 → 07:00 UTC`. */
    readonly reading: string;
    /** What speaks for or against it, null where nothing does. */
    readonly evidence: string | null;
    readonly fits: boolean | null;
  }[];
}

/** One instrument of an import: a file, a member of an archive, or the rows of one symbol in a long table. */
export interface ImportInstrument {
  /** What `ImportAnswers.instrument` takes; unique in its import. */
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly fileName: string;
  /** Path inside an archive, or of the table inside a JSON document; null = the file itself. */
  readonly member: string | null;
  /** Which of `ImportInspection.tables` its rows are in. */
  readonly table: number;
  /** Lines of data; null where the import holds this instrument alone, whose report counts them. */
  readonly rows: number | null;
  /** Times of its first and last row in UTC; null while a question decides them, or where `rows` is. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

/** A table that was found: what it is in and how it is written. */
export interface ImportTable {
  readonly fileName: string;
  readonly member: string | null;
  readonly kind: TableKind;
  readonly dialectLabel: string;
  readonly headers: readonly string[];
  readonly notes: readonly string[];
}

/** What is understood of an import; where it holds several tables, of the first one. */
export interface ImportInspection {
  readonly importId: string;
  readonly fileName: string;
  readonly byteLength: number;
  readonly dialect: ImportDialect;
  /** `Plain CSV`, `Yahoo Finance`, `TradingView export`, `Binance archive`. */
  readonly dialectLabel: string;
  readonly kind: TableKind;
  readonly separator: ',' | ';' | '\t';
  readonly hasHeader: boolean;
  /** Unpacked from gzip or a zip archive. */
  readonly compressed: boolean;
  readonly timeFormat: TimeFormat;
  /** Zone named in the file, or null where times carry none. */
  readonly zoneInFile: string | null;
  readonly order: 'oldest-first' | 'newest-first' | 'mixed';
  /** Index of the source column for each field, null = absent. */
  readonly columns: Readonly<
    Record<
      | 'time'
      | 'clock'
      | 'open'
      | 'high'
      | 'low'
      | 'close'
      | 'volume'
      | 'adjustedClose'
      | 'split'
      | 'dividend',
      number | null
    >
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
  /** Of every table, each question once. */
  readonly questions: readonly ImportQuestion[];
  /** At least one; with several, `ImportAnswers.instrument` says which one is reported or saved. */
  readonly instruments: readonly ImportInstrument[];
  readonly tables: readonly ImportTable[];
  readonly suggestedName: string;
  readonly suggestedSymbol: string;
  readonly suggestedAssetClass: AssetClass;
  readonly intervalMs: number | null;
  /** What else was decided on the way, in sentences: columns left out, volume that is missing. */
  readonly notes: readonly string[];
}

/** Answers by question id; also overrides for what was understood. */
export interface ImportAnswers {
  /** Id of the instrument meant; needed where an import holds several. */
  readonly instrument?: string;
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd';
  /** IANA zone the file's times are in. */
  readonly timeZone?: string;
  readonly columns?: Partial<Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume', number>>;
  /** Which side of quote bars: the same answer as the question's `columns`, for every table at once. */
  readonly quoteSide?: 'bid' | 'ask';
  /** Name of the volume column, its number from 1 where there is no header, or `none`. */
  readonly volume?: string;
  readonly adjustment?: PriceAdjustment;
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
  /** The instrument reported. */
  readonly instrument: ImportInstrument;
  readonly rows: number;
  /** Bars that would be saved under the default choices. */
  readonly bars: number;
  readonly intervalMs: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly faults: readonly FaultReport[];
  /** Questions without an answer or a default; nothing can be saved while there are any. */
  readonly openQuestions: readonly ImportQuestion[];
  readonly elapsedMs: number;
  readonly source: BarsSource;
}

/** First look at a file of rates: how it is written, what it holds, what is asked. */
export interface RatesInspection {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly columns: {
    readonly time: number;
    readonly rate: number;
    readonly symbol: number | null;
  };
  readonly series: readonly {
    readonly symbol: string;
    readonly rows: number;
    readonly firstTime: number;
    readonly lastTime: number;
  }[];
  readonly questions: readonly ImportQuestion[];
  readonly notes: readonly string[];
}
