import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { formatUtcIso } from '../../lib/market/civil-date';
import { exportParquet } from '../../lib/market/export-parquet';
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
  at.map((r) => ({
    what: `exchange high and low of row ${r}`,
    apply: (rows: Rows) => {
      const high = rows[0]?.indexOf('high') ?? -1;
      const low = rows[0]?.indexOf('low') ?? -1;
      if (r === 0 || high < 0 || low < 0) return rows;
      return rows.map((x, i) =>
        i === r
          ? x.map((cell, k) => (k === high ? (x[low] ?? '') : k === low ? (x[high] ?? '') : cell))
          : x,
      );
    },
  })),
  fc.tuple(col, col).map(([a, b]) => ({
    what: `exchange columns ${a} and ${b}, header and all`,
    apply: (rows: Rows) =>
      rows.map((x) =>
        x.length === header.length
          ? x.map((cell, k) => (k === a ? (x[b] ?? '') : k === b ? (x[a] ?? '') : cell))
          : x,
      ),
  })),
  fc.tuple(at, fc.boolean()).map(([r, right]) => ({
    what: `shift the cells of row ${r} to the ${right ? 'right' : 'left'}`,
    apply: (rows: Rows) =>
      rows.map((x, i) =>
        i !== r || r === 0 ? x : right ? ['', ...x.slice(0, -1)] : [...x.slice(1), ''],
      ),
  })),
  fc.tuple(at, col).map(([r, c]) => ({
    what: `write cell ${c} of row ${r} with a decimal comma`,
    apply: (rows: Rows) => changeCell(rows, r, c, (cell) => cell.replace('.', ',')),
  })),
  fc.tuple(at, col, fc.boolean()).map(([r, c, opens]) => ({
    what: `put one quote ${opens ? 'before' : 'behind'} cell ${c} of row ${r}`,
    apply: (rows: Rows) => changeCell(rows, r, c, (cell) => (opens ? `"${cell}` : `${cell}"`)),
  })),
  at.map((r) => ({
    what: `put a byte order mark before row ${r}`,
    apply: (rows: Rows) => changeCell(rows, r, 0, (cell) => `\ufeff${cell}`),
  })),
  at.map((r) => ({
    what: `repeat the header before row ${r}`,
    apply: (rows: Rows) => rows.flatMap((x, i) => (i === r && r > 0 ? [[...rows[0]!], x] : [x])),
  })),
  fc.tuple(at, fc.constantFrom('.', '/')).map(([r, mark]) => ({
    what: `write the date of row ${r} with the day first`,
    apply: (rows: Rows) =>
      rows.map((x, i) =>
        i !== r
          ? x
          : x.map((cell) =>
              cell.replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d).*$/, `$3${mark}$2${mark}$1 $4`),
            ),
      ),
  })),
  at.map((r) => ({
    what: `take the zone off the time of row ${r}`,
    apply: (rows: Rows) =>
      rows.map((x, i) => (i === r && r > 0 ? x.map((cell) => cell.replace(/Z$/, '')) : x)),
  })),
  fc
    .constantFrom<string[]>(
      ['Total', '', '', '', '', '12345'],
      ['generated by a program'],
      ['', '', '', '', '', '9999'],
      ['-- end --', '0', '0', '0', '0', '0'],
    )
    .map((footer) => ({
      what: `put a footer of ${footer.length} cells below`,
      apply: (rows: Rows) => [...rows, footer],
    })),
  fc.tuple(at, col, fc.constantFrom(' USD', '%', 'k', '\u00a0')).map(([r, c, unit]) => ({
    what: `put ${JSON.stringify(unit)} behind cell ${c} of row ${r}`,
    apply: (rows: Rows) => changeCell(rows, r, c, (cell) => (r === 0 ? cell : `${cell}${unit}`)),
  })),
);

function changeCell(rows: Rows, r: number, c: number, change: (cell: string) => string): Rows {
  return rows.map((x, i) => (i === r ? x.map((cell, k) => (k === c ? change(cell) : cell)) : x));
}

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
      // A byte order mark is no white space to the importer, which lists its line.
      const isBlank = (x: readonly string[]): boolean => /^[ \t]*$/.test(x.join(''));
      const lines = rows.filter((x) => !isBlank(x)).length;
      const hollow = rows.filter((x) => x.length > 1 && isBlank(x)).length;
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

const packings = ['gzip', 'zip', 'json', 'parquet'] as const;
type Packing = (typeof packings)[number];

/** The same bars packed; made once. */
const packed: Promise<Readonly<Record<Packing, Uint8Array>>> = (async () => {
  const plain = text(cells.map((x) => x.join(',')).join('\n'));
  const rows = cells.slice(1).map(([time, ...numbers]) => [Date.parse(time!), ...numbers]);
  const session = await ImportSession.open(plain, 'BTCUSDT.csv');
  const { bars } = await session.finish({}, {}, 'x');
  return {
    gzip: gzipSync(plain),
    zip: zipSync({ 'BTCUSDT.csv': plain }, { mtime: '2020-01-01' }),
    json: text(JSON.stringify(rows)),
    parquet: await exportParquet(bars),
  };
})();

/** What one bit or the end of a packed file tells of: only formats with a checksum notice a bit. */
const noticesBits: readonly Packing[] = ['gzip', 'zip'];

/** A packed file that is cut short, or in which a bit has changed, is refused or gives true bars alone. */
export const damagedFileProperty = () =>
  fc.asyncProperty(
    fc.constantFrom(...packings),
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.integer({ min: 0, max: 7 }),
    fc.boolean(),
    async (packing, place, bit, cut) => {
      const whole = (await packed)[packing];
      const byte = Math.floor(place * whole.length);
      const damaged = cut ? whole.slice(0, byte) : Uint8Array.from(whole);
      if (!cut) {
        if (!noticesBits.includes(packing)) return;
        damaged[byte]! ^= 1 << bit;
      }
      try {
        const session = await ImportSession.open(damaged, 'BTCUSDT');
        const { bars } = await session.finish({}, {}, 'x');
        assert.ok(!cut, `cut at ${byte} of ${whole.length} and imported`);
        assert.equal(bars.length, n);
        for (let i = 0; i < n; i++) {
          const row = truth.get(bars.time[i]!);
          for (const [k, field] of fields.entries()) assert.equal(bars[field][i], row?.[k]);
        }
      } catch (error) {
        assert.equal((error as Error).name, 'DataError', String(error));
      }
    },
  );
