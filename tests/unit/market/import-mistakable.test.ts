import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { formatUtcIso } from '../../../lib/market/civil-date';
import { ImportSession, importByRecipe } from '../../../lib/market/import';
import type { ImportAnswers } from '../../../lib/market/import/types';
import { walkColumns } from '../../support/bars';

const hour = 3_600_000;
const { open, high, low, close, volume } = walkColumns(600, 7);
const start = Date.UTC(2020, 0, 2);
/** Open, high, low and close of bar `i` as cells. */
const prices = (i: number): string[] => [open, high, low, close].map((column) => `${column[i]}`);

const table = (rows: readonly (readonly unknown[])[]): string =>
  `${rows.map((row) => row.join(',')).join('\n')}\n`;
/** `count` bars under a header, their times and what follows the prices as given. */
const file = (
  header: string,
  count: number,
  time: (i: number) => unknown,
  rest: (i: number) => readonly unknown[] = (i) => [volume[i]],
): string =>
  table([
    header.split(','),
    ...Array.from({ length: count }, (_, i) => [time(i), ...prices(i), ...rest(i)]),
  ]);

const openText = (text: string, name = 'BTCUSDT.csv') =>
  ImportSession.open(new TextEncoder().encode(text), name);
const imported = async (text: string, answers: ImportAnswers = {}, name = 'BTCUSDT.csv') =>
  (await openText(text, name)).finish(answers, {}, 'Test');
const refusal = async (text: string) => {
  const session = await openText(text).catch((error: Error) => error.message);
  return typeof session === 'string' ? session : 'opened';
};

describe('digits that are no time since 1970', () => {
  it.each([10, 12, 14])(
    'of a date and its time of day run together are refused, %i of them',
    async (digits) => {
      const time = (i: number) =>
        formatUtcIso(start + i * hour)
          .replace(/\D/g, '')
          .slice(0, digits);
      expect(await refusal(file('timestamp,open,high,low,close,volume', 60, time))).toMatch(
        /No time column found/,
      );
    },
  );

  it('and were rounded to six are refused, saying why', async () => {
    const time = (i: number) => (start + i * 24 * hour).toExponential(5).replace('e', 'E');
    const text = file('timestamp,open,high,low,close,volume', 60, time);
    expect(await refusal(text)).toMatch(/‘1\.57792E\+12’ was rounded.*use the file as it was/);
  });

  it('and were rounded give way to a column of dates', async () => {
    const days = (i: number) => start + i * 24 * hour;
    const text = table([
      ['unix', 'date', 'open', 'high', 'low', 'close', 'volume'],
      ...Array.from({ length: 60 }, (_, i) => [
        days(i).toExponential(5),
        formatUtcIso(days(i)).slice(0, 10),
        ...prices(i),
        volume[i],
      ]),
    ]);
    const { bars } = await imported(text);
    expect([...bars.time]).toEqual(Array.from({ length: 60 }, (_, i) => days(i)));
  });
});

