import { describe, expect, it } from 'vitest';
import { formatSentence, timeText } from '../../../app/data/_components/format-words';
import { previewPrices } from '../../../app/data/_components/preview-prices';
import {
  answeredValue,
  answerTo,
  openQuestions,
  valueInForce,
} from '../../../app/data/_components/question-answer';
import { saveAction } from '../../../app/data/_components/save-action';
import {
  afterInspection,
  dataSetNames,
  filesTitle,
  type ImportState,
  noImport,
} from '../../../app/data/_hooks/import-state';
import type {
  ImportInspection,
  ImportInstrument,
  ImportQuestion,
  ImportReport,
} from '../../../workers/data.api';

const instrument = (id: string, name: string, fileName = 'a.csv'): ImportInstrument => ({
  id,
  symbol: id,
  name,
  assetClass: 'equity',
  fileName,
  member: null,
  table: 0,
  rows: 10,
  firstTime: 0,
  lastTime: 1,
});

function inspection(changes: Partial<ImportInspection> = {}): ImportInspection {
  return {
    importId: 'import-1',
    fileName: 'a.csv',
    byteLength: 100,
    dialect: 'metatrader',
    dialectLabel: 'MetaTrader export',
    kind: 'csv',
    separator: '\t',
    hasHeader: true,
    compressed: false,
    timeFormat: 'date-dmy',
    zoneInFile: null,
    order: 'oldest-first',
    columns: {
      time: 0,
      clock: 1,
      open: 2,
      high: 3,
      low: 4,
      close: 5,
      volume: 6,
      adjustedClose: null,
      split: null,
      dividend: null,
    },
    headers: [],
    preview: [
      {
        row: 1,
        text: '31.12.2020\t23:00\t1,5',
        time: 0,
        open: 1,
        high: 1,
        low: 1,
        close: 1,
        volume: 1,
      },
    ],
    questions: [],
    instruments: [instrument('AAA', 'Alpha')],
    tables: [],
    suggestedName: 'Alpha',
    suggestedSymbol: 'AAA',
    suggestedAssetClass: 'equity',
    intervalMs: 86_400_000,
    notes: [],
    ...changes,
  };
}

const question = (id: ImportQuestion['id'], defaultValue: string | null): ImportQuestion => ({
  id,
  title: id,
  explanation: '',
  defaultValue,
  options: [],
});

const report = { faults: [], bars: 7 } as unknown as ImportReport;
const ready = (changes: Partial<ImportState>): ImportState => ({
  ...noImport,
  phase: 'ready',
  importId: 'import-1',
  ...changes,
});

describe('How a file is written, in words', () => {
  it('names dialect, separator, date pattern, decimals and a time column of its own', () => {
    expect(formatSentence(inspection(), ',')).toBe(
      'MetaTrader export, tab-separated, DD.MM.YYYY, decimal comma, time in a column of its own',
    );
  });

  it('takes the pattern of dates from the file', () => {
    const row = (text: string) => [{ ...inspection().preview[0]!, text }];
    const time = (timeFormat: ImportInspection['timeFormat'], text: string) =>
      timeText(inspection({ timeFormat, separator: ',', preview: row(text) }));
    expect(time('date-mdy', '"12/31/20",1')).toBe('MM/DD/YY');
    expect(time('date-ymd', '20201231,1')).toBe('YYYYMMDD');
    expect(time('date-ymd', '2020.12.31,1')).toBe('YYYY.MM.DD');
    expect(time('epoch-ms', '1600000000000,1')).toBe('Milliseconds since 1970');
    expect(timeText(inspection({ preview: [] }))).toBe('Day, month, year');
  });

  it('says nothing of separators or decimals where there are none', () => {
    const columns = { ...inspection().columns, clock: null };
    const parquet = inspection({
      kind: 'parquet',
      dialectLabel: 'Parquet',
      timeFormat: 'epoch-us',
      columns,
    });
    expect(formatSentence(parquet, '.')).toBe('Parquet, microseconds since 1970');
  });
});

describe('First rows of a file', () => {
  const columns = { ...inspection().columns, open: 1, high: 2, low: 3, close: 4, volume: null };
  const file = { kind: 'csv', separator: ',', columns } as const;
  const row = {
    row: 2,
    text: '2021-01-04,1.1,1.4,1.0,1.2,"2.1",2.4,2.0,n/a,77',
    time: 0,
    open: 1.1,
    high: 1.4,
    low: 1,
    close: 1.2,
    volume: null,
  };

  it('are shown as found while no other columns are chosen', () => {
    const found = { open: 1.1, high: 1.4, low: 1, close: 1.2, volume: null };
    expect(previewPrices(row, file, {})).toEqual(found);
    expect(previewPrices(row, file, { columns: { ...columns } })).toEqual(found);
  });

  it('are read again from the columns that were chosen', () => {
    const chosen = { open: 5, high: 6, low: 7, close: 8, volume: 9 };
    expect(previewPrices(row, file, { columns: chosen, decimal: '.' })).toEqual({
      open: 2.1,
      high: 2.4,
      low: 2,
      close: null,
      volume: 77,
    });
  });

  it('know decimal commas and points between thousands', () => {
    const text = '04.01.2021;"1.234,5";x';
    const prices = previewPrices(
      { ...row, text },
      { ...file, separator: ';' },
      { columns: { ...columns, open: 1, close: 2 }, decimal: ',' },
    );
    expect(prices.open).toBe(1.1);
    expect(
      previewPrices(
        { ...row, text },
        { ...file, separator: ';', columns: { ...columns, open: 3 } },
        { columns: { open: 1, close: 2 }, decimal: ',' },
      ),
    ).toMatchObject({ open: 1234.5, close: null });
  });
});

