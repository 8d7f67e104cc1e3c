import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { formatUtcIso } from '../../lib/market/civil-date';
import { ImportSession } from '../../lib/market/import';
import { walkColumns } from '../support/bars';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const n = 80;
const walk = walkColumns(n, 4);
const header = ['timestamp', 'open', 'high', 'low', 'close', 'volume'];
const cells: readonly string[][] = [
  header,
  ...Array.from({ length: n }, (_, i) => [
    formatUtcIso(walk.time[i]!),
    ...[walk.open, walk.high, walk.low, walk.close, walk.volume].map((c) => c[i]!.toFixed(4)),
  ]),
];
const truth = new Map(cells.slice(1).map((row) => [Date.parse(row[0]!), row.slice(1).map(Number)]));
const fields = ['open', 'high', 'low', 'close', 'volume'] as const;

type Rows = string[][];

/** A change to a table, in words that a failing case prints. */
interface Mutation {
  readonly what: string;
  readonly apply: (rows: Rows) => Rows;
}

const at = fc.integer({ min: 0, max: n });
const col = fc.integer({ min: 0, max: 5 });
const junk = fc.constantFrom(
  '',
  'n/a',
  '-',
  '1e999',
  '"',
  'x'.repeat(2000),
  'NULL',
  '٣',
  '1.2.3',
  '\u0000',
  '2020-13-45',
);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(at, col, junk).map(([r, c, cell]) => ({
    what: `write ${JSON.stringify(cell.slice(0, 20))} into row ${r}, cell ${c}`,
    apply: (rows: Rows) => {
      const out = rows.map((x) => [...x]);
      if (out[r] !== undefined) out[r][c] = cell;
      return out;
    },
  })),
  at.map((r) => ({
    what: `leave out row ${r}`,
    apply: (rows: Rows) => rows.filter((_, i) => i !== r),
  })),
  at.map((r) => ({
    what: `repeat row ${r}`,
    apply: (rows: Rows) => rows.flatMap((x, i) => (i === r ? [x, [...x]] : [x])),
  })),
  fc.tuple(at, at).map(([a, b]) => ({
    what: `exchange rows ${a} and ${b}`,
    apply: (rows: Rows) => {
      const out = [...rows];
      if (out[a] !== undefined && out[b] !== undefined) [out[a], out[b]] = [out[b], out[a]];
      return out;
    },
  })),
  fc.tuple(at, col).map(([r, c]) => ({
    what: `leave out cell ${c} of row ${r}`,
    apply: (rows: Rows) =>
      rows.map((x, i) => (i === r ? [...x.slice(0, c), ...x.slice(c + 1)] : x)),
  })),
  fc.tuple(at, col).map(([r, c]) => ({
    what: `put a cell before cell ${c} of row ${r}`,
    apply: (rows: Rows) =>
      rows.map((x, i) => (i === r ? [...x.slice(0, c), '-7', ...x.slice(c)] : x)),
  })),
  at.map((r) => ({
    what: `put a blank line before row ${r}`,
    apply: (rows: Rows) => rows.flatMap((x, i) => (i === r ? [[''], x] : [x])),
  })),
  fc.constant({ what: 'turn the rows around', apply: (rows: Rows) => [...rows].reverse() }),
);

/** A file with a few mutations is refused or reported, and never puts a number into the wrong column. */
export const mutatedFileProperty = (onImported: () => void = () => undefined) =>
  fc.asyncProperty(
    fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
    fc.array(mutation, { minLength: 1, maxLength: 6 }),
    fc.constantFrom(',', ';', '\t'),
    fc.constantFrom('\n', '\r\n'),
    async (order, mutations, separator, end) => {
      const shuffled = cells.map((row) => order.map((k) => row[k]!));
      const rows = mutations.reduce((all, { apply }) => apply(all), shuffled);
      const file = text(rows.map((x) => x.join(separator)).join(end));
      let hasHeader = true;
      let hasVolume = true;
      let above = 0;
      let result: Awaited<ReturnType<ImportSession['finish']>>;
      try {
        const session = await ImportSession.open(file, 'BTCUSDT.csv');
        assert.deepEqual(session.inspection.questions, []);
        hasHeader = session.inspection.hasHeader;
        above = session.inspection.notes.filter((note) => note.includes('above the table')).length;
        hasVolume = session.inspection.columns.volume !== null;
        result = await session.finish({}, {}, 'x');
      } catch (error) {
        assert.equal((error as Error).name, 'DataError');
        return;
      }
      onImported();
      const { bars, dropped } = result;
      // Every bar is one of the true ones, field by field.
      for (let i = 0; i < bars.length; i++) {
        const row = truth.get(bars.time[i]!);
        assert.ok(row, formatUtcIso(bars.time[i]!));
        fields.forEach((field, k) => {
          if (field === 'volume' && !hasVolume) return;
          assert.equal(bars[field][i], row[k], `${field} of ${formatUtcIso(bars.time[i]!)}`);
        });
      }
      // And every line is a bar, the header, blank, noted as above the table, or listed as dropped. A line of
      // separators alone may count as blank or be listed.
      const lines = rows.filter((x) => x.join('').trim() !== '').length;
      const hollow = rows.filter((x) => x.length > 1 && x.join('').trim() === '').length;
      const counted = bars.length + dropped.length + above + (hasHeader ? 1 : 0);
      assert.ok(
        counted >= lines && counted <= lines + hollow,
        `${counted} of ${lines} lines are accounted for`,
      );
    },
  );

/** A file with noise in it never ends in anything but a DataError. */
export const noisyFileProperty = () =>
  fc.asyncProperty(
    fc.uint8Array({ maxLength: 400 }),
    fc.integer({ min: 0, max: 200 }),
    async (noise, cut) => {
      const whole = text(cells.map((x) => x.join(',')).join('\n'));
      const file = Uint8Array.from([
        ...whole.subarray(0, cut * 20),
        ...noise,
        ...whole.subarray(cut * 20),
      ]);
      try {
        const session = await ImportSession.open(file, 'BTCUSDT.csv');
        await session.report({});
      } catch (error) {
        assert.equal((error as Error).name, 'DataError');
      }
    },
  );
