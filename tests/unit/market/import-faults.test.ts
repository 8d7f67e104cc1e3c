import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createJobControl } from '../../../lib/core/job';
import { ImportSession, importByRecipe } from '../../../lib/market/import';
import { importLimits } from '../../../lib/market/import/limits';
import { fixture } from '../../support/fixtures';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const open = (s: string | Uint8Array, name = 'BTCUSDT.csv') =>
  ImportSession.open(typeof s === 'string' ? text(s) : s, name);
const header = 'timestamp,open,high,low,close,volume\n';
const rows = (n: number, from = Date.UTC(2021, 0, 1)): string =>
  Array.from({ length: n }, (_, i) => `${from + i * 60_000},10,11,9,10.5,3\n`).join('');

describe('a broken file', () => {
  const expected = JSON.parse(new TextDecoder().decode(fixture('broken-20.json'))) as {
    row: number;
    fault: string;
    reason: string;
  }[];

  it('has its every fault reported with row and reason', async () => {
    const session = await open(fixture('broken-20.csv'), 'broken-20.csv');
    const report = await session.report({ assetClass: 'crypto' });
    expect(new Set(expected.map((e) => e.reason)).size).toBeGreaterThanOrEqual(20);
    for (const { row, fault, reason } of expected) {
      const found = report.faults
        .find((f) => f.fault === fault)
        ?.samples.find((s) => s.row === row);
      expect(found?.reason, `row ${row}`).toContain(reason);
    }
    for (const fault of report.faults) {
      // A row left out leaves a gap behind, so only gaps are more than were planted.
      if (fault.fault === 'gap') continue;
      const planted = expected.filter((e) => e.fault === fault.fault).map((e) => e.row);
      expect(fault.samples.map((s) => s.row)).toEqual(planted);
      expect(fault.count).toBe(planted.length);
    }
  });

  it('keeps what was dropped listed, and comes back the same by its recipe', async () => {
    const bytes = fixture('broken-20.csv');
    const session = await open(bytes, 'broken-20.csv');
    const { bars, dropped, report } = await session.finish({ assetClass: 'crypto' }, {}, 'Broken');
    expect(bars.length + dropped.length).toBe(report.rows);
    expect(report.bars).toBe(bars.length);
    expect(dropped.map((d) => d.row)).toEqual(
      expected
        .filter((e) => !['gap', 'zero-volume', 'spike', 'out-of-order'].includes(e.fault))
        .map((e) => e.row),
    );
    for (let i = 1; i < bars.length; i++) expect(bars.time[i]!).toBeGreaterThan(bars.time[i - 1]!);
    if (bars.source.kind !== 'file') throw new Error('not a file');
    const again = await importByRecipe(bytes, 'other-name.csv', bars.source.recipe);
    expect(again.fingerprint).toBe(bars.fingerprint);
  });

  it('follows the repairs chosen', async () => {
    const session = await open(fixture('broken-20.csv'), 'broken-20.csv');
    const answers = { assetClass: 'crypto' } as const;
    const usual = await session.finish(answers, {}, 'x');
    const kept = await session.finish(answers, { 'open-close-outside': 'keep' }, 'x');
    expect(kept.bars.length).toBe(usual.bars.length + 2);
    const dropped = await session.finish(answers, { spike: 'drop', 'zero-volume': 'drop' }, 'x');
    expect(dropped.bars.length).toBe(usual.bars.length - 2);
    const ordered = await session.finish(answers, { 'out-of-order': 'drop' }, 'x');
    expect(ordered.bars.length).toBe(usual.bars.length - 1);
    const last = await session.finish(answers, { 'duplicate-time': 'keep-last' }, 'x');
    expect(last.bars.length).toBe(usual.bars.length);
    expect(last.bars.fingerprint).not.toBe(usual.bars.fingerprint);
    await expect(session.finish(answers, { gap: 'refuse' }, 'x')).rejects.toThrow(
      /Gaps over 1 hour/,
    );
    await expect(session.finish(answers, { 'high-below-low': 'keep' }, 'x')).rejects.toThrow(
      /can't be done/,
    );
  });

  it('with one time far ahead has one row out of order, not all behind it', async () => {
    const lines = rows(100).split('\n');
    lines[20] = `${Date.UTC(2090, 0, 1)},10,11,9,10.5,3`;
    const report = await (await open(header + lines.join('\n'))).report({});
    expect(report.faults.find((f) => f.fault === 'out-of-order')).toMatchObject({ count: 1 });
    expect(report.faults.find((f) => f.fault === 'out-of-order')?.samples[0]?.row).toBe(22);
  });
});

