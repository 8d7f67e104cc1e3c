import { describe, expect, it } from 'vitest';
import type { Bars, CalendarKind } from '../../../lib/market/bars';
import { isUsSession } from '../../../lib/market/calendar';
import { daysFromCivil } from '../../../lib/market/civil-date';
import { createBars } from '../../../lib/market/create-bars';
import { exportCsv } from '../../../lib/market/export-csv';
import { ImportSession } from '../../../lib/market/import';
import { MONTH_MS } from '../../../lib/market/interval';
import { resampleBars } from '../../../lib/market/resample';
import { walkBars } from '../../support/bars';

const hour = 3_600_000;
const day = 24 * hour;

function barsAt(
  times: readonly number[],
  intervalMs: number,
  calendar: CalendarKind,
): Promise<Bars> {
  const column = (f: (i: number) => number): Float64Array =>
    Float64Array.from(times, (_, i) => f(i));
  return createBars(
    {
      time: Float64Array.from(times),
      open: column((i) => 10 + i),
      high: column((i) => 11 + i),
      low: column((i) => 9 + i),
      close: column((i) => 10.5 + i),
      volume: column(() => 1),
    },
    {
      instrument: {
        symbol: 'X',
        name: 'X',
        assetClass: calendar === 'equity-us' ? 'equity' : 'crypto',
        quoteCurrency: 'USD',
        calendar,
        tickSize: 0,
      },
      intervalMs,
      timeZone: calendar === 'equity-us' ? 'America/New_York' : 'UTC',
      source: { kind: 'sample', id: 'x' },
    },
  );
}

describe('resampling', () => {
  it('keeps first, highest, lowest, last and the sum, of closed bars only', async () => {
    const bars = await barsAt(
      Array.from({ length: 10 }, (_, i) => (i + 2) * hour),
      hour,
      'crypto-24x7',
    );
    const four = await resampleBars(bars, 4 * hour);
    // Two bars of the bucket from 00:00, four from 04:00, four from 08:00.
    expect([...four.time]).toEqual([0, 4 * hour, 8 * hour]);
    expect([...four.open]).toEqual([10, 12, 16]);
    expect([...four.high]).toEqual([12, 16, 20]);
    expect([...four.low]).toEqual([9, 11, 15]);
    expect([...four.close]).toEqual([11.5, 15.5, 19.5]);
    expect([...four.volume]).toEqual([2, 4, 4]);
    const cut = await barsAt([...bars.time.subarray(0, 9)], hour, 'crypto-24x7');
    expect((await resampleBars(cut, 4 * hour)).length).toBe(2);
  });

  it('never changes an earlier bar when later ones are added', async () => {
    const all = await walkBars(500, 3);
    const whole = await resampleBars(all, day);
    for (const n of [60, 111, 240, 499]) {
      const part = await resampleBars(await barsFrom(all, n), day);
      for (let i = 0; i < part.length; i++) expect(part.close[i]).toBe(whole.close[i]);
      expect(part.time[part.length - 1]! + day).toBeLessThanOrEqual(all.time[n - 1]! + hour);
    }
  });

  it('gathers a New York session by its date', async () => {
    const times: number[] = [];
    for (const d of [
      daysFromCivil(2021, 3, 11),
      daysFromCivil(2021, 3, 12),
      daysFromCivil(2021, 3, 15),
    ]) {
      // Summer time starts in between: 14:30 UTC, then 13:30.
      const open = d * day + (d < daysFromCivil(2021, 3, 14) ? 14.5 : 13.5) * hour;
      for (let k = 0; k < 7; k++) times.push(open + k * hour);
    }
    const daily = await resampleBars(await barsAt(times, hour, 'equity-us'), day);
    expect([...daily.time].map((t) => t / day)).toEqual([
      daysFromCivil(2021, 3, 11),
      daysFromCivil(2021, 3, 12),
      daysFromCivil(2021, 3, 15),
    ]);
    expect([...daily.volume]).toEqual([7, 7, 7]);
  });

  it('closes a week on its last session and a month on its last day', async () => {
    const sessions: number[] = [];
    for (let d = daysFromCivil(2021, 3, 1); d <= daysFromCivil(2021, 4, 1); d++) {
      if (isUsSession(d)) sessions.push(d * day);
    }
    // 1 April 2021 is Maundy Thursday: Good Friday follows, so the week is complete.
    const bars = await barsAt(sessions, day, 'equity-us');
    const weeks = await resampleBars(bars, 7 * day);
    expect(weeks.length).toBe(5);
    expect(weeks.time[4]).toBe(Date.UTC(2021, 2, 29));
    const months = await resampleBars(bars, MONTH_MS);
    expect([...months.time]).toEqual([Date.UTC(2021, 2, 1)]);
  });

  it('refuses a length that is no multiple', async () => {
    const bars = await walkBars(100);
    await expect(resampleBars(bars, 90 * 60_000)).rejects.toThrow(/multiple/);
    await expect(resampleBars(bars, hour)).rejects.toThrow(/multiple/);
    await expect(resampleBars(await walkBars(3), day)).rejects.toThrow(/no complete bar/);
  });
});

async function barsFrom(bars: Bars, n: number): Promise<Bars> {
  const cut = (column: Float64Array): Float64Array => column.slice(0, n);
  return createBars(
    {
      time: cut(bars.time),
      open: cut(bars.open),
      high: cut(bars.high),
      low: cut(bars.low),
      close: cut(bars.close),
      volume: cut(bars.volume),
    },
    bars,
  );
}

describe('exported CSV', () => {
  it('imports as the same bars bit for bit', async () => {
    const bars = await walkBars(300, 9);
    const session = await ImportSession.open(exportCsv(bars), 'BTCUSDT.csv');
    expect(session.inspection.dialect).toBe('plain');
    const { bars: back } = await session.finish({}, {}, 'x');
    expect(back.fingerprint).toBe(bars.fingerprint);
  });
});
