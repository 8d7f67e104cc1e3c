import { countText } from '../../core/count-text';
import type { AssetClass } from '../bars';
import { DAY_MS, formatMinute, HOUR_MS, MINUTE_MS, weekdayOfDays } from '../civil-date';
import { inferInterval, intervalLabel } from '../interval';
import { timeZoneLabel, zoneClock } from '../zone';
import type { SampleRow } from './find-columns';
import { quoteSide } from './header-names';
import type { Layout } from './layout';
import { TimeReader } from './time-cell';
import type { ImportQuestion, TimeFormat } from './types';

const encoder = new TextEncoder();

/** Times of sample cells under one reading; NaN where a cell can't be read. */
export function readTimes(
  cells: readonly string[],
  format: TimeFormat,
  zone: string | null,
): Float64Array {
  const reader = new TimeReader(format, zone === null ? null : zoneClock(zone), false);
  const times = new Float64Array(cells.length);
  let previous = Number.NEGATIVE_INFINITY;
  cells.forEach((cell, i) => {
    const bytes = encoder.encode(cell);
    const time = reader.read(bytes, 0, bytes.length, previous);
    times[i] = time;
    if (!Number.isNaN(time)) previous = time;
  });
  return times;
}

interface Regularity {
  readonly regular: number;
  readonly backwards: number;
  readonly steps: number;
  readonly interval: number | null;
}

/** How evenly times follow each other, read forwards or backwards, whichever fits better. */
function regularity(all: Float64Array): Regularity {
  const times = all.filter((t) => !Number.isNaN(t));
  const interval = inferInterval(times);
  let regular = 0;
  let up = 0;
  let down = 0;
  for (let i = 1; i < times.length; i++) {
    const step = times[i]! - times[i - 1]!;
    if (step > 0) up++;
    else if (step < 0) down++;
    if (interval !== null && Math.abs(Math.abs(step) - interval) < 1) regular++;
  }
  return { regular, backwards: Math.min(up, down), steps: times.length - 1, interval };
}

/** Which of two date orders, asked only where no day of the file exceeds 12. */
export function dateOrderQuestion(cells: readonly string[]): ImportQuestion {
  const readings = (['dmy', 'mdy'] as const).map((value) => {
    const times = readTimes(cells, `date-${value}`, 'UTC');
    return { value, times, ...regularity(times) };
  });
  const best = Math.min(...readings.map((it) => it.steps - it.regular + 2 * it.backwards));
  const decided = readings.some(
    (it) => it.steps - it.regular + 2 * it.backwards > best + Math.max(1, it.steps * 0.05),
  );
  return {
    id: 'date-order',
    title: 'Is the day or the month first?',
    explanation: 'No day in this file is above 12, so both readings are dates that exist.',
    defaultValue: null,
    options: readings.map((it) => {
      const odd = it.steps - it.regular;
      const fits = decided ? odd + 2 * it.backwards === best : null;
      const step = it.interval === null ? '' : ` of ${intervalLabel(it.interval)}`;
      return {
        value: it.value,
        label: it.value === 'dmy' ? 'Day first' : 'Month first',
        reading: `First row ${cells[0]} → ${formatMinute(it.times[0]!).replace(' 00:00', '')}`,
        evidence:
          it.steps < 1
            ? null
            : it.backwards > 0
              ? `Times would jump back ${it.backwards} times; ${it.regular} of ${it.steps} steps${step}.`
              : `${it.regular} of ${it.steps} steps are${step}.`,
        fits,
      };
    }),
  };
}

const plausibleZones: Readonly<Record<AssetClass, readonly string[]>> = {
  fx: ['Europe/Athens', 'UTC', 'America/New_York'],
  equity: ['America/New_York', 'UTC'],
  index: ['America/New_York', 'UTC'],
  crypto: ['UTC', 'America/New_York', 'Europe/Berlin'],
  other: ['UTC', 'America/New_York', 'Europe/Berlin'],
};

