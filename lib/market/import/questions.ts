import { countText } from '../../core/count-text';
import type { AssetClass } from '../bars';
import { DAY_MS, formatMinute, HOUR_MS, MINUTE_MS, weekdayOfDays } from '../civil-date';
import { inferInterval, intervalLabel } from '../interval';
import { timeZoneLabel, zoneClock } from '../zone';
import type { FactorFile } from './factor-file';
import type { SampleRow } from './find-columns';
import { quoteSide } from './header-names';
import type { Layout } from './layout';
import { readTimes } from './read-times';
import type { ImportQuestion, TimeFormat } from './types';

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

/** What a volume column is called in an answer: its header, or its number where there is none. */
export function volumeName(layout: Layout, column: number): string {
  return layout.headers[column] ?? String(column + 1);
}

/** Which of several volumes, asked where nothing tells them apart. Real volume that is 0 throughout gives way to ticks. */
export function volumeQuestion(
  layout: Layout,
  rows: readonly SampleRow[],
  /** Columns that are 0 in every row of the file. */
  empty: ReadonlySet<number>,
): ImportQuestion {
  const { volumeChoices } = layout;
  const isTicks = (column: number): boolean => /tick/i.test(layout.headers[column] ?? '');
  const isZero = (column: number): boolean => empty.has(column);
  const counted = volumeChoices.filter((column) => !isZero(column));
  const onlyOne = counted.length === 1 ? counted[0]! : null;
  return {
    id: 'volume',
    title: 'Which column is the volume?',
    explanation:
      'The file counts volume in more than one way. Ticks count price changes, the others what was traded, each in units of its own.',
    defaultValue: onlyOne === null ? null : volumeName(layout, onlyOne),
    options: [
      ...volumeChoices.map((column) => ({
        value: volumeName(layout, column),
        label: `${layout.headers[column]}${isTicks(column) ? ' (price changes)' : ''}`,
        reading: `First bar has ${rows[0]?.cells[column] ?? ''}`,
        evidence: isZero(column) ? 'It is 0 in every row.' : null,
        fits: isZero(column) ? false : onlyOne === column ? true : null,
      })),
      {
        value: 'none',
        label: 'None',
        reading: 'Volume is 0 in every bar',
        evidence: null,
        fits: null,
      },
    ],
  };
}

/** How splits and dividends are treated, asked wherever a file or a list of factors beside it tells of them. */
export function adjustmentQuestion(
  layout: Layout,
  rows: readonly SampleRow[],
  factors: FactorFile | null,
  /** Splits after which prices did not jump, of all with a price before them. */
  splits: { readonly seen: number; readonly smooth: number },
): ImportQuestion {
  const { adjustedClose, split, dividend, close } = layout.columns;
  const first = rows[0]?.cells ?? [];
  const differ =
    adjustedClose === null || close === null
      ? 0
      : rows.filter((row) => row.cells[adjustedClose] !== row.cells[close]).length;
  const by =
    factors !== null
      ? `the factors in ${factors.fileName}`
      : adjustedClose !== null
        ? `‘${layout.headers[adjustedClose]}’ over close`
        : [split, dividend]
            .filter((column) => column !== null)
            .map((column) => `‘${layout.headers[column]}’`)
            .join(' and ');
  const isAdjusted = splits.seen > 0 && splits.smooth > splits.seen / 2;
  const byEvents = factors === null && adjustedClose === null;
  const splitsKnown = factors !== null || split !== null;
  const jump = isAdjusted
    ? `Prices don't jump at ${splits.smooth} of ${splits.seen} splits: splits are out of them already.`
    : null;
  const options: ImportQuestion['options'][number][] = [];
  if (factors !== null || adjustedClose !== null || dividend !== null) {
    options.push({
      value: 'adjusted',
      label: splitsKnown && byEvents ? 'Splits and dividends taken out' : 'Adjusted',
      reading:
        factors === null && adjustedClose !== null
          ? `First bar closes at ${first[adjustedClose]} instead of ${first[close ?? 0]}; volume is divided by the same factor`
          : `Prices are multiplied by ${by}, volume is divided by it`,
      evidence:
        factors === null && adjustedClose !== null
          ? `Adjusted close differs from close in ${countText(differ)} of the first ${countText(rows.length)} rows.`
          : byEvents
            ? jump
            : null,
      fits: !(byEvents && isAdjusted),
    });
  }
  if (splitsKnown) {
    options.push({
      value: 'splits',
      label: 'Only splits taken out',
      reading: `Prices before each split are scaled by ${factors === null ? `‘${layout.headers[split!]}’` : `the split factors in ${factors.fileName}`}; dividends stay drops of the price`,
      evidence: factors === null ? jump : null,
      fits: factors === null && isAdjusted ? false : null,
    });
  }
  options.push({
    value: 'raw',
    label: 'As written',
    reading: `Prices stay as they are in the file${adjustedClose === null ? '' : `; the first bar closes at ${first[close ?? 0]}`}`,
    evidence: null,
    fits: byEvents && isAdjusted ? true : null,
  });
  return {
    id: 'adjustment',
    title: 'Should splits and dividends be taken out of the prices?',
    explanation: `The file tells of them by ${by}. Unadjusted prices jump at each, which a strategy would take for a move.`,
    defaultValue: (options.find((it) => it.fits === true) ?? options[0]!).value,
    options,
  };
}
