import { DAY_MS, daysFromCivil, daysInMonth, HOUR_MS, MINUTE_MS } from '../civil-date';
import type { ZoneClock } from '../zone';
import { readNumberCell } from './number-cell';
import type { TimeFormat } from './types';

/** Times outside 1800..2200 are not market data but another unit. */
const earliestTime = -5_364_662_400_000;
export const latestTime = 7_258_118_400_000;

const ASCII_ZERO = 48;

/** Units in a millisecond. */
const perMs: Readonly<Partial<Record<TimeFormat, number>>> = {
  'epoch-ms': 1,
  'epoch-us': 1_000,
  'epoch-ns': 1_000_000,
};

/**
 * Reads time cells of one format into UTC epoch ms. Fractions of a millisecond are cut off.
 * `read` gives NaN where the cell can't be read; `why` then says it.
 */
export class TimeReader {
  /** Reason of the last NaN. */
  private reason = '';
  /** Whether the last cell named its own zone. */
  hadZone = false;
  /** Whether the last cell had a time of day other than 00:00. */
  hadTimeOfDay = false;
  private dateKey = -1;
  private dateMs = 0;

  constructor(
    private readonly format: TimeFormat,
    /** Wall clock of times that name no zone; null where there are none but dates, which are 00:00 UTC. */
    private readonly clock: ZoneClock | null,
    /** Refuse times of day without a zone: the other rows have one. */
    private readonly zoneRequired: boolean,
    /** The byte between a date and a time of day that stand in cells of their own; 0 where they share one. */
    private readonly joint = 0,
    /** Whether times go back from cell to cell. */
    private readonly newestFirst = false,
  ) {}

  why(): string {
    return this.reason;
  }

  /** @param previous the time of the row before, for the hour the clock shows twice */
  read(bytes: Uint8Array, from: number, to: number, previous: number): number {
    const format = this.format;
    this.hadZone = false;
    this.hadTimeOfDay = false;
    if (to <= from) return this.fail('is empty');
    if (format === 'epoch-s' || perMs[format] !== undefined) return this.epoch(bytes, from, to);
    return this.calendar(bytes, from, to, previous);
  }

  private fail(reason: string): number {
    this.reason = reason;
    return Number.NaN;
  }

  private epoch(bytes: Uint8Array, from: number, to: number): number {
    const value = readNumberCell(bytes, from, to, 46);
    if (Number.isNaN(value)) return this.fail('is not a number');
    this.hadZone = true;
    const ms = this.format === 'epoch-s' ? value * 1000 : value / perMs[this.format]!;
    const looksLike = epochFormatOf(value);
    if (
      !(ms >= earliestTime && ms <= latestTime) ||
      (looksLike !== null && looksLike !== this.format)
    ) {
      return this.fail(`is not in ${epochUnit(this.format)} as the other times are`);
    }
    if (this.format === 'epoch-us') return wholeMs(bytes, from, to, 3, ms);
    if (this.format === 'epoch-ns') return wholeMs(bytes, from, to, 6, ms);
    // 1577836800.123 s is 1577836800122.99… ms in binary: a ten-thousandth of a ms is no earlier time.
    return Math.floor(this.format === 'epoch-s' ? ms + 1e-4 : ms);
  }

  private calendar(bytes: Uint8Array, from: number, to: number, previous: number): number {
    if (this.format === 'date-named') return this.namedDate(bytes, from, to, previous);
    let p = from;
    let a = 0;
    let aDigits = 0;
    for (; p < to && isDigit(bytes[p]!); p++, aDigits++) a = a * 10 + bytes[p]! - ASCII_ZERO;
    let year: number;
    let month: number;
    let day: number;
    if (aDigits === 8 && this.format === 'date-ymd') {
      year = Math.floor(a / 10_000);
      month = Math.floor(a / 100) % 100;
      day = a % 100;
    } else {
      const mark = bytes[p];
      if (mark !== 45 && mark !== 46 && mark !== 47) return this.fail('is not a date');
      p++;
      let b = 0;
      let bDigits = 0;
      for (; p < to && isDigit(bytes[p]!); p++, bDigits++) b = b * 10 + bytes[p]! - ASCII_ZERO;
      if (bytes[p] !== mark) return this.fail('is not a date');
      p++;
      let c = 0;
      let cDigits = 0;
      for (; p < to && isDigit(bytes[p]!); p++, cDigits++) c = c * 10 + bytes[p]! - ASCII_ZERO;
      if (bDigits < 1 || bDigits > 2) return this.fail('is not a date');
      if (this.format === 'iso' || this.format === 'date-ymd') {
        if (aDigits !== 4 || cDigits < 1 || cDigits > 2)
          return this.fail('is not year, month, day');
        year = a;
        month = b;
        day = c;
      } else {
        if (cDigits !== 4 || aDigits < 1 || aDigits > 2) {
          return this.fail('has no year of four digits at its end');
        }
        year = c;
        month = this.format === 'date-dmy' ? b : a;
        day = this.format === 'date-dmy' ? a : b;
      }
    }
    return this.onDate(year, month, day, bytes, p, to, previous);
  }

