import { describe, expect, it } from 'vitest';
import { lookback } from '../../support/cli';
import { fixture } from '../../support/fixtures';

const dialects = (...names: string[]): Record<string, Uint8Array> =>
  Object.fromEntries(names.map((name) => [name, fixture(`dialects/${name}`)]));
const fingerprintsIn = (text: string): string[] =>
  [...text.matchAll(/ingerprint ([0-9a-f]{64})/g)].map((match) => match[1]!);

describe('lookback import of several instruments', () => {
  it('reports each and writes each into a folder', async () => {
    const files = dialects('three-symbols.csv');
    const run = await lookback(['import', 'three-symbols.csv', '--out', 'bars/'], files);
    expect(run.code).toBe(0);
    expect(run.out).toContain('3 instruments in 1 table');
    expect(Object.keys(run.written)).toEqual(['bars/AAA.csv', 'bars/BBB.csv', 'bars/CCC.csv']);
    const prints = fingerprintsIn(run.out);
    expect(prints).toHaveLength(3);
    for (const [k, text] of Object.values(run.written).entries()) {
      const again = await lookback(['import', 'one.csv'], { 'one.csv': text });
      expect(fingerprintsIn(again.out)).toEqual([prints[k]]);
    }
  });

  it('takes those that are named, from several files too', async () => {
    const files = dialects('three-symbols.csv', 'three-members.zip');
    const both = Object.keys(files);
    const run = await lookback(
      ['import', ...both, '--json', '--symbol', 'three-symbols.csv#BBB,data/CCC.json'],
      files,
    );
    expect(run.code).toBe(0);
    const { instruments } = JSON.parse(run.out) as {
      instruments: { id: string; fingerprint: string }[];
    };
    expect(instruments.map((it) => it.id)).toEqual(['three-symbols.csv#BBB', 'data/CCC.json']);
    // The same prices, once in a long table and once as JSON in an archive.
    expect(instruments[0]!.fingerprint).toBe(instruments[1]!.fingerprint);
    const wrong = await lookback(['import', ...both, '--symbol', 'ZZZ'], files);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('No instrument is called ‘ZZZ’');
  });

  it('is asked for by a backtest, which then runs on the one named', async () => {
    const files = dialects('three-symbols.csv');
    const asked = await lookback(['backtest', 'three-symbols.csv'], files);
    expect(asked.code).toBe(4);
    expect(asked.err).toContain('--symbol BBB');
    const flags = ['--symbol', 'BBB', '--strategy', 'buy-and-hold', '--json'];
    const run = await lookback(['backtest', 'three-symbols.csv', ...flags], files);
    expect(run.code).toBe(0);
  });
});

describe('lookback import of adjustments', () => {
  it('scales by the adjusted close, says so, and leaves prices as written where told', async () => {
    const files = dialects('yahoo.csv');
    const run = await lookback(['import', 'yahoo.csv', '--out', 'o.csv'], files);
    expect(run.out).toContain('Prices are scaled to the adjusted close');
    const raw = await lookback(['import', 'yahoo.csv', '--adjust', 'raw', '--out', 'r.csv'], files);
    expect(raw.out).toContain('Prices are as written');
    const closeOf = (text: string) => text.split('\n')[1]!.split(',')[4];
    const first = new TextDecoder().decode(files['yahoo.csv']).split('\n')[1]!.split(',');
    expect(closeOf(run.written['o.csv']!)).toBe(String(Number(first[5])));
    expect(closeOf(raw.written['r.csv']!)).toBe(String(Number(first[4])));
  });

  it('uses the list of factors named after the file and refuses another', async () => {
    const rows = [0, 1, 2, 3].map(
      (i) => `2020-08-${28 + i}T00:00:00Z,${i < 3 ? 400 : 100},410,90,100,10`,
    );
    const files = {
      'AAPL.csv': ['timestamp,open,high,low,close,volume', ...rows].join('\n'),
      'AAPL_factors.csv':
        'date,price_factor,split_factor,reference_price\n20200830,1,0.25,1\n20501231,1,1,0\n',
      'SPY_factors.csv': 'date,price_factor,split_factor,reference_price\n20501231,1,1,0\n',
    };
    const args = ['import', 'AAPL.csv', '--out', 'o.csv', '--factors'];
    const run = await lookback([...args, 'AAPL_factors.csv', 'SPY_factors.csv'], files);
    expect(run.code).toBe(0);
    expect(run.out).toContain('by AAPL_factors.csv');
    expect(run.written['o.csv']!.split('\n').slice(1, 5)).toEqual([
      '2020-08-28T00:00:00Z,100,102.5,22.5,25,40',
      '2020-08-29T00:00:00Z,100,102.5,22.5,25,40',
      '2020-08-30T00:00:00Z,100,102.5,22.5,25,40',
      '2020-08-31T00:00:00Z,100,410,90,100,10',
    ]);
    const wrong = await lookback([...args, 'SPY_factors.csv'], files);
    expect(wrong.code).toBe(3);
    expect(wrong.err).toContain('belongs to SPY');
  });
});

