import type { CalendarKind } from '../market/bars';

const dayMs = 86_400_000;

/** Trading days a year and trading time a day by calendar; `unknown` is read as around the clock. */
const tradingTime: Readonly<Record<CalendarKind, { days: number; dayMs: number }>> = {
  'crypto-24x7': { days: 365, dayMs },
  'equity-us': { days: 252, dayMs: 6.5 * 3_600_000 },
  'fx-24x5': { days: 260, dayMs },
  unknown: { days: 365, dayMs },
};

/**
 * Bars a year by the calendar alone. Sizing uses this and not the count in the data, because that
 * count is known only once the last bar is, and a decision must not depend on later bars.
 */
export function barsPerYear(calendar: CalendarKind, intervalMs: number): number {
  const { days, dayMs: openMs } = tradingTime[calendar];
  if (intervalMs > dayMs) return (365.25 * dayMs) / intervalMs;
  if (intervalMs >= openMs) return days;
  return (days * openMs) / intervalMs;
}
