import { DAY_MS, HOUR_MS } from './civil-date';

/** Periods a year, with what they were read as. */
export interface Annualisation {
  readonly periodsPerYear: number;
  /** Trading days a year the count was snapped to; null where it is as measured. */
  readonly daysPerYear: 252 | 260 | 365 | null;
  /** (n − 1) / years, before snapping. */
  readonly measured: number;
}

const yearMs = 365.25 * DAY_MS;

/** Bars a trading day can have at an interval: around the clock, or the 6.5 hour session with its last bar begun or not. */
function barsADay(intervalMs: number, daysPerYear: number): number[] {
  if (intervalMs >= DAY_MS) return [1];
  const roundTheClock = DAY_MS / intervalMs;
  if (daysPerYear !== 252) return [roundTheClock];
  const session = (6.5 * HOUR_MS) / intervalMs;
  return [session, Math.floor(session) + (session % 1 === 0 ? 0 : 1), roundTheClock];
}

/**
 * Periods a year of a series: (n − 1) / years, snapped to 252, 260 or 365 days a year, or their intraday
 * multiples, where it is within 3 %; else as measured. Null with fewer than two bars or no time between them.
 */
export function inferAnnualisation(time: Float64Array, intervalMs: number): Annualisation | null {
  const n = time.length;
  if (n < 2) return null;
  const years = (time[n - 1]! - time[0]!) / yearMs;
  if (!(years > 0)) return null;
  const measured = (n - 1) / years;
  let best: Annualisation = { periodsPerYear: measured, daysPerYear: null, measured };
  let bestDistance = 0.03;
  if (intervalMs > DAY_MS) return best;
  for (const daysPerYear of [252, 260, 365] as const) {
    for (const perDay of barsADay(intervalMs, daysPerYear)) {
      const periodsPerYear = daysPerYear * perDay;
      const distance = Math.abs(measured / periodsPerYear - 1);
      if (distance <= bestDistance) {
        best = { periodsPerYear, daysPerYear, measured };
        bestDistance = distance;
      }
    }
  }
  return best;
}
