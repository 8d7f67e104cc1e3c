import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeEach, describe, expect, it } from 'vitest';
import { createJobControl } from '../../../lib/core/job';
import type { ImportFile } from '../../../workers/data.api';
import type { ServedControl } from '../../../workers/serve';
import { walkBars } from '../../support/bars';
import { browser, controlled, importWalk } from './browser';

const day = 86_400_000;
const file = (fileName: string, lines: readonly string[]): ImportFile => ({
  fileName,
  bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
});
const dateOf = (i: number) => new Date(Date.UTC(2021, 0, 4) + i * day).toISOString().slice(0, 10);

/** 30 daily bars of each symbol; a close of BBB can't be read, and LONE has none that can. */
function longTable(): ImportFile {
  const lines = ['date,symbol,open,high,low,close,volume'];
  for (const symbol of ['AAA', 'BBB']) {
    for (let i = 0; i < 30; i++) {
      const close = symbol === 'BBB' && i === 3 ? 'n/a' : 10.5 + i / 10;
      lines.push(`${dateOf(i)},${symbol},${10 + i / 10},${11 + i / 10},9,${close},100`);
    }
  }
  for (const i of [0, 1]) lines.push(`${dateOf(i)},LONE,10,11,9,n/a,5`);
  return file('universe.csv', lines);
}

/** 20 bars that drop to a quarter after the tenth; `adjusted` tells of it. */
function stock(adjusted: boolean): ImportFile {
  const lines = [`Date,Open,High,Low,Close,${adjusted ? 'Adj Close,' : ''}Volume`];
  for (let i = 0; i < 20; i++) {
    const price = 100 + (i % 5);
    const p = i < 10 ? 4 * price : price;
    lines.push(`${dateOf(i)},${p},${p + 1},${p - 1},${p},${adjusted ? `${price},` : ''}1000`);
  }
  return file('ACME.csv', lines);
}

const factors = file('ACME_factors.csv', [
  'date,price_factor,split_factor,reference_price',
  `${dateOf(9).replaceAll('-', '')},1,0.25,400`,
  '20501231,1,1,0',
]);

const funding = file('funding.csv', [
  'timestamp,symbol,funding_rate',
  ...['BTCUSDT', 'ETHUSDT'].flatMap((symbol) =>
    Array.from({ length: 12 }, (_, i) => {
      const time = new Date(Date.UTC(2023, 0, 1) + (i * day) / 3).toISOString();
      const rate = (i % 3) / 10_000 + (symbol === 'ETHUSDT' ? 0.0005 : 0);
      return `${time},${symbol},${i === 5 ? 'oops' : rate}`;
    }),
  ),
]);

let here: ReturnType<typeof browser>;
beforeEach(() => {
  here = browser();
});

async function inspectBars(files: readonly ImportFile[]) {
  const found = await here.data.inspect(files, controlled());
  if (found.kind !== 'bars') throw new Error('These bars were taken for rates.');
  return found;
}

async function inspectRates(files: readonly ImportFile[]) {
  const found = await here.data.inspect(files, controlled());
  if (found.kind !== 'rates') throw new Error('These rates were taken for bars.');
  return found;
}