describe('a file that can’t be imported is refused in a sentence', () => {
  it.each([
    ['empty', '', 'The file is empty'],
    ['blank', '  \n\n \n', 'nothing but white space'],
    ['header only', header, 'a header and no rows'],
    ['one column', 'hello\nworld\n', 'No separator found'],
    ['wrong separator', 'timestamp|open|high|low|close\n1|2|3|4|5\n', 'No separator found'],
    ['no time', 'a,open,high,low,close\n1,2,3,4,5\n', 'No time column found'],
    [
      'month names in another language',
      'date,open,high,low,close\n3 Fév 2020,2,3,1,2\n4 Fév 2020,2,3,1,2\n',
      'No time column found',
    ],
    [
      'no prices',
      'timestamp,bid,ask,size,x\n1577836800000,2,3,4,5\n',
      'No price columns found for open, high, low, close',
    ],
    [
      'two closes',
      'timestamp,open,high,low,close,Close\n1577836800000,2,3,1,2,2\n',
      'both named like close',
    ],
    [
      'no header, other order',
      '1577836800000,9,5,2,11,3\n1577836860000,9,5,2,11,3\n',
      'not time, open, high, low, close in that order',
    ],
    [
      'dates in two orders',
      `date,open,high,low,close\n${[13, 14, 15, 16]
        .flatMap((d) => [`${d}/01/2020,2,3,1,2`, `02/${d}/2020,2,3,1,2`])
        .join('\n')}\n`,
      '4 can only have the day first, 4 only the month',
    ],
    [
      'old Mac line ends',
      header.replace('\n', '\r') + rows(3).replaceAll('\n', '\r'),
      'carriage returns only',
    ],
  ])('%s', async (_, content, message) => {
    await expect(open(content)).rejects.toThrow(message);
  });

  it('binary, damaged zip, damaged gzip', async () => {
    await expect(open(Uint8Array.of(137, 80, 78, 71, 1, 2, 3, 0))).rejects.toThrow('not text');
    await expect(open(Uint8Array.of(0x50, 0x4b, 3, 4, 9))).rejects.toThrow(
      'zip archive is damaged',
    );
    const gz = gzipSync(text(header + rows(1000)));
    await expect(open(gz.subarray(0, gz.length - 40))).rejects.toThrow('damaged or incomplete');
    const bytes = Uint8Array.from(gz);
    bytes[gz.length - 30]! ^= 0x55;
    await expect(open(bytes)).rejects.toThrow('damaged or incomplete');
  });

  it('when most rows are unreadable', async () => {
    const session = await open(`${header}${rows(3)}${'1609459200000,n/a,2,1,2,3\n'.repeat(4)}`);
    await expect(session.report({})).rejects.toThrow(
      /4 of 7 rows can't be read; row 5: open is ‘n\/a’/,
    );
  });

  it('when one bar is left, as it has no length', async () => {
    const session = await open(header + rows(1));
    await expect(session.report({})).rejects.toThrow('at least two are needed');
  });
});

describe('limits are named', () => {
  const limited = (limits: Partial<typeof importLimits>, content: string | Uint8Array) =>
    ImportSession.open(typeof content === 'string' ? text(content) : content, 'x.csv', undefined, {
      limits: { ...importLimits, ...limits },
    });

  it('bytes while inflating', async () => {
    const bomb = gzipSync(new Uint8Array(5_000_000).fill(49));
    await expect(limited({ inflatedBytes: 1_000_000 }, bomb)).rejects.toThrow(
      'more than 1,000,000 bytes',
    );
    await expect(limited({ inflatedBytes: 100 }, header + rows(10))).rejects.toThrow('100 bytes');
  });

  it('rows', async () => {
    const session = await limited({ rows: 10 }, header + rows(11));
    await expect(session.report({})).rejects.toThrow('more than 10 rows');
    const fits = await limited({ rows: 10 }, header + rows(10));
    expect((await fits.report({})).bars).toBe(10);
  });

  it('columns', async () => {
    const wide = `timestamp,open,high,low,close${',x'.repeat(300)}\n1577836800000,2,3,1,2${',1'.repeat(300)}\n`;
    await expect(open(wide)).rejects.toThrow('305 columns, the limit is 256');
  });

  it('cell length, with the row', async () => {
    const lines = rows(5).split('\n');
    lines[2] += '1'.repeat(2_000);
    const report = await (await open(header + lines.join('\n'))).report({});
    expect(report.faults[0]?.samples[0]).toMatchObject({ row: 4 });
    expect(report.faults[0]?.samples[0]?.reason).toContain('the limit is 1000');
  });
});

describe('work in slices', () => {
  it('is heard cancelling', async () => {
    const signal = { aborted: false };
    let reports = 0;
    const control = createJobControl(
      signal,
      () => {
        if (++reports > 2) signal.aborted = true;
      },
      async () => undefined,
    );
    const session = await open(header + rows(100_000));
    await expect(session.report({}, control)).rejects.toThrow('Cancelled');
    expect((await session.report({})).bars).toBe(100_000);
  });
});
