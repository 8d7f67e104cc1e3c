import { intervalLabel } from '../../../lib/analytics/views/interval-label';
import type { DataSetInfo, RateSeriesInfo } from '../../../workers/data.client';

export type LibraryItem =
  | { readonly kind: 'bars'; readonly set: DataSetInfo }
  | { readonly kind: 'rates'; readonly series: RateSeriesInfo };

/** Which part of the library is listed. */
export type LibraryFilter = 'all' | LibraryItem['kind'];

const origin = {
  sample: 'Sample',
  synthetic: 'Synthetic',
  file: 'File',
  exchange: 'Exchange',
} as const;

/** One line of the library, whatever it stands for. */
export interface LibraryLine {
  readonly fingerprint: string;
  readonly name: string;
  /** Where it came from. */
  readonly origin: string;
  readonly spacing: string;
  readonly rows: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly timeZone: string;
  readonly intervalMs: number;
  readonly sparkline: readonly number[];
  readonly item: LibraryItem;
}

const setLine = (set: DataSetInfo): LibraryLine => ({
  fingerprint: set.fingerprint,
  name: set.name,
  origin: origin[set.kind],
  spacing: intervalLabel(set.intervalMs),
  rows: set.bars,
  firstTime: set.firstTime,
  lastTime: set.lastTime,
  timeZone: set.timeZone,
  intervalMs: set.intervalMs,
  sparkline: set.sparkline,
  item: { kind: 'bars', set },
});

const rateLine = (series: RateSeriesInfo): LibraryLine => ({
  fingerprint: series.fingerprint,
  name: series.name,
  origin: 'File',
  spacing: series.spacingMs === null ? '–' : intervalLabel(series.spacingMs),
  rows: series.rates,
  firstTime: series.firstTime,
  lastTime: series.lastTime,
  timeZone: 'UTC',
  intervalMs: series.spacingMs ?? 1,
  sparkline: series.sparkline,
  item: { kind: 'rates', series },
});

/** The lines of a library that fit a filter and a search: bars first, latest first within each. */
export function libraryLines(
  sets: readonly DataSetInfo[],
  rates: readonly RateSeriesInfo[],
  filter: LibraryFilter,
  query: string,
): readonly LibraryLine[] {
  const needle = query.trim().toLowerCase();
  const lines = [
    ...(filter === 'rates' ? [] : sets.map(setLine)),
    ...(filter === 'bars' ? [] : rates.map(rateLine)),
  ];
  return lines.filter((line) => {
    const symbol = line.item.kind === 'bars' ? line.item.set.symbol : line.item.series.symbol;
    return `${line.name} ${symbol} ${line.spacing} ${line.origin} ${line.item.kind}`
      .toLowerCase()
      .includes(needle);
  });
}
