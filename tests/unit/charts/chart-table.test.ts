import { describe, expect, it } from 'vitest';
import {
  type ChartTable,
  changeColumn,
  chartTableCsv,
  countColumn,
  moneyColumn,
  readRow,
  timeColumn,
  wordColumn,
} from '../../../lib/analytics/views/charts/chart-table';
import { formatMoney, formatSignedPercent } from '../../../lib/analytics/views/format';

const dayMs = 86_400_000;
const table: ChartTable = {
  columns: [
    timeColumn('America/New_York', dayMs),
    changeColumn('run', 'This run'),
    moneyColumn('profit', 'Profit', 'USD', true),
  ],
  rows: [
    [Date.UTC(2020, 0, 2), 0.125, -1500.5],
    [Date.UTC(2020, 0, 3), null, 1 / 3],
  ],
};

describe('the data of a chart as a file', () => {
  it('has plain numbers in full precision, ISO times, and nothing where there is no value', () => {
    expect(chartTableCsv(table)).toBe(
      'time,run,profit\n' +
        '2020-01-02T00:00:00Z,0.125,-1500.5\n' +
        '2020-01-03T00:00:00Z,,0.3333333333333333\n',
    );
  });

  it('quotes words that hold a comma', () => {
    const words = { columns: [wordColumn('name', 'Name')], rows: [['a, "b"'], [null]] };
    expect(chartTableCsv(words)).toBe('name\n"a, ""b"""\n\n');
  });
});

describe('one row in words', () => {
  it('names what it is of and every value it has', () => {
    expect(readRow(table, 0)).toBe(
      `2020-01-02: This run ${formatSignedPercent(0.125, 2)}, Profit ${formatMoney(-1500.5, 'USD', { signed: true })}`,
    );
    expect(readRow(table, 1)).toBe(
      `2020-01-03: Profit ${formatMoney(1 / 3, 'USD', { signed: true })}`,
    );
  });

  it('says so where a row has no value, and nothing for a row there is not', () => {
    const one = {
      columns: [wordColumn('month', 'Month'), countColumn('trades', 'Trades')],
      rows: [['Jan', null]],
    };
    expect(readRow(one, 0)).toBe('Jan: no value');
    expect(readRow(one, 1)).toBe('');
  });
});