  /** The time of day behind a date, or its midnight. */
  private onDate(
    year: number,
    month: number,
    day: number,
    bytes: Uint8Array,
    p: number,
    to: number,
    previous: number,
  ): number {
    const key = year * 10_000 + month * 100 + day;
    if (key !== this.dateKey) {
      if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
        return this.fail('is a date that does not exist');
      }
      if (year < 1800 || year >= 2200) return this.fail(`has the year ${year}`);
      this.dateKey = key;
      this.dateMs = daysFromCivil(year, month, day) * DAY_MS;
    }
    if (p === to) return this.dateMs;
    return this.timeOfDay(bytes, p, to, previous);
  }

  /** `03-Apr-2019`, `Apr 3, 2019`, `2019-April-03`: the year has four digits, the month its name. */
  private namedDate(bytes: Uint8Array, from: number, to: number, previous: number): number {
    let p = from;
    let year = -1;
    let month = -1;
    let day = -1;
    for (let part = 0; part < 3; part++) {
      const start = p;
      let value = 0;
      for (; p < to && isDigit(bytes[p]!); p++) value = value * 10 + bytes[p]! - ASCII_ZERO;
      const digits = p - start;
      if (digits === 4 && year < 0) year = value;
      else if ((digits === 1 || digits === 2) && day < 0) day = value;
      else if (digits === 0 && month < 0) {
        while (p < to && isLetter(bytes[p]!)) p++;
        month = monthNamed(bytes, start, p);
        if (month < 0) return this.fail('is not a date');
        if (bytes[p] === 46) p++;
      } else return this.fail('is not a date');
      const gap = p;
      while (part < 2 && p < to && isDateMark(bytes[p]!) && p - gap < 2) p++;
    }
    return this.onDate(year, month, day, bytes, p, to, previous);
  }

  /** `T09:30`, ` 09-PM`, ` 09:30:15.250 PM`, with `Z`, `UTC`, `+02:00`, `+0200` or nothing behind it. */
  private timeOfDay(bytes: Uint8Array, from: number, to: number, previous: number): number {
    let p = from;
    const mark = bytes[p];
    if (mark !== 84 && mark !== 32 && mark !== 116 && (mark !== this.joint || this.joint === 0)) {
      return this.fail('is not a date');
    }
    p++;
    let h = 0;
    let digits = 0;
    for (; p < to && isDigit(bytes[p]!); p++, digits++) h = h * 10 + bytes[p]! - ASCII_ZERO;
    let m = 0;
    let s = 0;
    let ms = 0;
    const compact = (digits === 4 || digits === 6) && p === to;
    if (compact && (this.joint !== 0 || this.format === 'date-ymd')) {
      if (digits === 6) {
        s = h % 100;
        h = Math.floor(h / 100);
      }
      m = h % 100;
      h = Math.floor(h / 100);
    } else if (digits > 0 && digits <= 2 && bytes[p] === 45 && p + 3 === to) {
      // CryptoDataDownload's hours: AM or PM follows and is read below.
      p++;
      if ((bytes[p + 1]! | 32) !== 109 || !isMeridiem(bytes[p]!)) {
        return this.fail('has no AM or PM behind its hour');
      }
    } else {
      if (digits < 1 || digits > 2 || bytes[p] !== 58)
        return this.fail('has no time of day behind its date');
      p++;
      m = twoDigits(bytes, p, to);
      if (m < 0) return this.fail('has no minutes');
      p += 2;
    }
    if (p < to && bytes[p] === 58) {
      s = twoDigits(bytes, p + 1, to);
      if (s < 0) return this.fail('has no seconds behind its last colon');
      p += 3;
      if (p < to && (bytes[p] === 46 || bytes[p] === 44)) {
        p++;
        let scale = 100;
        const start = p;
        for (; p < to && isDigit(bytes[p]!); p++) {
          if (scale >= 1) ms += (bytes[p]! - ASCII_ZERO) * scale;
          scale /= 10;
        }
        if (p === start) return this.fail('has no digits behind its seconds');
        ms = Math.floor(ms);
      }
    }
    while (p < to && bytes[p] === 32) p++;
    if (p + 2 <= to && (bytes[p + 1]! | 32) === 109 && isMeridiem(bytes[p]!)) {
      if (h < 1 || h > 12) return this.fail(`has the hour ${h} with AM or PM`);
      h = (h % 12) + ((bytes[p]! | 32) === 112 ? 12 : 0);
      p += 2;
      while (p < to && bytes[p] === 32) p++;
    }
    if (h > 23 || m > 59 || s > 59) return this.fail('is a time of day that does not exist');
    const inDay = h * HOUR_MS + m * MINUTE_MS + s * 1000 + ms;
    this.hadTimeOfDay = inDay !== 0;
    const local = this.dateMs + inDay;
    if (p === to) return this.fromWallClock(local, previous);
    const offset = this.zoneOffset(bytes, p, to);
    if (Number.isNaN(offset)) return this.fail('ends in something that is not a time zone');
    this.hadZone = true;
    return local - offset;
  }

  private fromWallClock(local: number, previous: number): number {
    if (this.zoneRequired) return this.fail('names no time zone while the others do');
    if (this.clock === null) {
      return this.hadTimeOfDay
        ? this.fail('has a time of day and no time zone, while the first rows are dates')
        : local;
    }
    const utc = this.newestFirst
      ? latestBefore(this.clock, local, previous)
      : this.clock.toUtc(local, previous);
    return Number.isNaN(utc) ? this.fail(`is skipped by the clock of ${this.clock.zone}`) : utc;
  }

  private zoneOffset(bytes: Uint8Array, from: number, to: number): number {
    const first = bytes[from]!;
    const length = to - from;
    if (length === 1 && (first | 32) === 122) return 0;
    if (length === 3) {
      const word = (first | 32) * 65536 + (bytes[from + 1]! | 32) * 256 + (bytes[from + 2]! | 32);
      if (word === 0x757463 || word === 0x676d74) return 0;
    }
    if (first !== 43 && first !== 45) return Number.NaN;
    const h = twoDigits(bytes, from + 1, to);
    let m = 0;
    if (length === 6 && bytes[from + 3] === 58) m = twoDigits(bytes, from + 4, to);
    else if (length === 5) m = twoDigits(bytes, from + 3, to);
    else if (length !== 3) return Number.NaN;
    if (h < 0 || h > 14 || m < 0 || m > 59) return Number.NaN;
    const offset = h * HOUR_MS + m * MINUTE_MS;
    return first === 45 ? -offset : offset;
  }
}