describe('lookback import of what a file leaves open', () => {
  it('asks for the volume and the clock, and takes them as flags', async () => {
    const name = 'metatrader5-real-volume.csv';
    const files = dialects(name);
    const asked = await lookback(['import', name], files);
    expect(asked.code).toBe(4);
    expect(asked.err).toContain('--volume <VOL>');
    expect(asked.err).toContain('--time-zone UTC');
    const run = await lookback(['import', name, '--volume', '<VOL>', '--zone', 'UTC'], files);
    expect(run.code).toBe(0);
    const none = await lookback(['import', name, '--volume', 'none', '--zone', 'UTC'], files);
    expect(fingerprintsIn(none.out)).not.toEqual(fingerprintsIn(run.out));
    const wrong = await lookback(['import', name, '--volume', 'size', '--zone', 'UTC'], files);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('no column ‘size’');
  });

  it('takes the side of quote bars by a flag', async () => {
    const files = { 'q.csv': fixture('EURUSD_bidask.csv') };
    const prints = [];
    for (const side of ['bid', 'ask']) {
      const run = await lookback(['import', 'q.csv', '--side', side], files);
      expect(run.code).toBe(0);
      prints.push(...fingerprintsIn(run.out));
    }
    expect(new Set(prints).size).toBe(2);
  });
});

describe('lookback import of rates', () => {
  const text =
    'timestamp,symbol,funding_rate\n2025-01-01T00:00:00Z,AAA,0.0001\n2025-01-01T00:00:00Z,BBB,-0.0002\n2025-01-01T08:00:00Z,AAA,0.0003\n2025-01-01T08:00:00Z,AAA,x\n';
  it('lists one series a symbol and the rows that are in none', async () => {
    const run = await lookback(['import', 'f.csv'], { 'f.csv': text });
    expect(run.code).toBe(0);
    expect(run.out).toContain('rates of 2 symbols');
    expect(run.out).toContain('AAA: 2 rates, 2025-01-01 00:00 to 2025-01-01 08:00 UTC');
    expect(run.out).toContain('row 5 left out: rate is ‘x’');
  });

  it('writes one file, or each of several into a folder, that imports to the same fingerprint', async () => {
    const files = { 'f.csv': text };
    const all = await lookback(['import', 'f.csv', '--out', 'rates/'], files);
    expect(all.code).toBe(0);
    expect(Object.keys(all.written)).toEqual(['rates/AAA-funding.csv', 'rates/BBB-funding.csv']);
    const prints = fingerprintsIn(all.out);
    expect(prints).toHaveLength(2);
    for (const [k, [place, written]] of Object.entries(all.written).entries()) {
      const again = await lookback(['import', place], { [place]: written });
      expect(fingerprintsIn(again.out)).toEqual([prints[k]]);
      expect(again.out).toContain(`  ${['AAA', 'BBB'][k]}: `);
    }
    const one = await lookback(['import', 'f.csv', '--symbol', 'BBB', '--out', 'b.csv'], files);
    expect(one.written['b.csv']).toBe('timestamp,rate\n2025-01-01T00:00:00Z,-0.0002\n');
    expect(fingerprintsIn(one.out)).toEqual([prints[1]]);
  });

  it.each([
    ['--resample', '1d'],
    ['--adjust', 'raw'],
    ['--repair', 'spike=drop'],
  ])('refuses %s, which would do nothing', async (flag, value) => {
    const run = await lookback(['import', 'f.csv', flag, value, '--out', 'o.csv'], {
      'f.csv': text,
    });
    expect(run).toMatchObject({ code: 2, written: {} });
    expect(run.err).toContain(`${flag} is for bars, and f.csv holds rates. Leave it out.`);
  });

  it('writes nothing where the symbol is not there, the format is not CSV or a question is open', async () => {
    const wrong = await lookback(['import', 'f.csv', '--symbol', 'ZZZ', '--out', 'o.csv'], {
      'f.csv': text,
    });
    expect(wrong).toMatchObject({ code: 2, written: {} });
    expect(wrong.err).toContain('holds no rates of ZZZ, but of AAA, BBB');
    const parquet = await lookback(['import', 'f.csv', '--out', 'o.parquet'], { 'f.csv': text });
    expect(parquet).toMatchObject({ code: 2, written: {} });
    expect(parquet.err).toContain('Rates are written as CSV');
    const open = await lookback(['import', 'g.csv', '--out', 'o.csv'], {
      'g.csv': 'time,rate\n2025-01-01 00:00,0.1\n2025-01-01 08:00,0.2\n',
    });
    expect(open).toMatchObject({ code: 4, written: {} });
    expect(open.err).toContain('--time-zone UTC');
  });
});