describe('Questions of an import', () => {
  it('are open while they have neither an answer nor a default', () => {
    const all = [question('date-order', null), question('adjustment', 'adjusted')];
    expect(openQuestions(all, {}).map((q) => q.id)).toEqual(['date-order']);
    expect(openQuestions(all, { dateOrder: 'dmy' })).toEqual([]);
    expect(valueInForce(all[1]!, {})).toBe('adjusted');
    expect(valueInForce(all[1]!, { adjustment: 'raw' })).toBe('raw');
  });

  it('give back the option that was chosen', () => {
    const cases: readonly [ImportQuestion['id'], string][] = [
      ['date-order', 'mdy'],
      ['time-zone', 'America/New_York'],
      ['volume', 'none'],
      ['adjustment', 'splits'],
    ];
    for (const [id, value] of cases) {
      const asked = question(id, null);
      expect(answeredValue(asked, {})).toBeNull();
      expect(answeredValue(asked, answerTo(asked, value))).toBe(value);
    }
  });

  it('of bid or ask are answered by the side, which holds for every table', () => {
    const option = (label: string, value: string) => ({
      value,
      label,
      reading: '',
      evidence: null,
      fits: null,
    });
    const options = [option('Bid', '{"open":1}'), option('Ask', '{"open":5}')];
    const asked = { ...question('columns', null), options };
    expect(answerTo(asked, '{"open":5}')).toEqual({ quoteSide: 'ask' });
    expect(answerTo(asked, '{"open":1}')).toEqual({ quoteSide: 'bid' });
    expect(answeredValue(asked, { quoteSide: 'ask' })).toBe('{"open":5}');
    expect(answeredValue(asked, {})).toBeNull();
  });
});

describe('The Save button of an import', () => {
  it('asks for answers first', () => {
    expect(saveAction(ready({ inspection: inspection(), report, name: 'x' }), 2)).toEqual({
      label: 'Answer 2 questions first',
      ready: false,
    });
  });

  it('counts bars of one instrument and wants a name', () => {
    const state = ready({ inspection: inspection(), report, name: 'Alpha' });
    expect(saveAction(state, 0)).toEqual({ label: 'Save 7 bars', ready: true });
    expect(saveAction({ ...state, name: ' ' }, 0).ready).toBe(false);
    expect(saveAction({ ...state, phase: 'checking' }, 0).ready).toBe(false);
  });

  it('counts instruments where there are several, and needs one of them', () => {
    const several = inspection({
      instruments: [instrument('AAA', 'Alpha'), instrument('BBB', 'Beta')],
    });
    const state = ready({ inspection: several, report, chosen: new Set(['AAA', 'BBB']) });
    expect(saveAction(state, 0)).toEqual({ label: 'Save 2 instruments', ready: true });
    expect(saveAction({ ...state, chosen: new Set(['AAA']) }, 0).label).toBe('Save 1 instrument');
    expect(saveAction({ ...state, chosen: new Set() }, 0).ready).toBe(false);
  });

  it('is held back where a class of rows is refused', () => {
    const faults = [{ fault: 'spike', count: 1, choices: ['keep', 'refuse'] }];
    const state = ready({
      inspection: inspection(),
      report: { ...report, faults } as unknown as ImportReport,
      name: 'Alpha',
    });
    expect(saveAction(state, 0).ready).toBe(true);
    expect(saveAction({ ...state, repairs: { spike: 'refuse' } }, 0).ready).toBe(false);
  });
});

describe('An import of several files', () => {
  it('has the name of the first and the number of the others', () => {
    expect(filesTitle([{ name: 'a.csv' }])).toBe('a.csv');
    expect(filesTitle([{ name: 'a.csv' }, { name: 'b.csv' }, { name: 'c.csv' }])).toBe(
      'a.csv and 2 more',
    );
  });

  it('has every instrument chosen and shows the first', () => {
    const several = inspection({
      instruments: [instrument('AAA', 'Alpha'), instrument('BBB', 'Beta')],
    });
    const state = afterInspection({ kind: 'bars', importId: 'i', inspection: several });
    expect([...state.chosen!]).toEqual(['AAA', 'BBB']);
    expect(state.focus).toBe('AAA');
  });

  it('tells instruments of one name apart by their file', () => {
    const names = dataSetNames([
      instrument('1', 'Alpha', 'alpha-1h.csv'),
      instrument('2', 'Alpha', 'alpha-1d.csv'),
      instrument('3', 'Beta'),
    ]);
    expect([...names.values()]).toEqual(['Alpha, alpha-1h.csv', 'Alpha, alpha-1d.csv', 'Beta']);
  });
});