/** UTC of a wall-clock time; of two the later one, unless only the earlier is before `previous`; −∞ = there is none. */
function latestBefore(clock: ZoneClock, local: number, previous: number): number {
  const late = clock.toUtc(local, Number.POSITIVE_INFINITY);
  const isFree = previous === Number.NEGATIVE_INFINITY || late < previous;
  return isFree ? late : clock.toUtc(local, Number.NEGATIVE_INFINITY);
}

/** Milliseconds by leaving the last digits off: nanoseconds since 1970 are beyond 2^53. */
function wholeMs(
  bytes: Uint8Array,
  from: number,
  to: number,
  digitsLeftOff: number,
  otherwise: number,
): number {
  let ms = 0;
  for (let p = from; p < to; p++) {
    if (!isDigit(bytes[p]!)) return Math.floor(otherwise);
    if (p < to - digitsLeftOff) ms = ms * 10 + bytes[p]! - ASCII_ZERO;
  }
  return ms;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isLetter(c: number): boolean {
  const lower = c | 32;
  return lower >= 97 && lower <= 122;
}

/** Space, comma, hyphen, point or slash between the parts of a date. */
function isDateMark(c: number): boolean {
  return c === 32 || (c >= 44 && c <= 47);
}

const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** 1 to 12 by a month's English name, or by its first three or four letters; −1 where it is none. */
function monthNamed(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < 3) return -1;
  const at = monthNames.findIndex((name) => {
    if (to - from > name.length) return false;
    for (let k = 0; k < to - from; k++) {
      if ((bytes[from + k]! | 32) !== name.charCodeAt(k)) return false;
    }
    return true;
  });
  return at < 0 ? -1 : at + 1;
}

function isMeridiem(c: number): boolean {
  const lower = c | 32;
  return lower === 97 || lower === 112;
}

function twoDigits(bytes: Uint8Array, p: number, to: number): number {
  if (p + 2 > to || !isDigit(bytes[p]!) || !isDigit(bytes[p + 1]!)) return -1;
  return (bytes[p]! - ASCII_ZERO) * 10 + bytes[p + 1]! - ASCII_ZERO;
}

function epochUnit(format: TimeFormat): string {
  if (format === 'epoch-s') return 'seconds';
  if (format === 'epoch-ms') return 'milliseconds';
  return format === 'epoch-us' ? 'microseconds' : 'nanoseconds';
}

/** Epoch unit of a number by its size: seconds, ms, µs or ns all fall in 1973..2200; null where none does. */
export function epochFormatOf(value: number): TimeFormat | null {
  const size = Math.abs(value);
  if (size >= 1e8 && size < 8e9) return 'epoch-s';
  if (size >= 1e11 && size < 8e12) return 'epoch-ms';
  if (size >= 1e14 && size < 8e15) return 'epoch-us';
  return size >= 1e17 && size < 8e18 ? 'epoch-ns' : null;
}
