import { describe, expect, it } from 'vitest';
import type { Bars } from '../../../lib/market/bars';
import { ImportSession, importByRecipe } from '../../../lib/market/import';
import type { ImportAnswers } from '../../../lib/market/import/types';
import { fixture } from '../../support/fixtures';

const hour = 3_600_000;
const day = 86_400_000;
const march = Date.UTC(2021, 2, 1);

async function importFixture(file: string, answers: ImportAnswers = {}) {
  const bytes = fixture(file);
  const session = await ImportSession.open(bytes, file);
  const result = await session.finish(answers, {}, 'Test');
  return { ...result, inspection: session.inspection, bytes };
}

const plain = (await importFixture('plain.csv')).bars;

/** Same bars, whatever the file looked like. */
function expectPlainBars(bars: Bars) {
  expect(bars.fingerprint).toBe(plain.fingerprint);
}

describe('a plain file', () => {
  it('gives its bars as written', () => {
    expect(plain.length).toBe(60);
    expect(plain.time[0]).toBe(march);
    expect(plain.time[59]).toBe(march + 59 * hour);
    expect(plain.intervalMs).toBe(hour);
  });

  it.each([
    'plain.csv.gz',
    'plain-crlf-bom-quotes.csv',
    'plain-tab.tsv',
    'semicolon-decimal-comma.csv',
    'reordered-extra-columns.csv',
    'epoch-s.csv',
    'epoch-ms.csv',
    'epoch-us.csv',
    'epoch-ns.csv',
    'newest-first.csv',
    'BINANCE_BTCUSDT, 60.csv',
    'BTCUSDT-1h-2021-03.csv',
    'BTCUSDT-1h-us.csv',
  ])('and %s hold the same bars', async (file) => {
    const { bars, inspection, dropped, bytes } = await importFixture(file);
    expect(inspection.questions).toEqual([]);
    expect(dropped).toEqual([]);
    expectPlainBars(bars);
    if (bars.source.kind !== 'file') throw new Error('not a file');
    const again = await importByRecipe(bytes, file, JSON.parse(JSON.stringify(bars.source.recipe)));
    expectPlainBars(again);
  });

  it('without a line end behind its last row keeps that row', async () => {
    const bytes = fixture('plain.csv');
    const session = await ImportSession.open(bytes.subarray(0, bytes.length - 1), 'plain.csv');
    expectPlainBars((await session.finish({}, {}, 'x')).bars);
  });

  it('without a volume column has volume 0 and says so', async () => {
    const { bars, inspection, report } = await importFixture('no-volume.csv');
    expect(bars.volume.every((v) => v === 0)).toBe(true);
    expect(inspection.notes.join()).toContain('no volume column');
    expect(report.faults.find((f) => f.fault === 'zero-volume')?.count).toBe(0);
  });
});

describe('dialects', () => {
  it.each([
    ['plain.csv', 'Plain CSV', ','],
    ['AAPL-yahoo.csv', 'Yahoo Finance', ','],
    ['BINANCE_BTCUSDT, 60.csv', 'TradingView export', ','],
    ['BTCUSDT-1h-2021-03.csv', 'Binance archive', ','],
    ['semicolon-decimal-comma.csv', 'Plain CSV', ';'],
    ['plain-tab.tsv', 'Plain CSV', '\t'],
  ])('%s is recognised as %s', async (file, label, separator) => {
    const { inspection } = await ImportSession.open(fixture(file), file);
    expect(inspection.dialectLabel).toBe(label);
    expect(inspection.separator).toBe(separator);
  });

  it('a file whose first column is `time` is a TradingView export between commas only', async () => {
    const text =
      'time;open;high;low;close\n2021-03-01T00:00:00Z;1;3;1;2\n2021-03-01T01:00:00Z;2;3;1;2\n';
    const labelOf = async (content: string): Promise<string> => {
      const session = await ImportSession.open(new TextEncoder().encode(content), 'bars.csv');
      return session.inspection.dialectLabel;
    };
    expect(await labelOf(text)).toBe('CSV');
    expect(await labelOf(text.replaceAll(';', ','))).toBe('TradingView export');
  });

  it('Yahoo prices are scaled to the adjusted close, and stay as written where that is chosen', async () => {
    const { bars, inspection, report } = await importFixture('AAPL-yahoo.csv');
    expect(bars.length).toBe(60);
    expect(inspection.questions.map((q) => [q.id, q.defaultValue])).toEqual([
      ['adjustment', 'adjusted'],
    ]);
    expect(bars.close[0]).toBe(97.2425);
    expect(bars.high[0]).toBeCloseTo((100.62 * 97.2425) / 100.25, 10);
    expect(bars.volume[0]).toBeCloseTo((853960 * 100.25) / 97.2425, 4);
    expect(bars.source).toMatchObject({ recipe: { adjustment: { kind: 'adjusted-close' } } });
    const raw = (await importFixture('AAPL-yahoo.csv', { adjustment: 'raw' })).bars;
    expect([raw.close[0], raw.volume[0]]).toEqual([100.25, 853960]);
    expect(raw.source).toMatchObject({ recipe: { adjustment: { kind: 'raw' } } });
    expect(bars.intervalMs).toBe(day);
    expect(bars.instrument).toMatchObject({
      symbol: 'AAPL',
      assetClass: 'equity',
      calendar: 'equity-us',
    });
    expect(bars.timeZone).toBe('UTC');
    expect(inspection.columns.adjustedClose).toBe(5);
    expect(inspection.columns.close).toBe(4);
    expect(report.faults.find((f) => f.fault === 'gap')?.count).toBe(0);
  });

  it('Yahoo rows of null are dropped and listed', async () => {
    const { bars, dropped } = await importFixture('yahoo-lower-null.csv');
    expect(bars.length).toBe(59);
    expect(dropped).toHaveLength(1);
    expect(dropped[0]).toMatchObject({ row: 32, reason: 'open is ‘null’' });
  });

  it('TradingView times with an offset are read as written', async () => {
    const { bars, inspection } = await importFixture('NASDAQ_AAPL, 1D.csv');
    expect(inspection.zoneInFile).toBe('-05:00');
    expect(bars.time[0]).toBe(Date.UTC(2019, 0, 2, 5));
    expect(bars.instrument.symbol).toBe('AAPL');
    expect(bars.intervalMs).toBe(day);
  });

  it('the file name tells a crypto pair and its quote currency', async () => {
    const { bars } = await importFixture('BTCUSDT-1h-2021-03.csv');
    expect(bars.instrument).toMatchObject({
      symbol: 'BTCUSDT',
      assetClass: 'crypto',
      quoteCurrency: 'USDT',
      calendar: 'crypto-24x7',
    });
  });

  it('a newest-first file is recognised as such, without faults', async () => {
    const { inspection, report } = await importFixture('newest-first.csv');
    expect(inspection.order).toBe('newest-first');
    expect(report.faults.filter((f) => f.isDefect && f.count > 0)).toEqual([]);
  });
});