describe('An import of several instruments', () => {
  it('counts bars and faults of each, and says why one can not be read', async () => {
    const { importId } = await inspectBars([longTable()]);
    const surveys = await here.data.survey(importId, {}, controlled());
    expect(surveys.map((it) => [it.instrument.symbol, it.found?.bars, it.found?.defects])).toEqual([
      ['AAA', 30, 0],
      ['BBB', 29, 1],
      ['LONE', undefined, undefined],
    ]);
    expect(surveys[2]!.problem).toMatch(/2 of 2 rows can't be read; row 62/);
  });

  it('saves those chosen in one go, each under its name, and lets the bytes go', async () => {
    const { importId, inspection } = await inspectBars([longTable()]);
    const chosen = inspection.instruments
      .filter((it) => it.symbol !== 'LONE')
      .map((it) => ({ instrument: it.id, name: `My ${it.symbol}` }));
    const { saved, failed } = await here.data.save(importId, {}, {}, chosen, controlled());
    expect(failed).toEqual([]);
    expect(saved.map((set) => [set.name, set.symbol, set.bars, set.quality.dropped])).toEqual([
      ['My AAA', 'AAA', 30, 0],
      ['My BBB', 'BBB', 29, 1],
    ]);
    expect(here.holdsImports()).toBe(false);
    const dropped = await here.data.droppedRows(saved[1]!.fingerprint, controlled());
    expect(dropped).toMatchObject([{ row: 35, reason: 'close is ‘n/a’' }]);
  });

  it('saves what it can, names what it can not, and stays open for it', async () => {
    const { importId, inspection } = await inspectBars([longTable()]);
    const all = inspection.instruments.map((it) => ({ instrument: it.id, name: it.symbol }));
    const { saved, failed } = await here.data.save(importId, {}, {}, all, controlled());
    expect(saved.map((set) => set.name)).toEqual(['AAA', 'BBB']);
    expect(failed).toMatchObject([
      { name: 'LONE', problem: expect.stringMatching(/2 of 2 rows can't be read; row 62/) },
    ]);
    expect(here.holdsImports()).toBe(true);
    await here.data.discard(importId, controlled());
    expect(here.holdsImports()).toBe(false);
  });

  it('saves equal bars of two files once, and says so', async () => {
    const files = ['AAA.csv', 'BBB.csv'].map((fileName) => ({ ...stock(false), fileName }));
    const { importId, inspection } = await inspectBars(files);
    const all = inspection.instruments.map((it) => ({ instrument: it.id, name: it.symbol }));
    const { saved, failed } = await here.data.save(importId, {}, {}, all, controlled());
    expect(saved.map((set) => set.name)).toEqual(['AAA']);
    expect(failed).toEqual([{ name: 'BBB', problem: 'Its bars are those of AAA, saved once.' }]);
  });

  it('saves nothing quietly where none can be saved', async () => {
    const { importId, inspection } = await inspectBars([longTable()]);
    const lone = inspection.instruments.find((it) => it.symbol === 'LONE')!;
    const bad = { instrument: lone.id, name: 'LONE' };
    const saving = here.data.save(importId, {}, {}, [bad, { ...bad, name: 'Again' }], controlled());
    await expect(saving).rejects.toMatchObject({
      name: 'DataError',
      message: expect.stringMatching(/None of 2 instruments could be saved\. LONE: 2 of 2 rows/),
    });
  });

  it('says how many were saved before it was cancelled', async () => {
    const { importId, inspection } = await inspectBars([longTable()]);
    const signal = { aborted: false };
    const stopping: ServedControl<never> = {
      ...createJobControl(
        signal,
        ({ label }) => {
          if (label === 'Saving BBB') signal.aborted = true;
        },
        async () => undefined,
      ),
      step: () => undefined,
    };
    const chosen = inspection.instruments.map((it) => ({ instrument: it.id, name: it.symbol }));
    const { saved, failed } = await here.data.save(importId, {}, {}, chosen, stopping);
    expect(saved.map((set) => set.name)).toEqual(['AAA']);
    expect(failed).toEqual([{ name: '2 more', problem: 'Cancelled before they were saved.' }]);
  });

  it('reports progress on the whole', async () => {
    const { importId } = await inspectBars([longTable()]);
    const heard: [number, number, string][] = [];
    const control: ServedControl<never> = {
      ...controlled(),
      report: ({ done, total, label }) => heard.push([done, total, label]),
      step: () => undefined,
    };
    await here.data.survey(importId, {}, control);
    expect(heard.length).toBeGreaterThan(0);
    for (const [done, total, label] of heard) {
      expect(total).toBe(3);
      expect(done).toBeLessThanOrEqual(3);
      expect(label).toMatch(/^Checking (AAA|BBB|LONE)$/);
    }
  });

  it('takes several files as one', async () => {
    const rename = (fileName: string) => ({ ...stock(false), fileName });
    const { inspection } = await inspectBars([rename('AAA.csv'), rename('BBB.csv')]);
    expect(inspection.instruments.map((it) => [it.symbol, it.fileName])).toEqual([
      ['AAA', 'AAA.csv'],
      ['BBB', 'BBB.csv'],
    ]);
  });
});

describe('Splits in an import', () => {
  it('are shown with closes before and after, around the largest adjustment', async () => {
    const { importId } = await inspectBars([stock(true)]);
    for (const adjustment of ['adjusted', 'raw'] as const) {
      const preview = await here.data.adjustmentPreview(importId, { adjustment }, controlled());
      expect(preview!.at).toBe(Date.parse(dateOf(10)));
      expect(preview!.factor).toBeCloseTo(0.25, 12);
      expect(preview!.before[9]).toBe(416);
      expect(preview!.after[9]).toBe(104);
      expect(preview!.before[10]).toBe(100);
      expect(preview!.after[10]).toBe(100);
    }
  });

  it('have no preview where nothing tells of them', async () => {
    const { importId } = await inspectBars([stock(false)]);
    expect(await here.data.adjustmentPreview(importId, {}, controlled())).toBeNull();
  });

  it('can be taken out by a factor file that comes later', async () => {
    const first = await inspectBars([stock(false)]);
    const added = await here.data.addFiles(first.importId, [factors], controlled());
    if (added.kind !== 'bars') throw new Error('The factors were taken for rates.');
    expect(added.inspection.questions.map((it) => it.id)).toContain('adjustment');
    await expect(here.data.report(first.importId, {}, controlled())).rejects.toMatchObject({
      name: 'ConfigError',
    });
    const chosen = [{ instrument: added.inspection.instruments[0]!.id, name: 'Acme' }];
    const answers = { adjustment: 'splits' as const };
    const { saved } = await here.data.save(added.importId, answers, {}, chosen, controlled());
    const { store } = await here.opening;
    const { close, volume } = await store.dataSets.loadBars(saved[0]!.fingerprint);
    expect([...close.slice(8, 12)]).toEqual([103, 104, 100, 101]);
    expect([...volume.slice(9, 11)]).toEqual([4000, 1000]);
  });

  it('stay an import under way where the added file is none of factors', async () => {
    const { importId } = await inspectBars([stock(false)]);
    const letter = file('letter.csv', ['Dear Sir,', 'thank you.']);
    await expect(here.data.addFiles(importId, [letter], controlled())).rejects.toMatchObject({
      name: 'DataError',
    });
    expect((await here.data.report(importId, {}, controlled())).bars).toBe(20);
  });
});

describe('Rates in an import', () => {
  it('are told from bars and listed with their figures and the rows left out', async () => {
    const { importId, inspections } = await inspectRates([funding]);
    expect(inspections[0]!.series.map((it) => it.symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    const report = await here.data.ratesReport(importId, {}, controlled());
    expect(report.droppedCount).toBe(2);
    expect(report.dropped[0]!.reason).toContain('oops');
    expect(report.series.map((it) => [it.symbol, it.rates, it.lowest, it.highest])).toEqual([
      ['BTCUSDT', 11, 0, 0.0002],
      ['ETHUSDT', 11, 0.0005, 0.0007],
    ]);
  });

  it('are not mixed with bars: the error names the file of rates', async () => {
    const mixed = here.data.inspect([stock(false), funding], controlled());
    await expect(mixed).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^funding.csv holds rates and the other files don't/),
    });
    expect(here.holdsImports()).toBe(false);
  });

  it('of two instruments that are equal are one series with both names', async () => {
    const lines = ['timestamp,symbol,funding_rate'];
    for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
      for (let i = 0; i < 4; i++) lines.push(`2023-01-0${i + 1}T00:00:00Z,${symbol},0.0001`);
    }
    const { importId } = await inspectRates([file('funding.csv', lines)]);
    const { series } = await here.data.ratesReport(importId, {}, controlled());
    expect(series).toHaveLength(1);
    expect(series[0]!.name).toMatch(/BTCUSDT.*ETHUSDT/);
  });

  it('are saved by fingerprint under the name given', async () => {
    const one = file(
      'BTCUSDT-funding.csv',
      new TextDecoder()
        .decode(funding.bytes)
        .trim()
        .split('\n')
        .filter((line) => !line.includes('ETH')),
    );
    const { importId } = await inspectRates([one]);
    const { series } = await here.data.ratesReport(importId, {}, controlled());
    const chosen = [{ fingerprint: series[0]!.fingerprint, name: 'My funding' }];
    const saved = await here.data.saveRates(importId, {}, chosen, controlled());
    expect(saved).toMatchObject([{ name: 'My funding', rates: 11, dropped: 1 }]);
    expect(await here.data.listRates(controlled())).toEqual(saved);
    expect(here.holdsImports()).toBe(false);
  });
});

describe('Parquet', () => {
  it('gives bars that are exported to Parquet and imported again the same fingerprint', async () => {
    const { info } = await importWalk(here);
    const bytes = await here.data.exportParquet(info.fingerprint, controlled());
    const { importId, inspection } = await inspectBars([{ fileName: 'again.parquet', bytes }]);
    const chosen = [{ instrument: inspection.instruments[0]!.id, name: 'Again' }];
    const { saved } = await here.data.save(importId, {}, {}, chosen, controlled());
    expect(saved[0]!.fingerprint).toBe((await walkBars(600, 5)).fingerprint);
  });

  it('of another program is read too', async () => {
    const closes = Array.from({ length: 40 }, (_, i) => 50 + i / 4);
    const column = (name: string, data: number[]) => ({ name, data, type: 'DOUBLE' as const });
    const buffer = parquetWriteBuffer({
      columnData: [
        {
          name: 'date',
          data: closes.map((_, i) => new Date(Date.UTC(2022, 0, 3) + i * day)),
          type: 'TIMESTAMP',
        },
        column('open', closes),
        column(
          'high',
          closes.map((c) => c + 1),
        ),
        column(
          'low',
          closes.map((c) => c - 1),
        ),
        column('close', closes),
      ],
    });
    const { importId } = await inspectBars([
      { fileName: 'SOLO.parquet', bytes: new Uint8Array(buffer) },
    ]);
    expect(await here.data.report(importId, {}, controlled())).toMatchObject({
      bars: 40,
      intervalMs: day,
    });
  });
});
