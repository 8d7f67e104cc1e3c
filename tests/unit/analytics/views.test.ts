import { describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import { drawdownLines } from '../../../lib/analytics/views/drawdown-lines';
import { equityCsv } from '../../../lib/analytics/views/equity-csv';
import { figureCatalogue } from '../../../lib/analytics/views/figure-catalogue';
import { kpiLabels, kpiStrip, stripPart } from '../../../lib/analytics/views/kpi-strip';
import { metricsTable } from '../../../lib/analytics/views/metrics-table';
import { monthlyHeatmap } from '../../../lib/analytics/views/monthly-heatmap';
import { runCard } from '../../../lib/analytics/views/run-card';
import {
  everyTrade,
  filterTrades,
  sortTrades,
  tradeLine,
} from '../../../lib/analytics/views/trade-table';
import { tradesCsv } from '../../../lib/analytics/views/trades-csv';
import { testStore } from '../../support/kernels';
import { barsOf, runOf } from './run-fixture';

await testStore();

const prices = [100, 100, 105, 110, 115, 120, 100, 90, 80, 100];
const bars = barsOf({ open: prices });
const fills = [
  { bar: 1, signed: 2 },
  { bar: 3, signed: -2 },
  { bar: 5, signed: 1 },
  { bar: 7, signed: -1 },
  { bar: 8, signed: 3 },
];
const account = { capital: 1000, feeBps: 0, slippageBps: 0 };
const result = buildRunResult(runOf(bars, fills, { account }), { trialSharpes: [0.1, 0.2] });
const empty = buildRunResult(runOf(bars, [], { account }), { trialSharpes: [] });
const locale = 'en-US';

describe('key figures strip', () => {
  const items = new Map(kpiStrip(result, locale).map((item) => [item.id, item]));

  it('has ten figures, each with a help text', () => {
    expect([...items.values()].map((item) => item.label)).toEqual([
      'Net return',
      'CAGR',
      'Sharpe',
      'PSR, deflated',
      'Max drawdown',
      'Trades',
      'Win rate',
      'Profit factor',
      'Exposure',
      'Costs paid',
    ]);
    expect([...items.values()].map((item) => item.label)).toEqual(kpiLabels);
    for (const item of items.values()) expect(item.help.length).toBeGreaterThan(20);
  });

  it('shows gains with a sign and the benchmark below', () => {
    expect(items.get('totalReturn')).toMatchObject({
      value: '+5.0%',
      sub: 'hold 0.0%',
      tone: 'up',
    });
  });

  it('shows a drawdown as a loss', () => {
    expect(items.get('maxDrawdown')).toMatchObject({
      value: '−2.9%',
      sub: 'hold −33.3%',
      tone: 'down',
    });
  });

  it('counts closed and open trades and gives the interval of the win rate', () => {
    expect(items.get('trades')).toMatchObject({ value: '3', sub: '2 closed, 1 open' });
    expect(items.get('winRate')).toMatchObject({ value: '50%', sub: '95%: 9 to 91%' });
  });

  it('names the deflated Sharpe with two trials, the number tried alone with one', () => {
    expect(items.get('confidence')?.value).toMatch(/^\d+\.\d%$/);
    expect(items.get('confidence')?.sub).toMatch(/^DSR \d+\.\d%, 2 tried$/);
    expect(items.get('confidence')?.help).toContain('2 settings');
    const single = buildRunResult(runOf(bars, fills, { account }), { trialSharpes: [0.1] });
    expect(kpiStrip(single, locale)[3]?.sub).toBe('1 tried');
  });

  it('calls the benchmark what it is', () => {
    const cash = runOf(bars, fills, {
      account,
      statistics: { benchmark: { kind: 'cash', rate: 0.04 } },
    });
    expect(kpiStrip(buildRunResult(cash, { trialSharpes: [] }), locale)[0]?.sub).toMatch(/^cash /);
  });

  it('says what it is of where that is not all bars', () => {
    expect(stripPart(result)).toBeNull();
    const day = (n: number): number => Date.UTC(2020, 0, 1 + n);
    const split = runOf(bars, fills, { account, period: { split: day(4) } });
    expect(stripPart(buildRunResult(split, { trialSharpes: [] }))).toBe(
      'Whole period, both samples',
    );
    const cut = runOf(bars, fills, { account, period: { to: day(8) } });
    expect(stripPart(buildRunResult(cut, { trialSharpes: [] }))).toBe('Chosen period');
  });

  it('shows what a side costs', () => {
    const dear = runOf(bars, fills, { account: { capital: 1000, feeBps: 1, slippageBps: 2 } });
    const items = kpiStrip(buildRunResult(dear, { trialSharpes: [0.1] }), locale);
    expect(items[9]).toMatchObject({ sub: '3 bps a side' });
    expect(items[9]?.value).toMatch(/^\$\d+$/);
  });

  it('shows – and the reason where nothing was traded', () => {
    expect(kpiStrip(empty, locale)[0]).toMatchObject({
      value: '–',
      tone: 'none',
      reason: 'no trades',
    });
    expect(kpiStrip(empty, locale)[5]).toMatchObject({ value: '0', sub: '0 closed, 0 open' });
  });
});

describe('metrics table', () => {
  it('holds every key figure once, in groups, with help', () => {
    const rows = metricsTable(result, locale).flatMap((group) => group.rows);
    const ids = rows.map((row) => row.id).filter((id) => id !== 'deflatedSharpe');
    expect([...ids].sort()).toEqual(Object.keys(figureCatalogue).sort());
    expect(Object.keys(figureCatalogue).sort()).toEqual(Object.keys(result.figures).sort());
    for (const row of rows) expect(row.help).toMatch(/\.$/);
  });

  it('shows the benchmark beside what it has, money to the cent, percent to two decimals', () => {
    const rows = new Map(
      metricsTable(result, locale).flatMap((group) => group.rows.map((row) => [row.id, row])),
    );
    expect(rows.get('totalReturn')).toMatchObject({ value: '+5.00%', benchmark: '0.00%' });
    expect(rows.get('netProfit')).toMatchObject({ value: '+$50.00', benchmark: '' });
    expect(rows.get('worstTrade')).toMatchObject({ value: '−$30.00', tone: 'down' });
    expect(rows.get('deflatedSharpe')?.label).toBe('Deflated Sharpe, 2 settings tried');
  });
});

describe('trade table', () => {
  it('sorts a copy by any column, an open exit last', () => {
    const by = (column: Parameters<typeof sortTrades>[1]['column'], descending: boolean) =>
      sortTrades(result.trades, { column, descending }).map((trade) => trade.number);
    expect(by('pnl', true)).toEqual([3, 1, 2]);
    expect(by('pnl', false)).toEqual([2, 1, 3]);
    expect(by('exitTime', false)).toEqual([1, 2, 3]);
    expect(by('side', true)).toEqual([1, 2, 3]);
    expect(result.trades.map((trade) => trade.number)).toEqual([1, 2, 3]);
  });

  it('filters by side, outcome and words', () => {
    const through = (filter: Partial<typeof everyTrade>) =>
      filterTrades(result.trades, { ...everyTrade, ...filter }).map((trade) => trade.number);
    expect(through({})).toEqual([1, 2, 3]);
    expect(through({ side: 'short' })).toEqual([]);
    expect(through({ outcome: 'won' })).toEqual([1]);
    expect(through({ outcome: 'lost' })).toEqual([2]);
    expect(through({ outcome: 'open' })).toEqual([3]);
    expect(through({ text: ' MARKED ' })).toEqual([3]);
  });

  it('writes a line as a person reads it', () => {
    expect(tradeLine(result.trades[1]!, result.data, locale)).toMatchObject({
      entryTime: '2020-01-06',
      exitTime: '2020-01-08',
      entryPrice: '120',
      pnl: '−30.00',
      returnFraction: '−25.00%',
      worst: '−25.0%',
      best: '0.0%',
      tone: 'down',
      summary: 'Trade 2, long, 2020-01-06 to 2020-01-08: −$30.00.',
    });
    expect(tradeLine(result.trades[2]!, result.data, locale)).toMatchObject({
      exitTime: 'still open',
      summary: 'Trade 3, long, 2020-01-09 to now, still open: +$60.00.',
    });
  });
});

describe('exports', () => {
  it('of trades have ISO times, decimal points and quoted text', () => {
    const [first] = result.trades;
    const csv = tradesCsv([{ ...first!, exitReason: 'Fast, "crossed"' }, result.trades[2]!]);
    expect(csv.split('\n')).toEqual([
      'number,side,entry_time,entry_price,exit_time,exit_price,bars,quantity,pnl,return,worst,best,costs,exit_reason',
      '1,long,2020-01-02T00:00:00Z,100,2020-01-04T00:00:00Z,110,2,2,20,0.1,0,0.10000000000000009,0,"Fast, ""crossed"""',
      '3,long,2020-01-09T00:00:00Z,80,,100,1,3,60,0.25,0,0.25,0,Marked at last close',
      '',
    ]);
  });

  it('of equity have one line a bar', () => {
    const lines = equityCsv(result.curves).split('\n');
    expect(lines.length).toBe(12);
    expect(lines[0]).toBe('time,equity,benchmark,drawdown,benchmark_drawdown,position');
    expect(lines[1]).toBe('2020-01-01T00:00:00Z,1000,1000,0,0,0');
  });
});

describe('calendar', () => {
  it('colours by the largest month and leaves months without bars empty', () => {
    const map = monthlyHeatmap(
      {
        years: [
          { year: 2019, months: [0.1, -0.2, ...new Array<null>(10).fill(null)], total: -0.12 },
          { year: 2020, months: [0.05, ...new Array<null>(11).fill(null)], total: 0.05 },
        ],
      },
      locale,
    );
    expect(map.scale).toBe(0.2);
    expect(map.rows.map((row) => row.year)).toEqual([2020, 2019]);
    expect(map.rows[1]?.months[1]).toEqual({
      value: -0.2,
      text: '−20.0%',
      strength: -1,
      label: 'Feb 2019: −20.0%',
    });
    expect(map.rows[1]?.months[5]).toMatchObject({
      value: null,
      text: '',
      strength: 0,
      label: 'Jun 2019: – no bars, or nothing left to earn on',
    });
    expect(map.rows[1]?.total.strength).toBe(-1);
  });
});

describe('drawdowns', () => {
  it('lists episodes with their days', () => {
    expect(drawdownLines(result, locale)[0]).toMatchObject({
      rank: 1,
      depth: '−2.94%',
      peak: '2020-01-06',
      trough: '2020-01-08',
      recovery: '2020-01-10',
      bars: '3',
    });
  });
});

describe('run card', () => {
  it('shows short hashes with the whole one to copy, and every setting as stored', () => {
    const rows = runCard(result, locale).flatMap((group) => group.rows);
    const row = (label: string) => rows.find((candidate) => candidate.label === label);
    expect(row('Fingerprint')).toMatchObject({ value: 'ab12·ab12', full: 'ab12'.repeat(16) });
    expect(row('fast')?.value).toBe('2');
    expect(row('account.capital')?.value).toBe('1000');
    expect(row('Bars')?.value).toBe('10 of 1 day');
    expect(row('Annualisation')?.value).toMatch(/^×[\d.,]+, inferred, daily returns$/);
    expect(row('File')?.value).toBe('test.csv');
    expect(row('Benchmark')?.value).toBe('Buy and hold');
    expect(row('Measured from')).toBeUndefined();
  });

  it('names the limits of the period, and rates that were imported', () => {
    const at = (day: number): number => Date.UTC(2020, 0, day);
    const fundingSeries = 'cd34'.repeat(16);
    const run = runOf(bars, fills, {
      account: { capital: 1000, fundingSeries },
      period: { from: at(1), to: null, split: at(6) },
    });
    const card = runCard(buildRunResult(run, { trialSharpes: [] }), locale);
    const rows = card.flatMap((group) => group.rows);
    const row = (label: string) => rows.find((candidate) => candidate.label === label);
    expect(row('Measured from')?.value).toBe('2020-01-01');
    expect(row('Out of sample from')?.value).toBe('2020-01-06');
    expect(row('Left out from')).toBeUndefined();
    expect(row('account.fundingSeries')).toMatchObject({
      value: 'cd34·cd34',
      full: fundingSeries,
    });
  });
});