describe('times of day', () => {
  const twelve = (i: number): number => (i % 12 === 0 ? 12 : i % 12);

  it('of whole hours with AM and PM are read, as CryptoDataDownload writes them', async () => {
    const time = (i: number) =>
      `${formatUtcIso(start + i * hour).slice(0, 10)} ${String(twelve(i)).padStart(2, '0')}-${i % 24 < 12 ? 'AM' : 'PM'}`;
    const { bars } = await imported(file('Date,Open,High,Low,Close,Volume', 60, time), {
      timeZone: 'UTC',
    });
    expect([...bars.time]).toEqual(Array.from({ length: 60 }, (_, i) => start + i * hour));
  });

  it('that are all 12:00:00 AM are dates, which have no clock to ask for', async () => {
    const time = (i: number) => `1/${i + 2}/2020 12:00:00 AM`;
    const text = file('Date,Open,High,Low,Close,Volume', 28, time);
    expect((await openText(text)).inspection.questions).toEqual([]);
    expect((await imported(text)).bars.time[0]).toBe(start);
  });

  it('in the hour that is shown twice are told apart in a file that goes back in time too', async () => {
    const first = Date.UTC(2020, 10, 1, 3);
    const times = Array.from({ length: 40 }, (_, i) => first + (i * hour) / 4);
    const local = (t: number) =>
      formatUtcIso(t - (t < Date.UTC(2020, 10, 1, 6) ? 4 : 5) * hour).replace('Z', '');
    for (const inFile of [times, [...times].reverse()]) {
      const text = file('time,open,high,low,close,volume', 40, (i) => local(inFile[i]!));
      const { bars, dropped } = await imported(text, { timeZone: 'America/New_York' });
      expect(dropped).toEqual([]);
      expect([...bars.time]).toEqual(times);
      if (bars.source.kind !== 'file') throw new Error('not a file');
      const bytes = new TextEncoder().encode(text);
      const again = await importByRecipe(bytes, 'again.csv', bars.source.recipe);
      expect(again.fingerprint).toBe(bars.fingerprint);
    }
  });

  it('under a header that names their zone come before those under one that does not', async () => {
    const text = table([
      ['Local time', 'Gmt time', 'open', 'high', 'low', 'close'],
      ...Array.from({ length: 60 }, (_, i) => [
        ...[1, 0].map((h) => formatUtcIso(start + (i + h) * hour).replace('Z', '')),
        ...prices(i),
      ]),
    ]);
    expect((await imported(text)).bars.time[0]).toBe(start);
  });

  it('without their zeros are refused, as dates alone would be one time a day', async () => {
    const time = (i: number) => formatUtcIso(start + i * hour).slice(0, 10);
    const text = file('Date,Open,High,Low,Close,Time', 60, time, (i) => [(i % 24) * 100]);
    expect(await refusal(text)).toMatch(/Column ‘Time’ .*‘100’ in row 3\. Write them as 09:30/);
  });

  it('that are 0 throughout are dates', async () => {
    const time = (i: number) => formatUtcIso(start + i * 24 * hour).slice(0, 10);
    const text = file('Date,Open,High,Low,Close,Time', 60, time, () => [0]);
    expect((await imported(text)).bars.length).toBe(60);
  });
});

describe('a volume', () => {
  const time = (i: number) => (start + i * hour) / 1000;

  it('within high and low is no average price beside it', async () => {
    const volumes = (i: number) => (high[i]! + low[i]!) / 2;
    for (const rest of [
      (i: number) => [volumes(i), 12],
      (i: number) => [volumes(i), 0, 1, 2, 3, 4, 5],
    ]) {
      const text = file('', 60, time, rest).replace(/^.*\n/, '');
      const { bars } = await imported(text);
      expect([...bars.volume]).toEqual(Array.from({ length: 60 }, (_, i) => volumes(i)));
    }
  });

  it('and an adjusted close beside it are not told apart by where they stand', async () => {
    const days = (i: number) => formatUtcIso(start + i * 24 * hour).slice(0, 10);
    const text = file('', 60, days, (i) => [low[i], volume[i]]).replace(/^.*\n/, '');
    expect(await refusal(text)).toMatch(/column 6 is a price or a volume.*Add a header line/);
  });

  it('that begins behind the first rows is read, and rows without one are listed', async () => {
    const later = (i: number) => [i < 210 ? '' : volume[i]];
    const text = file('time,open,high,low,close,Volume', 600, time, later);
    const { bars, dropped } = await imported(text);
    expect(bars.length).toBe(390);
    expect(bars.volume[0]).toBe(volume[210]);
    expect(dropped[0]).toMatchObject({ row: 2, reason: 'volume is empty' });
  });

  it('of MetaTrader 5 that begins far behind the first rows is asked for', async () => {
    const header = '<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>,<VOL>';
    const day = (i: number) => formatUtcIso(start + i * 24 * hour).slice(0, 10);
    const from = (first: number) => file(header, 600, day, (i) => [3, i < first ? 0 : 7]);
    const asked = async (text: string) =>
      (await openText(text)).inspection.questions.map((it) => it.defaultValue);
    expect(await asked(from(560))).toEqual([null]);
    expect(await asked(from(600))).toEqual(['<TICKVOL>']);
  });

  it('is not read from its moving average', async () => {
    const text = file('time,open,high,low,close,Volume MA', 60, time);
    const session = await openText(text);
    expect(session.inspection.notes.join(' ')).toMatch(/no volume column.*Not used: Volume MA/);
    expect((await imported(text)).bars.volume.every((v) => v === 0)).toBe(true);
  });
});

