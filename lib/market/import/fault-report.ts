import type { BarColumns, Bars } from '../bars';
import { formatMinute } from '../civil-date';
import { intervalLabel } from '../interval';
import type { SeriesQuality } from '../quality';
import type { ArrangedRows } from './arrange-rows';
import type { ParsedRows } from './parsed-rows';
import type { ChosenRepairs } from './recipe.schema';
import type { FaultClass, FaultReport, Repair } from './types';

/** What may be done with each class; the first is the default. Bars a broker can't fill on may not be kept. */
export const repairChoices: Readonly<{
  [F in FaultClass]: readonly [ChosenRepairs[F], ...ChosenRepairs[F][]];
}> = {
  unparsable: ['drop', 'refuse'],
  'non-positive-price': ['drop', 'refuse'],
  'high-below-low': ['drop', 'refuse'],
  'open-close-outside': ['drop', 'keep', 'refuse'],
  'out-of-order': ['sort', 'drop', 'refuse'],
  'duplicate-time': ['keep-first', 'keep-last', 'refuse'],
  gap: ['leave-empty', 'refuse'],
  'zero-volume': ['keep', 'drop', 'refuse'],
  spike: ['keep', 'drop', 'refuse'],
};

export const defaultRepairs: ChosenRepairs = {
  unparsable: 'drop',
  'non-positive-price': 'drop',
  'high-below-low': 'drop',
  'open-close-outside': 'drop',
  'out-of-order': 'sort',
  'duplicate-time': 'keep-first',
  gap: 'leave-empty',
  'zero-volume': 'keep',
  spike: 'keep',
};

const maxSamples = 1_000;

function faultLabel(fault: FaultClass, intervalMs: number): string {
  switch (fault) {
    case 'unparsable':
      return 'Unparsable rows';
    case 'non-positive-price':
      return 'Zero or negative price';
    case 'high-below-low':
      return 'High below low';
    case 'open-close-outside':
      return 'Open or close outside the range';
    case 'out-of-order':
      return 'Out of order';
    case 'duplicate-time':
      return 'Duplicate times';
    case 'gap':
      return `Gaps over ${intervalLabel(intervalMs)}`;
    case 'zero-volume':
      return 'Zero volume';
    case 'spike':
      return 'Spikes';
  }
}

/** Every class of fault, those with none included, each with its first rows and why they are in it. */
export function faultReports(
  rows: ParsedRows,
  arranged: ArrangedRows,
  quality: SeriesQuality,
  intervalMs: number,
): FaultReport[] {
  const rowOfBar = (bar: number): number => arranged.rowOfBar?.[bar] ?? bar;
  const of = (fault: FaultClass, list: readonly number[], why: (i: number) => string) =>
    report(fault, intervalMs, list.length, list.slice(0, maxSamples), (i) => ({
      row: rows.lineOf(i),
      text: rows.textOf(i),
      reason: why(i),
    }));
  const bars = arranged.columns;
  const duplicates = [...arranged.duplicates].sort((a, b) => a.row - b.row);
  return [
    report(
      'unparsable',
      intervalMs,
      rows.unreadable.length,
      rows.unreadable.slice(0, maxSamples),
      (row) => row,
    ),
    of('non-positive-price', arranged.nonPositive, (i) => whyNonPositive(rows, i)),
    of(
      'high-below-low',
      arranged.highBelowLow,
      (i) => `high ${rows.high[i]} is below low ${rows.low[i]}`,
    ),
    of('open-close-outside', arranged.outside, (i) => whyOutside(rows, i)),
    of(
      'out-of-order',
      arranged.outOfOrder,
      (i) => `${formatMinute(rows.time[i]!)} stands between times it does not belong to`,
    ),
    report(
      'duplicate-time',
      intervalMs,
      duplicates.length,
      duplicates.slice(0, maxSamples),
      (it) => ({
        row: rows.lineOf(it.row),
        text: rows.textOf(it.row),
        reason: `repeats ${formatMinute(rows.time[it.row]!)} of row ${rows.lineOf(it.first)}`,
      }),
    ),
    ...seriesFaults(bars, quality, intervalMs, (bar) => {
      const row = rowOfBar(bar);
      return { row: rows.lineOf(row), text: rows.textOf(row) };
    }),
  ];
}

/** What is odd about a finished series: gaps, bars without volume, spikes. `place` says where a bar stands. */
export function seriesFaults(
  bars: Pick<BarColumns, 'time' | 'close'>,
  quality: SeriesQuality,
  intervalMs: number,
  place: (bar: number) => { readonly row: number; readonly text: string },
): FaultReport[] {
  const { gaps, zeroVolume, spikes } = quality;
  return [
    report('gap', intervalMs, gaps.length, gaps.slice(0, maxSamples), (gap) => ({
      ...place(gap.at),
      reason: `${gap.missing} bar${gap.missing === 1 ? '' : 's'} missing between ${formatMinute(bars.time[gap.at - 1]!)} and ${formatMinute(bars.time[gap.at]!)}`,
    })),
    report(
      'zero-volume',
      intervalMs,
      zeroVolume.length,
      zeroVolume.slice(0, maxSamples),
      (bar) => ({
        ...place(bar),
        reason: 'volume is 0',
      }),
    ),
    report('spike', intervalMs, spikes.length, spikes.slice(0, maxSamples), (bar) => ({
      ...place(bar),
      reason: `close moves ${percent(bars, bar)} % and back in one bar`,
    })),
  ];
}

function report<T>(
  fault: FaultClass,
  intervalMs: number,
  count: number,
  first: readonly T[],
  sample: (item: T) => FaultReport['samples'][number],
): FaultReport {
  return {
    fault,
    label: faultLabel(fault, intervalMs),
    count,
    samples: first.map(sample),
    choices: repairChoices[fault] as readonly Repair[],
    isDefect: fault !== 'zero-volume',
  };
}

function whyNonPositive(rows: ParsedRows, i: number): string {
  for (const field of ['open', 'high', 'low', 'close'] as const) {
    const price = rows[field][i]!;
    if (!(price > 0)) return `${field} is ${price === 0 ? 0 : price}`;
  }
  return 'a price is not above 0';
}

function whyOutside(rows: Pick<Bars, 'open' | 'high' | 'low' | 'close'>, i: number): string {
  const range = `${rows.low[i]} to ${rows.high[i]}`;
  for (const field of ['open', 'close'] as const) {
    const price = rows[field][i]!;
    if (price > rows.high[i]! || price < rows.low[i]!) {
      return `${field} ${price} lies outside ${range}`;
    }
  }
  return `open or close lies outside ${range}`;
}

function percent(bars: { readonly close: Float64Array }, bar: number): string {
  const move = Math.abs(bars.close[bar]! / bars.close[bar - 1]! - 1) * 100;
  return String(Math.floor(move * 10 + 0.5) / 10);
}

/** Why a row was left out, for the list kept with the data set. */
export function dropReason(rows: ParsedRows, row: number, fault: FaultClass): string {
  switch (fault) {
    case 'non-positive-price':
      return whyNonPositive(rows, row);
    case 'high-below-low':
      return `high ${rows.high[row]} is below low ${rows.low[row]}`;
    case 'open-close-outside':
      return whyOutside(rows, row);
    case 'out-of-order':
      return `${formatMinute(rows.time[row]!)} is out of order`;
    case 'duplicate-time':
      return `another row has the time ${formatMinute(rows.time[row]!)}`;
    case 'zero-volume':
      return 'volume is 0';
    default:
      return 'spike';
  }
}
