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
