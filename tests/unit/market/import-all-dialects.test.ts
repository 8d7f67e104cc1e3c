import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../lib/core/errors';
import type { BarColumns } from '../../../lib/market/bars';
import { exportCsv } from '../../../lib/market/export-csv';
import { exportParquet } from '../../../lib/market/export-parquet';
import { ImportSession, importByRecipe } from '../../../lib/market/import';
import type { ImportAnswers, ImportQuestion } from '../../../lib/market/import/types';
import { walkBars } from '../../support/bars';
import { fixture } from '../../support/fixtures';

type Columns = Readonly<Record<keyof BarColumns, readonly number[]>>;

interface Expected {
  readonly label: string;
  readonly symbol?: string;
  readonly answers?: ImportAnswers;
  readonly questions?: readonly ImportQuestion['id'][];
  /** The question without a default. */
  readonly asks?: ImportQuestion['id'];
  readonly notes?: readonly string[];
  /** Numbers of the tables the file holds, as the script that wrote it computed them. */
  readonly bars?: number;
  readonly raw?: number;
  readonly splits?: number;
  readonly instruments?: Readonly<Record<string, number>>;
}

const { files, tables } = JSON.parse(
  new TextDecoder().decode(fixture('dialects/expected.json')),
) as { files: Readonly<Record<string, Expected>>; tables: readonly Columns[] };
const names = Object.keys(files);

/** Exactly the numbers; those a factor went into agree to the last bits. */
function expectColumns(bars: BarColumns, table: number, isExact = true): void {
  const columns = tables[table]!;
  for (const field of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
    if (isExact) expect([...bars[field]], field).toEqual(columns[field]);
    else {
      expect(bars[field]).toHaveLength(columns[field].length);
      columns[field].forEach((value, i) => {
        expect(Math.abs(bars[field][i]! / value - 1), `${field} ${i}`).toBeLessThan(1e-14);
      });
    }
  }
}

const open = (name: string) => ImportSession.open(fixture(`dialects/${name}`), name);

