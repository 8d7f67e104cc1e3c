import { useMemo } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import { currencyName } from '../../../lib/analytics/views/format';
import { usePreferences } from '../../_hooks/use-preferences';
import { type ZoneClock, zoneClock } from '../charts/zone-clock';

/** What every chart of one run says and reads alike. */
export interface ChartContext {
  /** The clock that axes are read by: the data's zone, or the reader's own where that was chosen. */
  readonly clock: ZoneClock;
  readonly zone: { readonly timeZone: string; readonly intervalMs: number };
  readonly currency: string;
  readonly money: string;
  /** Beginning of file names. */
  readonly stem: string;
  /** The split to mark, where there is one. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

export function useChartContext(result: RunResult): ChartContext {
  const localZone = usePreferences().zone === 'local';
  return useMemo(() => {
    const { data, period, curves } = result;
    const timeZone = localZone ? Intl.DateTimeFormat().resolvedOptions().timeZone : data.timeZone;
    const split = period.splitBar;
    return {
      clock: zoneClock(timeZone, data.intervalMs),
      zone: { timeZone: data.timeZone, intervalMs: data.intervalMs },
      currency: data.quoteCurrency,
      money: currencyName(data.quoteCurrency),
      stem: `${result.title} on ${data.name}`.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase(),
      marks: split === null ? [] : [{ at: curves.time[split]!, label: 'Out of sample' }],
    };
  }, [result, localZone]);
}
