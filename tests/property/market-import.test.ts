import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobControl } from '../../lib/core/job';
import { formatUtcIso } from '../../lib/market/civil-date';
import { ImportSession, importByRecipe } from '../../lib/market/import';
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

type Mutation = (rows: string[][]) => string[][];
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
  fc.tuple(at, col, junk).map(
    ([r, c, s]): Mutation =>
      (rows) => {
        const out = rows.map((x) => [...x]);
        if (out[r] !== undefined) out[r][c] = s;
        return out;
      },
  ),
  at.map(
    (r): Mutation =>
      (rows) =>
        rows.filter((_, i) => i !== r),
  ),
  at.map(
    (r): Mutation =>
      (rows) =>
        rows.flatMap((x, i) => (i === r ? [x, [...x]] : [x])),
  ),
  fc.tuple(at, at).map(
    ([a, b]): Mutation =>
      (rows) => {
        const out = [...rows];
        if (out[a] !== undefined && out[b] !== undefined) [out[a], out[b]] = [out[b]!, out[a]!];
        return out;
      },
  ),
  fc.tuple(at, col).map(
    ([r, c]): Mutation =>
      (rows) =>
        rows.map((x, i) => (i === r ? [...x.slice(0, c), ...x.slice(c + 1)] : x)),
  ),
  fc.tuple(at, col).map(
    ([r, c]): Mutation =>
      (rows) =>
        rows.map((x, i) => (i === r ? [...x.slice(0, c), '-7', ...x.slice(c)] : x)),
  ),
  at.map(
    (r): Mutation =>
      (rows) =>
        rows.flatMap((x, i) => (i === r ? [[''], x] : [x])),
  ),
  fc.constant<Mutation>((rows) => [...rows].reverse()),
);

describe('a mutated file', () => {
  it('is refused or reported, and never puts a number into the wrong column', async () => {
    let imported = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        async (order, mutations, separator, end) => {
          const shuffled = cells.map((row) => order.map((k) => row[k]!));
          const rows = mutations.reduce((all, mutate) => mutate(all), shuffled);
          const file = text(rows.map((x) => x.join(separator)).join(end));
          let hasHeader = true;
          let hasVolume = true;
          let above = 0;
          let result: Awaited<ReturnType<ImportSession['finish']>>;
          try {
            const session = await ImportSession.open(file, 'BTCUSDT.csv');
            expect(session.inspection.questions).toEqual([]);
            hasHeader = session.inspection.hasHeader;
            above = session.inspection.notes.filter((note) =>
              note.includes('above the table'),
            ).length;
            hasVolume = session.inspection.columns.volume !== null;
            result = await session.finish({}, {}, 'x');
          } catch (error) {
            expect((error as Error).name).toBe('DataError');
            return;
          }
          imported++;
          const { bars, dropped } = result;
          // Every bar is one of the true ones, field by field.
          for (let i = 0; i < bars.length; i++) {
            const row = truth.get(bars.time[i]!);
            expect(row, formatUtcIso(bars.time[i]!)).toBeDefined();
            fields.forEach((field, k) => {
              if (field === 'volume' && !hasVolume) return;
              expect(bars[field][i], `${field} of ${formatUtcIso(bars.time[i]!)}`).toBe(row![k]);
            });
          }
          // And every line is a bar, the header, blank, noted as above the table, or listed as dropped.
          const lines = rows.filter((x) => x.join('').trim() !== '').length;
          expect(bars.length + dropped.length + above + (hasHeader ? 1 : 0)).toBe(lines);
        },
      ),
      { numRuns: 700 },
    );
    expect(imported).toBeGreaterThan(150);
  });

  it('never ends in anything but a DataError, whatever its bytes', async () => {
    await fc.assert(
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
            expect((error as Error).name).toBe('DataError');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the way a file is read', () => {
  it('does not depend on where its half megabytes end', async () => {
    // Rows of growing length move the boundaries over every part of a row.
    const base = Array.from({ length: 30_000 }, (_, i) => {
      const price = 100 + (i % 977) * 0.25;
      const volume = i % 41 === 0 ? `${i}.${'5'.repeat(i % 30)}` : `${i}`;
      const open = i % 5_003 === 17 ? 'n/a' : price;
      return `${1_577_836_800_000 + i * 60_000},${open},${price + 1},${price - 1},${price},${volume}`;
    });
    const plain = text(`timestamp,open,high,low,close,volume\n${base.join('\n')}\n`);
    expect(plain.length).toBeGreaterThan(2 * 524_288);
    const reference = await (await ImportSession.open(plain, 'BTCUSDT.csv')).finish({}, {}, 'x');
    for (const pad of [1, 13, 37, 61, 200]) {
      const blank = text(
        `${' '.repeat(pad - 1)}\ntimestamp,open,high,low,close,volume\n${base.join('\n')}\n`,
      );
      let turns = 0;
      const control: JobControl = {
        report: () => undefined,
        checkpoint: async () => {
          turns++;
        },
      };
      const session = await ImportSession.open(blank, 'BTCUSDT.csv', control);
      const { bars, dropped } = await session.finish({}, {}, 'x', control);
      expect(turns).toBeGreaterThan(3);
      expect(bars.fingerprint).toBe(reference.bars.fingerprint);
      expect(dropped.map((d) => d.row)).toEqual(reference.dropped.map((d) => d.row + 1));
      if (bars.source.kind !== 'file') throw new Error('not a file');
      const again = await importByRecipe(blank, 'y.csv', bars.source.recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    }
  });
});
