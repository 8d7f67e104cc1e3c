import { DAY_MS } from '../../../market/civil-date';
import { monthNames } from '../format-date';
import type { WallClock } from '../wall-clock';

const HOUR_MS = 3_600_000;
const daySteps = [1, 2, 7, 14];
const monthSteps = [1, 2, 3, 6];
const yearSteps = [1, 2, 5, 10, 20, 50];

export interface TimeTick {
  readonly time: number;
  readonly text: string;
}

/** Ticks of a time axis on the zone's own years, months, days or hours; about `most` of them at the most. */
export function timeTicks(from: number, to: number, most: number, clock: WallClock): TimeTick[] {
  if (!(to > from)) return [{ time: from, text: dayText(clock.wall(from)) }];
  const days = (to - from) / DAY_MS;
  if (days < 3) return byHour(from, to, most, clock);
  if (days < 90) return byDay(from, to, most, clock);
  const months = days / 30.44;
  const monthStep = monthSteps.find((step) => months / step <= most);
  if (monthStep !== undefined) return byMonth(from, to, monthStep, clock);
  const years = days / 365.25;
  const yearStep = yearSteps.find((step) => years / step <= most) ?? 100;
  return byMonth(from, to, yearStep * 12, clock);
}

/** The time whose wall clock shows `wall`, right to the hour around changes of summer time. */
const fromWall = (wall: number, clock: WallClock): number => wall - (clock.wall(wall) - wall);

function within(ticks: readonly TimeTick[], from: number, to: number): TimeTick[] {
  return ticks.filter(({ time }) => time >= from && time <= to);
}

function byMonth(from: number, to: number, step: number, clock: WallClock): TimeTick[] {
  const start = new Date(clock.wall(from));
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const ticks: TimeTick[] = [];
  for (let month = Math.floor(first / step) * step; ; month += step) {
    const year = Math.floor(month / 12);
    const time = fromWall(Date.UTC(year, month % 12, 1), clock);
    if (time > to) break;
    ticks.push({ time, text: month % 12 === 0 ? String(year) : (monthNames[month % 12] ?? '') });
  }
  return within(ticks, from, to);
}

function byDay(from: number, to: number, most: number, clock: WallClock): TimeTick[] {
  const first = Math.floor(clock.wall(from) / DAY_MS);
  const days = (to - from) / DAY_MS;
  const step = daySteps.find((size) => days / size <= most) ?? 14;
  const ticks: TimeTick[] = [];
  for (let day = first; ; day += step) {
    const time = fromWall(day * DAY_MS, clock);
    if (time > to) break;
    ticks.push({ time, text: dayText(day * DAY_MS) });
  }
  return within(ticks, from, to);
}

function byHour(from: number, to: number, most: number, clock: WallClock): TimeTick[] {
  const hours = (to - from) / HOUR_MS;
  const step = [1, 2, 3, 6, 12].find((size) => hours / size <= most) ?? 24;
  const first = Math.floor(clock.wall(from) / HOUR_MS / step) * step;
  const ticks: TimeTick[] = [];
  for (let hour = first; ; hour += step) {
    const time = fromWall(hour * HOUR_MS, clock);
    if (time > to) break;
    const ofDay = ((hour % 24) + 24) % 24;
    ticks.push({ time, text: ofDay === 0 ? dayText(hour * HOUR_MS) : `${ofDay}:00` });
  }
  return within(ticks, from, to);
}

function dayText(wall: number): string {
  const date = new Date(wall);
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]}`;
}