describe('every dialect', () => {
  it('has a file of its own', () => {
    expect(names.length).toBeGreaterThanOrEqual(45);
  });

  it.each(names)('%s gives exactly its bars, and again by its recipe', async (name) => {
    const about = files[name]!;
    const session = await open(name);
    const { inspection } = session;
    expect(inspection.dialectLabel).toBe(about.label);
    expect(inspection.questions.map((q) => q.id)).toEqual(about.questions ?? []);
    for (const note of about.notes ?? []) expect(inspection.notes.join('\n')).toContain(note);
    if (about.symbol !== undefined) expect(inspection.suggestedSymbol).toBe(about.symbol);
    const wanted = Object.entries(about.instruments ?? { '': about.bars! });
    expect(inspection.instruments).toHaveLength(wanted.length);
    for (const [id, table] of wanted) {
      const answers = { ...about.answers, ...(id === '' ? {} : { instrument: id }) };
      const { bars, dropped } = await session.finish(answers, {}, 'Test');
      expect(dropped).toEqual([]);
      expectColumns(bars, table, about.raw === undefined);
      if (bars.source.kind !== 'file') throw new Error('not a file');
      const recipe = JSON.parse(JSON.stringify(bars.source.recipe));
      const again = await importByRecipe(fixture(`dialects/${name}`), 'other-name', recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    }
  });

  it.each(names.filter((name) => files[name]!.raw !== undefined))(
    '%s is taken as written, or without its splits, where that is chosen',
    async (name) => {
      const { raw, splits, answers } = files[name]!;
      const session = await open(name);
      const written = await session.finish({ ...answers, adjustment: 'raw' }, {}, 'Test');
      expectColumns(written.bars, raw!);
      const without = session.finish({ ...answers, adjustment: 'splits' }, {}, 'Test');
      if (splits === undefined) await expect(without).rejects.toThrow('choose');
      else expectColumns((await without).bars, splits, false);
    },
  );

  it.each(names.filter((name) => files[name]!.asks !== undefined))(
    '%s asks what it leaves open',
    async (name) => {
      const { asks, answers } = files[name]!;
      const session = await open(name);
      const { volume: _, ...others } = answers!;
      const report = await session.report(others);
      expect(report.openQuestions.map((q) => q.id)).toEqual([asks]);
      await expect(session.finish(others, {}, 'Test')).rejects.toThrow('A question is open');
    },
  );
});

describe('an export', () => {
  it('of more bars than one row group of Parquet takes keeps every bit, and can be cancelled', async () => {
    const bars = await walkBars(70_000, 5);
    const bytes = await exportParquet(bars);
    const again = await ImportSession.open(bytes, 'walk.parquet');
    expect((await again.finish({}, {}, 'x')).bars.fingerprint).toBe(bars.fingerprint);
    let groups = 0;
    const control = {
      report: () => undefined,
      checkpoint: async () => {
        if (++groups === 2) throw new CancelledError();
      },
    };
    await expect(exportParquet(bars, control)).rejects.toThrow(CancelledError);
    expect(groups).toBe(2);
  });

  it('as CSV and as Parquet imports to the same fingerprint', async () => {
    for (const name of ['plain.csv', 'yahoo.csv', 'three-symbols.csv', 'no-volume.csv']) {
      const session = await open(name);
      const instrument = session.inspection.instruments[0]!.id;
      const { bars } = await session.finish({ instrument }, {}, 'Test');
      for (const bytes of [exportCsv(bars), await exportParquet(bars)]) {
        const again = await ImportSession.open(bytes, 'out');
        expect(again.inspection.questions).toEqual([]);
        expect((await again.finish({}, {}, 'x')).bars.fingerprint).toBe(bars.fingerprint);
      }
    }
  });
});

describe('several instruments', () => {
  it('in one table are listed with their rows and times', async () => {
    const { inspection } = await open('three-symbols.csv');
    expect(
      inspection.instruments.map((it) => [it.id, it.symbol, it.rows, it.firstTime, it.lastTime]),
    ).toEqual(
      Object.entries(files['three-symbols.csv']!.instruments!).map(([symbol, table]) => {
        const { time } = tables[table]!;
        return [symbol, symbol, time.length, time[0], time.at(-1)];
      }),
    );
  });

  it('have the fingerprints of their rows alone', async () => {
    const text = new TextDecoder().decode(fixture('dialects/three-symbols.csv'));
    const lines = text.trimEnd().split('\n');
    const session = await open('three-symbols.csv');
    for (const { id } of session.inspection.instruments) {
      const { bars } = await session.finish({ instrument: id }, {}, 'x');
      const own = lines.filter((line, i) => i === 0 || line.split(',')[1] === id).join('\n');
      const alone = await ImportSession.open(new TextEncoder().encode(own), 'x.csv');
      expect((await alone.finish({}, {}, 'x')).bars.fingerprint).toBe(bars.fingerprint);
    }
  });

  it('are not finished together, nor by a name that is not there', async () => {
    const session = await open('three-symbols.csv');
    await expect(session.finish({}, {}, 'x')).rejects.toThrow(/3 instruments.*AAA, BBB, CCC/);
    await expect(session.report({ instrument: 'DDD' })).rejects.toThrow('no instrument ‘DDD’');
  });

  it('report faults by their lines in the file, and rows that name no instrument', async () => {
    const lines = new TextDecoder().decode(fixture('dialects/three-symbols.csv')).split('\n');
    const spoil = (line: number, change: (text: string) => string): void => {
      lines[line - 1] = change(lines[line - 1]!);
    };
    spoil(20, (text) => text.replace(/[^,]+$/, 'n/a'));
    spoil(31, (text) => text.replace(/,[A-C]{3},/, ',,'));
    spoil(40, (text) => text.slice(0, 30));
    const bad = lines[19]!.split(',')[1]!;
    const bytes = new TextEncoder().encode(lines.join('\n'));
    const session = await ImportSession.open(bytes, 'long.csv');
    const found: [number, string][] = [];
    let bars = 0;
    for (const { id } of session.inspection.instruments) {
      const result = await session.finish({ instrument: id }, {}, id);
      bars += result.bars.length;
      for (const { row, reason } of result.dropped) found.push([row, reason]);
      if (id === bad) expect(result.dropped).toContainEqual(expect.objectContaining({ row: 20 }));
    }
    expect(found.sort((a, b) => a[0] - b[0])).toEqual([
      [20, 'volume is ‘n/a’'],
      [31, 'names no instrument'],
      [40, expect.stringContaining('columns, expected 7')],
    ]);
    expect(bars + found.length).toBe(lines.length - 2);
  });

  it('of several files are one import, each with its own file and recipe', async () => {
    const of = (name: string) => ({ fileName: name, bytes: fixture(`dialects/${name}`) });
    const session = await ImportSession.openAll([of('plain.csv'), of('kraken-two-pairs.json')]);
    expect(session.inspection.instruments.map((it) => [it.id, it.fileName, it.rows])).toEqual([
      ['plain.csv', 'plain.csv', 60],
      ['result.XXBTZUSD', 'kraken-two-pairs.json', 60],
      ['result.XETHZUSD', 'kraken-two-pairs.json', 60],
    ]);
    for (const { id, fileName } of session.inspection.instruments) {
      const { bars } = await session.finish({ instrument: id }, {}, id);
      if (bars.source.kind !== 'file') throw new Error('not a file');
      expect(bars.source.fileName).toBe(fileName);
      const again = await importByRecipe(of(fileName).bytes, fileName, bars.source.recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    }
    await expect(
      session.report({ instrument: 'plain.csv', columns: { volume: 4 } }),
    ).rejects.toThrow('different columns');
  });
});