it('a header with plots named by numbers is a header', async () => {
  const header = 'time,open,high,low,close,Volume,50,200';
  const text = file(
    header,
    60,
    (i) => (start + i * hour) / 1000,
    (i) => [volume[i], 1, 2],
  );
  const { bars, dropped } = await imported(text);
  expect(dropped).toEqual([]);
  expect(bars.volume[5]).toBe(volume[5]);
});

describe('a column called Name', () => {
  const rows = (name: (i: number) => string) =>
    file(
      'date,open,high,low,close,volume,Name',
      60,
      (i) => formatUtcIso(start + (i % 30) * hour),
      (i) => [volume[i], name(i)],
    );

  it('that holds several symbols tells instruments apart', async () => {
    const { inspection } = await openText(rows((i) => (i < 30 ? 'AAL' : 'AAPL')));
    expect(inspection.instruments.map(({ id, rows }) => [id, rows])).toEqual([
      ['AAL', 30],
      ['AAPL', 30],
    ]);
  });

  it('that holds one name leaves the symbol to the file', async () => {
    const { inspection } = await openText(rows(() => 'Bitcoin'));
    expect(inspection.suggestedSymbol).toBe('BTCUSDT');
  });
});

describe('an archive', () => {
  const bars = file('time,open,high,low,close,volume', 60, (i) => start + i * hour);
  const zip = (members: Record<string, string>) => {
    const bytes = Object.entries(members).map(([name, text]) => [
      name,
      new TextEncoder().encode(text),
    ]);
    return ImportSession.open(zipSync(Object.fromEntries(bytes)), 'all.zip');
  };

  it('with a text of remarks is read, and names what it leaves out', async () => {
    const session = await zip({ 'bars.csv': bars, 'README.txt': 'Made up.\nNo warranty.\n' });
    expect(session.inspection.notes).toContain('Not read in the archive: README.txt.');
    expect((await session.finish({}, {}, 'Test')).bars.length).toBe(60);
  });

  it('names the file in it that is no table', async () => {
    await expect(zip({ 'bars.csv': bars, 'other.csv': 'x\n' })).rejects.toThrow(
      /other\.csv: No separator found/,
    );
  });

  it('that is a workbook is told from others', async () => {
    await expect(zip({ 'xl/workbook.xml': '<x/>', 'a.xml': '<x/>' })).rejects.toThrow(
      /Excel workbook.*CSV/,
    );
  });
});

it('numbers that can not be read come with how they should be written', async () => {
  const text = file(
    'date,open,high,low,close,volume',
    60,
    (i) => start + i * hour,
    () => ['1.2M'],
  );
  await expect(imported(text)).rejects.toThrow(
    /row 2: volume is ‘1\.2M’\. Numbers are read as 1234\.5/,
  );
});

it('commas that may group thousands are decimal marks, and that is said', async () => {
  const rows = (cell: string) =>
    [
      'Date;Open;High;Low;Close',
      ...[1, 2, 3].map((d) => `0${d}.01.2020;${`${cell};`.repeat(4)}`),
    ].join('\n');
  const notes = async (cell: string) => (await openText(rows(cell))).inspection.notes.join(' ');
  expect(await notes('21,500')).toContain('‘21,500’ is 21.500. Where they group thousands');
  expect(await notes('21,50')).not.toContain('thousands');
  expect(await notes('1021,500')).not.toContain('thousands');
});
