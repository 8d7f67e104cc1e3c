import { describe, expect, it } from 'vitest';
import { formatUtcIso } from '../../../lib/market/civil-date';
import { ImportSession } from '../../../lib/market/import';
import { walkColumns } from '../../support/bars';

/** Rows without a header, their columns in the order time, high, volume, low, open, close. */
function unusualRows(): string[][] {
  const { time, open, high, low, close, volume } = walkColumns(80, 4);
  return Array.from({ length: 80 }, (_, i) => [
    formatUtcIso(time[i]!),
    ...[high, volume, low, open, close].map((column) => column[i]!.toFixed(4)),
  ]);
}

const refusal = async (rows: string[][]): Promise<unknown> => {
  const bytes = new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));
  return ImportSession.open(bytes, 'BTCUSDT.csv').catch((error: Error) => error.message);
};

describe('columns in an unusual order, without a header', () => {
  it('are refused', async () => {
    expect(await refusal(unusualRows())).toMatch(/has no header, and its columns are not/);
  });

  it('are refused too where a single cell is too large for a number', async () => {
    for (const at of [0, 40, 79]) {
      for (const cell of [1, 3, 4]) {
        const rows = unusualRows();
        rows[at]![cell] = '1e999';
        expect(await refusal(rows)).toMatch(/has no header, and its columns are not/);
      }
    }
  });

  it('are refused too where one row has a cell too many', async () => {
    for (const at of [0, 3, 79]) {
      const rows = unusualRows().map(([time, high, volume, low, open, close]) => [
        time!,
        close!,
        high!,
        low!,
        open!,
        volume!,
      ]);
      rows[at]!.splice(3, 0, '-7');
      expect(await refusal(rows)).toMatch(/has no header, and its columns are not/);
    }
  });
});

describe('rows in the order of Coinbase', () => {
  /** Time in seconds, low, high, open, close, volume, newest first; one bar of `every` has a range. */
  function quietRows(count: number, every = 3): { rows: string[][]; open: number[] } {
    const { time, open, high, low, close, volume } = walkColumns(count, 9);
    const isQuiet = (i: number): boolean => i % every !== 0;
    const rows = Array.from({ length: count }, (_, i) =>
      [
        time[i]! / 1000,
        ...(isQuiet(i) ? Array(4).fill(close[i]) : [low[i], high[i], open[i], close[i]]),
        volume[i],
      ].map(String),
    );
    return { rows: rows.reverse(), open: [...open].map((o, i) => (isQuiet(i) ? close[i]! : o)) };
  }
  const bars = async (rows: string[][]) => {
    const bytes = new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));
    const session = await ImportSession.open(bytes, 'BTC-USD.csv');
    return session.finish({}, {}, 'Test');
  };

  it('are read where most bars have no range', async () => {
    for (const every of [3, 20]) {
      const { rows, open } = quietRows(60, every);
      const { bars: read, dropped } = await bars(rows);
      expect(dropped).toEqual([]);
      expect([...read.open]).toEqual(open);
    }
  });

  it('are read where they are few', async () => {
    for (const count of [3, 5, 9]) {
      const { time, open, high, low, close, volume } = walkColumns(count, 9);
      const rows = Array.from({ length: count }, (_, i) =>
        [time[i]! / 1000, low[i], high[i], open[i], close[i], volume[i]].map(String),
      );
      expect([...(await bars(rows.reverse())).bars.open]).toEqual([...open]);
    }
  });

  it('but with open and close the other way round are refused', async () => {
    const { time, open, high, low, close, volume } = walkColumns(8, 9);
    const rows = Array.from({ length: 8 }, (_, i) =>
      [time[i]! / 1000, low[i], high[i], close[i], open[i], volume[i]].map(String),
    );
    expect(await refusal(rows)).toMatch(/has no header, and its columns are not/);
  });
});