describe('questions', () => {
  it('are not asked where a day above 12 decides the order', async () => {
    for (const [file, format] of [
      ['dates-dmy.csv', 'date-dmy'],
      ['dates-mdy.csv', 'date-mdy'],
    ] as const) {
      const { bars, inspection } = await importFixture(file);
      expect(inspection.questions).toEqual([]);
      expect(inspection.timeFormat).toBe(format);
      expect(bars.time[0]).toBe(Date.UTC(2019, 0, 2));
      expect(bars.length).toBe(60);
    }
  });

  it('of date order show both readings and which one fits', async () => {
    const file = 'BTCUSDT-dates-ambiguous.csv';
    const session = await ImportSession.open(fixture(file), file);
    const question = session.inspection.questions[0]!;
    expect(question.id).toBe('date-order');
    expect(question.options.map((o) => o.reading)).toEqual([
      'First row 01/04/2019 → 2019-04-01',
      'First row 01/04/2019 → 2019-01-04',
    ]);
    expect(question.options.map((o) => o.fits)).toEqual([true, false]);
    await expect(session.finish({}, {}, 'x')).rejects.toThrow('day or the month first');
    expect((await session.report({})).openQuestions).toHaveLength(1);
    const dmy = await session.finish({ dateOrder: 'dmy' }, {}, 'x');
    expect(dmy.bars.time[11]).toBe(Date.UTC(2019, 3, 12));
    const mdy = await session.finish({ dateOrder: 'mdy' }, {}, 'x');
    expect(mdy.bars.time[11]).toBe(Date.UTC(2019, 11, 4));
  });

  it('of the clock show that the weeks of a broker file open on Sunday', async () => {
    const file = 'eurusd_h1_2021.csv';
    const session = await ImportSession.open(fixture(file), file);
    const question = session.inspection.questions[0]!;
    expect(question.id).toBe('time-zone');
    expect(question.options.map((o) => [o.value, o.fits])).toEqual([
      ['Europe/Athens', true],
      ['UTC', false],
      ['America/New_York', false],
    ]);
    expect(question.options[0]!.reading).toBe('First bar 2021-02-01 00:00 → 2021-01-31 22:00 UTC');
    const { bars, report } = await session.finish({ timeZone: 'Europe/Athens' }, {}, 'EUR/USD');
    expect(bars.time[0]).toBe(Date.UTC(2021, 0, 31, 22));
    expect(report.faults.find((f) => f.fault === 'gap')?.count).toBe(0);
  });

  it('of the clock are not asked where the header names it', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `13.01.2020 ${String(i).padStart(2, '0')}:00:00.000,10,12,9,11,100`,
    );
    const bytes = new TextEncoder().encode(
      ['Gmt time,Open,High,Low,Close,Volume', ...rows].join('\n'),
    );
    const session = await ImportSession.open(bytes, 'EURUSD.csv');
    expect(session.inspection.questions).toEqual([]);
    expect(session.inspection.zoneInFile).toBe('UTC');
    const { bars } = await session.finish({}, {}, 'x');
    expect(bars.time[0]).toBe(Date.UTC(2020, 0, 13));
    if (bars.source.kind !== 'file') throw new Error('not a file');
    const again = await importByRecipe(bytes, 'x', bars.source.recipe);
    expect(again.fingerprint).toBe(bars.fingerprint);
  });

  it('of quote bars let bid or ask be chosen', async () => {
    const file = 'EURUSD_bidask.csv';
    const session = await ImportSession.open(fixture(file), file);
    const question = session.inspection.questions[0]!;
    expect(question.options.map((o) => o.label)).toEqual(['Bid', 'Ask']);
    const [bid, ask] = await Promise.all(
      question.options.map(async (option) => {
        const one = await ImportSession.open(fixture(file), file);
        return (await one.finish({ columns: JSON.parse(option.value) }, {}, 'x')).bars;
      }),
    );
    expect(ask!.close[0]! - bid!.close[0]!).toBeCloseTo(0.0002, 9);
  });
});
