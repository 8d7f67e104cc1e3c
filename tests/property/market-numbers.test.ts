import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../lib/core/job';
import { importLimits } from '../../lib/market/import/limits';
import { readNumberCell } from '../../lib/market/import/number-cell';
import type { RowPlan } from '../../lib/market/import/recipe.schema';
import { parseRows } from '../../lib/market/import/row-parser';
import { epochFormatOf } from '../../lib/market/import/time-cell';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const read = (s: string): number => {
  const bytes = text(`,${s},`);
  return readNumberCell(bytes, 1, bytes.length - 1, 46);
};

const plan: RowPlan = {
  separator: ',',
  decimal: '.',
  firstRow: 1,
  columnCount: 6,
  columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
  symbolColumn: null,
  timeFormat: 'epoch-ms',
  zone: null,
  zoneRequired: false,
};

const digits = (min: number, max: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max })
    .map((list) => list.join(''));
const decimals = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits(0, 25),
    digits(0, 25),
    fc.constantFrom('', 'e-7', 'E+12', 'e300', 'e-320'),
  )
  .filter(([, whole, part]) => whole + part !== '')
  .map(
    ([sign, whole, part, exponent]) => `${sign}${whole}${part === '' ? '' : `.${part}`}${exponent}`,
  );
const written = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ noNaN: true, min: 0, max: 1e6 }).map((x) => x.toFixed(4)),
  fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String),
  decimals,
);

describe('a parsed number', () => {
  it('has the bits of Number(text)', () => {
    fc.assert(
      fc.property(written, (s) => {
        expect(read(s)).toBe(Number(s));
      }),
      { numRuns: 20_000 },
    );
  });

  it('has them in a clean row, in a quoted row and in a row of its own', async () => {
    const cell = written.filter((s) => Number.isFinite(Number(s)));
    const volume = cell.filter((s) => Number(s) >= 0 && !s.startsWith('-'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell, cell, volume), { minLength: 1, maxLength: 5 }),
        async (rows) => {
          const line = (cells: readonly string[], i: number, quote: string): string =>
            [1_577_836_800_000 + i, ...cells].map((c) => `${quote}${c}${quote}`).join(',');
          for (const quote of ['', '"', ' ']) {
            for (const end of ['\n', '\r\n']) {
              const file = text(rows.map((r, i) => line(r, i, quote)).join(end));
              const parsed = await parseRows(file, plan, importLimits, uncontrolled);
              expect(parsed.length).toBe(rows.length);
              rows.forEach((r, i) => {
                expect(parsed.open[i]).toBe(Number(r[0]));
                expect(parsed.high[i]).toBe(Number(r[1]));
                expect(parsed.low[i]).toBe(Number(r[2]));
                expect(parsed.close[i]).toBe(Number(r[3]));
                expect(parsed.volume[i]).toBe(Number(r[4]));
              });
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is no number where the text is none', () => {
    for (const s of [
      '',
      ' ',
      '-',
      '.',
      '1.2.3',
      '1e',
      '0x10',
      'NaN',
      'Infinity',
      '1,5',
      '1_000',
      '١',
      '--1',
      '1-',
    ]) {
      expect(read(s), s).toBeNaN();
    }
  });
});

describe('an epoch time', () => {
  it('of any unit is its millisecond, nanoseconds too', async () => {
    const units = [
      ['epoch-s', 'ms', 3],
      ['epoch-ms', '', 0],
      ['epoch-us', '000', 0],
      ['epoch-ns', '000000', 0],
    ] as const;
    const some = fc.array(fc.integer({ min: 1e11, max: 4e12 }), { minLength: 2, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(some, fc.integer({ min: 0, max: 999 }), async (times, below) => {
        for (const [timeFormat, zeros, cut] of units) {
          const tail = zeros.length < 3 ? '' : String(below).padStart(3, '0') + zeros.slice(3);
          const cells = times.map((t) => (cut === 3 ? String(Math.floor(t / 1000)) : t + tail));
          expect(epochFormatOf(Number(cells[0]))).toBe(timeFormat);
          const file = text(cells.map((c) => `${c},1,1,1,1,1\n`).join(''));
          const parsed = await parseRows(file, { ...plan, timeFormat }, importLimits, uncontrolled);
          expect([...parsed.time]).toEqual(
            times.map((t) => (cut === 3 ? Math.floor(t / 1000) * 1000 : t)),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
