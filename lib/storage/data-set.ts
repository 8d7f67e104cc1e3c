import type { Bars, BarsSource, Instrument } from '../market/bars';

/** A data set as a list shows it. */
export interface DataSetInfo {
  readonly fingerprint: string;
  readonly name: string;
  readonly symbol: string;
  readonly kind: BarsSource['kind'];
  readonly intervalMs: number;
  readonly bars: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly timeZone: string;
  readonly quoteCurrency: string;
  readonly bytes: number;
  readonly savedAt: number;
  readonly source: BarsSource;
  /** 32 closes for the sparkline. */
  readonly sparkline: readonly number[];
  readonly quality: DataSetQuality;
  readonly usedByRuns: number;
}

/** Counts of what the quality report found. */
export interface DataSetQuality {
  readonly gaps: number;
  readonly dropped: number;
  readonly warnings: number;
}

/** A row that an import left out. */
export interface DroppedRow {
  /** 1-based line in the file. */
  readonly row: number;
  readonly text: string;
  readonly reason: string;
}

/** A data set as it is kept, without its columns. */
export interface DataSetRecord extends Omit<DataSetInfo, 'usedByRuns'> {
  readonly instrument: Instrument;
  /** When it was removed, UTC epoch ms; null = in use. */
  readonly removedAt: number | null;
}

/** What an import, a resampling or a generator hands over to be kept. */
export interface NewDataSet {
  readonly bars: Bars;
  readonly name: string;
  readonly quality: DataSetQuality;
  readonly dropped: readonly DroppedRow[];
}

export const columnNames = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
export type ColumnName = (typeof columnNames)[number];

const sparklinePoints = 32;

/** What a list shows of bars, as of `savedAt`. */
export function describeDataSet(set: NewDataSet, savedAt: number): DataSetRecord {
  const { bars } = set;
  const last = bars.length - 1;
  const points = Math.min(sparklinePoints, bars.length);
  const sparkline: number[] = [];
  for (let k = 0; k < points; k++) {
    sparkline.push(bars.close[points === 1 ? 0 : Math.floor((k * last) / (points - 1))]!);
  }
  return {
    fingerprint: bars.fingerprint,
    name: set.name,
    symbol: bars.instrument.symbol,
    kind: bars.source.kind,
    intervalMs: bars.intervalMs,
    bars: bars.length,
    firstTime: bars.time[0] ?? 0,
    lastTime: bars.time[last] ?? 0,
    timeZone: bars.timeZone,
    quoteCurrency: bars.instrument.quoteCurrency,
    bytes: columnNames.length * 8 * bars.length,
    savedAt,
    source: bars.source,
    sparkline,
    quality: set.quality,
    instrument: bars.instrument,
    removedAt: null,
  };
}
