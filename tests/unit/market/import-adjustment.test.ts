import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ImportSession } from '../../../lib/market/import';

const text = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));
const day = (i: number): string => new Date(Date.UTC(2021, 2, 1 + i)).toISOString().slice(0, 10);
const questionOf = (session: ImportSession) =>
  session.inspection.questions.find((it) => it.id === 'adjustment')!;

describe('an adjustment', () => {
  const factors = (name: string, rows: readonly string[]) => ({
    fileName: name,
    bytes: text(['date,price_factor,split_factor,reference_price', ...rows]),
  });
  const file = {
    fileName: 'XYZ_1d.csv',
    bytes: text([
      'timestamp,open,high,low,close,volume',
      ...[0, 1, 2, 3].map((i) => `${day(i)},40,41,39,40,100`),
    ]),
  };

  it('by a list holds up to and with the day of its row', async () => {
    const session = await ImportSession.openAll([
      file,
      factors('XYZ_factors.csv', ['20210301,0.5,0.5,1', '20210303,1,0.5,1', '20501231,1,1,0']),
    ]);
    const { bars } = await session.finish({}, {}, 'x');
    expect([...bars.close]).toEqual([10, 20, 20, 40]);
    expect([...bars.volume]).toEqual([400, 200, 200, 100]);
    const splits = await session.finish({ adjustment: 'splits' }, {}, 'x');
    expect([...splits.bars.close]).toEqual([20, 20, 20, 40]);
  });

  it('by a list that ends before the bars is refused', async () => {
    const list = factors('XYZ_factors.csv', ['20210301,0.5,0.5,1']);
    const session = await ImportSession.openAll([file, list]);
    await expect(session.finish({}, {}, 'x')).rejects.toThrow(
      'XYZ_factors.csv ends before the bar of 2021-03-02 00:00',
    );
  });

  it.each([
    ['of another instrument', factors('ABC_factors.csv', ['20501231,1,1,0']), 'belongs to ABC'],
    [
      'with a factor of 0',
      factors('XYZ_factors.csv', ['20501231,0,1,0']),
      'row 2: factors must be',
    ],
    [
      'in no order',
      factors('XYZ_factors.csv', ['20210301,1,1,0', '20200101,1,1,0']),
      'row 3: its date is not after',
    ],
    ['without a date', factors('XYZ_factors.csv', ['soon,1,1,0']), '‘soon’ is no date'],
  ])('by a list %s is refused', async (_, list, message) => {
    await expect(ImportSession.openAll([file, list])).rejects.toThrow(message);
  });

  it('by a list alone has no bars to adjust', async () => {
    const list = factors('XYZ_factors.csv', ['20501231,1,1,0']);
    await expect(ImportSession.openAll([list])).rejects.toThrow('Choose it together with');
  });

  it('that the file tells nothing of is refused', async () => {
    const session = await ImportSession.open(file.bytes, file.fileName);
    await expect(session.finish({ adjustment: 'adjusted' }, {}, 'x')).rejects.toThrow(
      'tells of no splits or dividends',
    );
    expect((await session.finish({ adjustment: 'raw' }, {}, 'x')).bars.close[0]).toBe(40);
  });

  it('by splits is not the default where prices don’t jump at them', async () => {
    const rows = (before: number) =>
      text([
        'Date,Open,High,Low,Close,Volume,Stock Splits',
        ...Array.from({ length: 12 }, (_, i) => {
          const p = i < 6 ? before : 10;
          return `${day(i)},${p},${p + 1},${p - 1},${p},100,${i === 6 ? 4 : 0}`;
        }),
      ]);
    const traded = await ImportSession.open(rows(40), 'XYZ.csv');
    expect(questionOf(traded).defaultValue).toBe('splits');
    expect(new Set((await traded.finish({}, {}, 'x')).bars.close)).toEqual(new Set([10]));
    const smooth = await ImportSession.open(rows(10.1), 'XYZ.csv');
    expect(questionOf(smooth).defaultValue).toBe('raw');
    expect(questionOf(smooth).options[0]!.evidence).toContain("don't jump at 1 of 1 splits");
  });

  it('of a row without an adjusted close is reported, and isn’t asked of it as written', async () => {
    const bytes = text([
      'Date,Open,High,Low,Close,Adj Close,Volume',
      ...Array.from({ length: 8 }, (_, i) => `${day(i)},10,11,9,10,${i === 3 ? '' : 9},100`),
    ]);
    const session = await ImportSession.open(bytes, 'XYZ.csv');
    const { dropped } = await session.finish({}, {}, 'x');
    expect(dropped).toEqual([
      expect.objectContaining({ row: 5, reason: 'adjusted close is empty' }),
    ]);
    expect((await session.finish({ adjustment: 'raw' }, {}, 'x')).dropped).toEqual([]);
  });
});

describe('a zip archive', () => {
  const bars = strToU8(
    ['timestamp,open,high,low,close', ...[0, 1].map((i) => `${day(i)},1,2,1,2`)].join('\n'),
  );
  const open = (bytes: Uint8Array) => ImportSession.open(bytes, 'a.zip');

  it.each([
    ['without a table', zipSync({ 'a.png': bars, 'b.pdf': bars }), 'no CSV, JSON or Parquet'],
    ['in an archive', zipSync({ 'b.zip': zipSync({ 'a.csv': bars }) }), 'archive in an archive'],
    [
      'with an empty member',
      zipSync({ 'a.csv': new Uint8Array(0) }),
      'a.csv in the archive is empty',
    ],
  ])('%s is refused', async (_, bytes, message) => {
    await expect(open(bytes)).rejects.toThrow(message);
  });

  it('that is encrypted is refused', async () => {
    const bytes = zipSync({ 'a.csv': bars });
    // The flag in the central directory.
    const at = bytes.findIndex(
      (_, i) => bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1,
    );
    bytes[at + 8]! |= 1;
    await expect(open(bytes)).rejects.toThrow('is encrypted (a.csv)');
  });

  it('stored without packing is read, folders and hidden files aside', async () => {
    const bytes = zipSync(
      { 'x/a.csv': bars, '__MACOSX/x/._a.csv': strToU8('junk'), '.hidden': strToU8('junk') },
      { level: 0 },
    );
    const { inspection } = await open(bytes);
    expect(inspection.instruments.map((it) => it.member)).toEqual(['x/a.csv']);
  });
});
