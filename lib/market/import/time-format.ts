import { readNumberCell } from './number-cell';
import { epochFormatOf } from './time-cell';
import type { TimeFormat } from './types';

/** How one cell could be a time; `date-dm` may be read day first or month first. */
export type TimeShape = TimeFormat | 'date-dm';

const encoder = new TextEncoder();
const clockPart =
  '(?:[Tt ]\\d{1,2}(?:-[AaPp][Mm]|:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?))?';
const iso = new RegExp(`^\\d{4}-\\d{1,2}-\\d{1,2}${clockPart}$`);
const yearFirst = new RegExp(`^\\d{4}([./])\\d{1,2}\\1\\d{1,2}${clockPart}$`);
const yearLast = new RegExp(`^(\\d{1,2})([./-])(\\d{1,2})\\2\\d{4}${clockPart}$`);
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const named = new RegExp(
  `^(?:\\d{1,2}[- /.]?${month}[- /.,]{1,2}\\d{4}|${month}[- /.]\\d{1,2}[- /.,]{1,2}\\d{4}|\\d{4}[- /.]${month}[- /.]\\d{1,2})${clockPart}$`,
  'i',
);
/** `20190403 153000`, as some archives write it. */
const compactClock = /^(\d{8}) (\d{2})(\d{2})(\d{2})?$/;
/** `2020010209` and `202001020930`: hours and minutes behind a date, which pass for seconds or milliseconds since 1970. */
const runTogether =
  /^(?:19|20|21)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d)?$/;
const zoneEnd = /(?:\d ?(?:Z|z|UTC|GMT)|:\d{2}(?:[.,]\d+)? ?[+-]\d{2}(?::?\d{2})?)$/;

/** The shape of a time cell, null where it is none. */
export function timeShapeOf(text: string): TimeShape | null {
  if (/^\d{8}$/.test(text) || compactClock.test(text)) {
    const month = Number(text.slice(4, 6));
    const day = Number(text.slice(6, 8));
    const year = Number(text.slice(0, 4));
    if (year >= 1800 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31) {
      return 'date-ymd';
    }
  }
  if (/^-?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(text)) {
    if (runTogether.test(text)) return null;
    const bytes = encoder.encode(text);
    return epochFormatOf(readNumberCell(bytes, 0, bytes.length, 46));
  }
  if (iso.test(text)) return 'iso';
  if (yearFirst.test(text)) return 'date-ymd';
  if (yearLast.test(text)) return 'date-dm';
  return named.test(text) ? 'date-named' : null;
}

/** Whether a cell is a time of day alone: `09:30`, `9:30:15 PM`, or `0930` and `093015` where `digits` may be one. */
export function isClockCell(text: string, digits: boolean): boolean {
  if (/^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?$/.test(text)) return true;
  return digits && /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/.test(text);
}

/** A date and its time of day as one text, colons put into `093015`. */
export function joinedTime(date: string, clock: string): string {
  const digits = /^(\d{2})(\d{2})(\d{2})?$/.exec(clock);
  if (digits === null) return `${date} ${clock}`;
  return `${date} ${digits[1]}:${digits[2]}${digits[3] === undefined ? '' : `:${digits[3]}`}`;
}

/** The zone a cell names: `UTC`, an offset such as `+02:00`, or null. */
export function zoneNamedIn(text: string): string | null {
  if (/^-?[\d.]+$/.test(text) && epochFormatOf(Number(text)) !== null) return 'UTC';
  if (!zoneEnd.test(text) || !/\d:\d/.test(text)) return null;
  const offset = /([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (offset === null) return 'UTC';
  return `${offset[1]}${offset[2]}:${offset[3] ?? '00'}`;
}

/** Whether the cell has a time of day other than midnight. */
export function hasTimeOfDay(text: string): boolean {
  const compact = compactClock.exec(text);
  if (compact !== null) return /[1-9]/.test(text.slice(9));
  const clock = /\d[Tt ](\d{1,2})(?:-|:(\d{2})(?::(\d{2})(?:[.,]\d+)?)? ?)([AaPp][Mm])?/.exec(text);
  if (clock === null) return false;
  const isMidnight = clock[1] === '12' && /^a/i.test(clock[4] ?? '');
  return /[1-9]/.test(`${isMidnight ? '' : clock[1]}${clock[2] ?? ''}${clock[3] ?? ''}`);
}

/** Whether a cell is a number of which a spreadsheet has kept six digits: `1.58337E+12`, which may be hours off as a time. */
export function isRoundedNumber(text: string): boolean {
  const mantissa = /^-?(\d+(?:\.\d*)?)[eE]\+?\d+$/.exec(text)?.[1];
  return mantissa !== undefined && mantissa.replace('.', '').length <= 6;
}

/** The shape most cells have, null where fewer than six in ten share one or all are numbers that were rounded. */
export function commonShape(cells: readonly string[]): TimeShape | null {
  const counts = new Map<TimeShape, number>();
  for (const cell of cells) {
    const shape = timeShapeOf(cell);
    if (shape !== null) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  let best: TimeShape | null = null;
  for (const [shape, count] of counts)
    if (count > (counts.get(best as TimeShape) ?? 0)) best = shape;
  if (best === null || (counts.get(best) ?? 0) < cells.length * 0.6) return null;
  const isWhole = (cell: string): boolean => timeShapeOf(cell) === best && !isRoundedNumber(cell);
  return cells.some(isWhole) ? best : null;
}
