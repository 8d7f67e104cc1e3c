import type {
  ChartOptionsImpl,
  IHorzScaleBehavior,
  InternalHorzScaleItem,
  InternalHorzScaleItemKey,
  LocalizationOptions,
  TickMarkWeightValue,
} from 'lightweight-charts';
import { tickLabel, tickWeight } from './tick-weight';
import { formatBarTime, type ZoneClock } from './zone-clock';

/**
 * Horizontal scale of a chart whose points are bars, named by their UTC ms. Points stand side by side,
 * so nights and weekends leave no holes; ticks fall on the zone's own days, months and years.
 */
export function createBarScale(clock: ZoneClock, intervalMs: number): IHorzScaleBehavior<number> {
  let options: ChartOptionsImpl<number>;
  const ms = (item: InternalHorzScaleItem): number => item as unknown as number;
  const internal = (item: number): InternalHorzScaleItem =>
    item as unknown as InternalHorzScaleItem;
  return {
    options: () => options,
    setOptions: (next) => {
      options = next;
    },
    preprocessData: () => undefined,
    convertHorzItemToInternal: internal,
    createConverterToInternalObj: () => internal,
    key: (item) => item as InternalHorzScaleItemKey,
    cacheKey: ms,
    updateFormatter: (localization: LocalizationOptions<number>) => {
      options = { ...options, localization };
    },
    formatHorzItem: (item) => formatBarTime(clock, ms(item), intervalMs),
    formatTickmark: (mark) => tickLabel(clock, ms(mark.time), mark.weight),
    maxTickMarkWeight: (marks) => {
      let most = 0;
      for (const mark of marks) most = Math.max(most, mark.weight);
      return most as TickMarkWeightValue;
    },
    fillWeightsForPoints: (points, startIndex) => {
      for (let i = startIndex; i < points.length; i += 1) {
        const wall = clock.wall(ms(points[i]!.time));
        const before = points[i - 1];
        // Nothing stands before the first bar; one interval earlier gives it the weight it would have had.
        const previous = before ? clock.wall(ms(before.time)) : wall - intervalMs;
        points[i]!.timeWeight = tickWeight(wall, previous) as TickMarkWeightValue;
      }
    },
  };
}