describe('lookback export', () => {
  it('writes CSV and Parquet that import to the same fingerprint', async () => {
    const files = dialects('coinbase-candles.json');
    const name = 'coinbase-candles.json';
    const [wanted] = fingerprintsIn((await lookback(['import', name], files)).out);
    for (const out of ['bars.csv', 'bars.parquet']) {
      const run = await lookback(['export', name, '--out', out], files);
      expect(run.code).toBe(0);
      expect(fingerprintsIn(run.out)).toEqual([wanted]);
      const again = await lookback(['import', out], { [out]: run.writtenBytes[out]! });
      expect(fingerprintsIn(again.out)).toEqual([wanted]);
    }
    const shown = await lookback(['export', name], files);
    expect(shown.out).toMatch(/^timestamp,open,high,low,close,volume\n2019-04-01T00:00:00Z,/);
    expect((await lookback(['export', name, '--format', 'parquet'], files)).code).toBe(2);
    expect((await lookback(['export', name, '--format', 'xls'], files)).code).toBe(2);
  });

  it('writes the rates of a file as CSV that imports to the same fingerprint', async () => {
    const files = {
      'AAA.csv': 'time,funding_rate\n1735689600000,1e-7\n1735718400000,-0.0003\n',
      'two.csv': 'time,symbol,rate\n1735689600000,AAA,0.1\n1735689600000,BBB,0.2\n',
    };
    const [wanted] = fingerprintsIn((await lookback(['import', 'AAA.csv'], files)).out);
    const run = await lookback(['export', 'AAA.csv', '--out', 'o.csv'], files);
    expect(run).toMatchObject({ code: 0, out: `o.csv: 2 rates, fingerprint ${wanted}\n` });
    expect(run.written['o.csv']).toBe(
      'timestamp,rate\n2025-01-01T00:00:00Z,1e-7\n2025-01-01T08:00:00Z,-0.0003\n',
    );
    const again = await lookback(['import', 'o.csv'], run.written);
    expect(fingerprintsIn(again.out)).toEqual([wanted]);
    expect((await lookback(['export', 'AAA.csv'], files)).out).toBe(run.written['o.csv']);
    const asked = await lookback(['export', 'two.csv'], files);
    expect(asked).toMatchObject({ code: 4, out: '' });
    expect(asked.err).toContain('--symbol BBB');
    const one = await lookback(['export', 'two.csv', '--symbol', 'BBB'], files);
    expect(one.out).toBe('timestamp,rate\n2025-01-01T00:00:00Z,0.2\n');
    const parquet = await lookback(['export', 'AAA.csv', '--out', 'o.parquet'], files);
    expect(parquet).toMatchObject({ code: 2, written: {} });
    const neither = await lookback(['export', 'x.csv'], { 'x.csv': 'a,b\n1,2\n' });
    expect(neither.code).toBe(3);
  });
});
