import type { RunResult } from '../run-result';
import { formatDate } from './format-date';

export interface SampleTitle {
  readonly title: 'Whole' | 'In sample' | 'Out of sample';
  /** `2000-01-03 to 2012-06-29`; empty where there is none. */
  readonly span: string;
}

/** Names and times of the whole measured period and of its parts before and from the split on. */
export function sampleTitles(result: RunResult): readonly [SampleTitle, SampleTitle, SampleTitle] {
  const { period, curves, data } = result;
  const { firstBar, splitBar, endBar } = period;
  const span = (from: number, end: number): string => {
    if (end <= from) return '';
    const at = (bar: number): string =>
      formatDate(curves.time[bar]!, data.timeZone, data.intervalMs);
    return `${at(from)} to ${at(end - 1)}`;
  };
  return [
    { title: 'Whole', span: span(firstBar, endBar) },
    { title: 'In sample', span: splitBar === null ? '' : span(firstBar, splitBar) },
    { title: 'Out of sample', span: splitBar === null ? '' : span(splitBar, endBar) },
  ];
}