/** Which clock the times are on, asked only for times of day without a zone. */
export function timeZoneQuestion(
  cells: readonly string[],
  format: TimeFormat,
  assetClass: AssetClass,
): ImportQuestion {
  const newYork = zoneClock('America/New_York');
  const options = plausibleZones[assetClass].map((zone) => {
    const times = readTimes(cells, format, zone);
    const first = times.find((t) => !Number.isNaN(t)) ?? Number.NaN;
    const local = readTimes(cells, format, 'UTC').find((t) => !Number.isNaN(t)) ?? Number.NaN;
    const utc = formatMinute(first);
    const written = formatMinute(local);
    return {
      value: zone,
      label: timeZoneLabel(zone),
      reading: `First bar ${written} → ${utc.slice(0, 10) === written.slice(0, 10) ? utc.slice(11) : utc} UTC`,
      ...zoneEvidence(times, assetClass, newYork.offsetAt),
    };
  });
  return {
    id: 'time-zone',
    title: 'Which clock are these times on?',
    explanation: `The file names no time zone. ${options.length === 2 ? 'Both' : 'Several'} readings are possible; they move every bar by hours.`,
    defaultValue: null,
    options,
  };
}

function zoneEvidence(
  times: Float64Array,
  assetClass: AssetClass,
  offsetAt: (utc: number) => number,
): { evidence: string | null; fits: boolean | null } {
  const skipped = times.reduce((sum, t) => sum + (Number.isNaN(t) ? 1 : 0), 0);
  const known = times.filter((t) => !Number.isNaN(t));
  if (skipped > 0) {
    return {
      evidence: `${skipped} times fall into the hour this clock skips in spring.`,
      fits: false,
    };
  }
  if (assetClass === 'fx') {
    const closed = known.filter((t) => isFxWeekend(t + offsetAt(t))).length;
    return closed === 0
      ? { evidence: 'Fits: no bar falls into the weekend.', fits: true }
      : {
          evidence: `${closed} bars would fall into the weekend, Friday to Sunday 17:00 in New York.`,
          fits: false,
        };
  }
  if (assetClass === 'equity' || assetClass === 'index') {
    const inside = known.filter((t) => {
      const local = t + offsetAt(t);
      const inDay = local - Math.floor(local / DAY_MS) * DAY_MS;
      return inDay >= 9 * HOUR_MS && inDay <= 16 * HOUR_MS;
    }).length;
    const fits = inside >= known.length * 0.95;
    return {
      evidence: `${fits ? 'Fits: ' : ''}${countText(inside)} of ${countText(known.length)} bars lie in the New York session.`,
      fits,
    };
  }
  const { interval, regular, steps, backwards } = regularity(known);
  if (interval === null || interval >= DAY_MS) return { evidence: null, fits: null };
  return { evidence: `${steps - regular + backwards} odd steps.`, fits: null };
}

/** Friday 17:00 to Sunday 17:00 on the New York clock. */
function isFxWeekend(localMs: number): boolean {
  const days = Math.floor(localMs / DAY_MS);
  const weekday = weekdayOfDays(days);
  const minute = (localMs - days * DAY_MS) / MINUTE_MS;
  return (
    weekday === 6 || (weekday === 5 && minute >= 17 * 60) || (weekday === 0 && minute < 17 * 60)
  );
}

/** Which side of a quote-bar file; an option's value is the column mapping as JSON. */
export function quoteSideQuestion(
  layout: Layout,
  names: readonly string[],
  first: SampleRow,
): ImportQuestion {
  return {
    id: 'columns',
    title: 'Which price should be used?',
    explanation:
      'The file holds bid and ask bars and no trades. Charts usually show the bid; the spread is set as a cost of the run.',
    defaultValue: null,
    options: (['bid', 'ask'] as const).map((side) => {
      const columns = quoteSide(names, side)!;
      return {
        value: JSON.stringify(columns),
        label: side === 'bid' ? 'Bid' : 'Ask',
        reading: `First bar opens at ${first.cells[columns.open]} and closes at ${first.cells[columns.close]}`,
        evidence:
          side === 'bid' ? `Column ${layout.headers[columns.close]} and its neighbours.` : null,
        fits: null,
      };
    }),
  };
}
