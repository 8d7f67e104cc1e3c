import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobControl } from '../../lib/core/job';
import { ImportSession, importByRecipe } from '../../lib/market/import';
import {
  damagedFileProperty,
  mutatedFileProperty,
  noisyFileProperty,
} from '../reference/mutated-file';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
describe('a mutated file', () => {
  it('is refused or reported, and never puts a number into the wrong column', async () => {
    let imported = 0;
    await fc.assert(
      mutatedFileProperty(() => imported++),
      { numRuns: 700 },
    );
    expect(imported).toBeGreaterThan(150);
  });

  it('in gzip, zip, JSON or Parquet is refused where it is cut short or a checksum differs', async () => {
    await fc.assert(damagedFileProperty(), { numRuns: 400 });
  });

  it('never ends in anything but a DataError, whatever its bytes', async () => {
    await fc.assert(noisyFileProperty(), { numRuns: 500 });
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
