import { describe, expect, it } from 'vitest';
import { TICK, tickLabel, tickWeight } from '../../../app/_components/charts/tick-weight';
import { formatBarTime, formatDate, zoneClock } from '../../../app/_components/charts/zone-clock';
import { formatDateTime } from '../../../lib/analytics/views/format';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the clock of a chart', () => {
  it('reads New York time on both sides of both changes of a year', () => {
    const clock = zoneClock('America/New_York', HOUR);
    const at = (iso: string): string => formatBarTime(clock, Date.parse(iso), HOUR);
    expect(at('2020-03-08T06:00:00Z')).toBe('2020-03-08 01:00');
    expect(at('2020-03-08T07:00:00Z')).toBe('2020-03-08 03:00');
    expect(at('2020-11-01T05:00:00Z')).toBe('2020-11-01 01:00');
    expect(at('2020-11-01T06:00:00Z')).toBe('2020-11-01 01:00');
    expect(at('2020-11-01T07:00:00Z')).toBe('2020-11-01 02:00');
  });

  it("asks the browser for a reader's own zone, and gets what the rules say of its neighbour", () => {
    const neighbours = [
      ['Europe/Vienna', 'Europe/Berlin'],
      ['America/Toronto', 'America/New_York'],
      ['Asia/Colombo', 'Asia/Kolkata'],
    ] as const;
    for (const [zone, ruled] of neighbours) {
      const clock = zoneClock(zone, HOUR);
      for (let time = Date.UTC(2019, 0, 1); time < Date.UTC(2020, 0, 1); time += HOUR) {
        const own = formatBarTime(clock, time, HOUR);
        if (own !== formatDateTime(time, ruled, HOUR)) {
          expect.fail(`${zone} at ${new Date(time).toISOString()}: ${own}`);
        }
      }
    }
  });

  it('leaves daily bars stamped 00:00 UTC on their date whatever the zone', () => {
    const clock = zoneClock('America/New_York', DAY);
    expect(formatBarTime(clock, Date.UTC(2020, 11, 31), DAY)).toBe('2020-12-31');
    expect(formatDate(clock, Date.parse('2020-12-31T05:00:00Z'))).toBe('2020-12-31');
  });

  it('names the zone', () => {
    expect(zoneClock('America/New_York', DAY).label).toBe('New York');
    expect(zoneClock('UTC', DAY).label).toBe('UTC');
  });

  it('refuses a zone that does not exist', () => {
    expect(() => zoneClock('Mars/Olympus', HOUR)).toThrow(RangeError);
  });
});

describe('ticks of the time axis', () => {
  const wall = (iso: string): number => Date.parse(iso);

  it('weigh the first bar of a year, month, day and hour more than the bars after it', () => {
    expect(tickWeight(wall('2020-01-02T00:00Z'), wall('2019-12-31T00:00Z'))).toBe(TICK.year);
    expect(tickWeight(wall('2020-02-03T00:00Z'), wall('2020-01-31T00:00Z'))).toBe(TICK.month);
    expect(tickWeight(wall('2020-02-04T00:00Z'), wall('2020-02-03T23:00Z'))).toBe(TICK.day);
    expect(tickWeight(wall('2020-02-04T13:00Z'), wall('2020-02-04T12:59Z'))).toBe(TICK.hour);
    expect(tickWeight(wall('2020-02-04T13:01Z'), wall('2020-02-04T13:00Z'))).toBe(TICK.minute);
  });

  it('are labelled by what begins there, in the zone of the chart', () => {
    const clock = zoneClock('America/New_York', HOUR);
    const time = Date.parse('2020-02-04T19:30:00Z');
    expect(tickLabel(clock, time, TICK.year)).toBe('2020');
    expect(tickLabel(clock, time, TICK.month)).toBe('Feb');
    expect(tickLabel(clock, time, TICK.day)).toBe('4');
    expect(tickLabel(clock, time, TICK.hour)).toBe('14:30');
    expect(tickLabel(clock, time, TICK.second)).toBe('14:30:00');
  });
});
