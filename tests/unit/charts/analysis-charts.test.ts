import { describe, expect, it } from 'vitest';
import type { Distribution, RunAnalysis } from '../../../lib/analytics/run-analysis';
import {
  costsChart,
  leverageChart,
  turnoverChart,
} from '../../../lib/analytics/views/charts/account-charts';
import { coneChart, coneSentences } from '../../../lib/analytics/views/charts/cone-chart';
import {
  distributionChart,
  monthlyChart,
  rollingChart,
  yearlyChart,
} from '../../../lib/analytics/views/charts/return-charts';
import {
  drawnExcursions,
  durationChart,
  excursionChart,
  profitByChart,
} from '../../../lib/analytics/views/charts/trade-charts';
import {
  formatCount,
  formatMoney,
  formatPercent,
  formatRatio,
  formatSignedPercent,
} from '../../../lib/analytics/views/format';

const zone = { timeZone: 'UTC', intervalMs: 86_400_000 };
const day = (n: number): number => Date.UTC(2020, 0, 1 + n);

describe('returns', () => {
  it('count the years that gained and those ahead of the benchmark', () => {
    const view = yearlyChart(
      [
        { year: 2019, run: 0.1, benchmark: 0.2 },
        { year: 2020, run: -0.1, benchmark: -0.3 },
        { year: 2021, run: null, benchmark: null },
      ],
      'This run',
      'Buy and hold',
    );
    expect(view.summary).toBe('1 of 2 years gained; 1 of 2 were ahead of Buy and hold.');
    expect(view.table.rows[2]).toEqual(['2021', null, null]);
    expect(view.empty).toBeNull();
  });

  it('have no yearly chart without a year', () => {
    expect(yearlyChart([], 'This run', 'Cash').empty).toBe('No year has two measured bars.');
  });

  it('tell the best and the worst month', () => {
    const months = [0.02, -0.01, ...Array.from({ length: 10 }, () => null)];
    const view = monthlyChart({ years: [{ year: 2020, months, total: 0.0098 }] });
    expect(view.summary).toBe(
      `1 of 2 months gained; the best made ${formatSignedPercent(0.02, 1)}, the worst ${formatSignedPercent(-0.01, 1)}.`,
    );
    expect(monthlyChart({ years: [] }).empty).not.toBeNull();
  });

  it('stand in bins from edge to edge, the normal beside them only where there is one', () => {
    const distribution: Distribution = {
      edges: [-0.02, 0, 0.02],
      counts: [3, 5],
      n: 8,
      mean: { value: 0.001 },
      deviation: { value: 0.01 },
      normal: [3.6, 4.4],
      quantiles: [
        { p: 0.05, value: -0.018 },
        { p: 0.25, value: -0.005 },
        { p: 0.75, value: 0.006 },
      ],
    };
    const view = distributionChart(distribution, 'daily returns');
    expect(view.table.rows).toEqual([
      [-0.02, 0, 3, 3.6],
      [0, 0.02, 5, 4.4],
    ]);
    expect(view.summary).toContain(
      `half lie between ${formatSignedPercent(-0.005, 2)} and ${formatSignedPercent(0.006, 2)}`,
    );
    expect(distributionChart({ ...distribution, normal: [] }, 'x').table.rows[0]?.[3]).toBeNull();
    const none = { ...distribution, n: 0, edges: [], counts: [], normal: [] };
    expect(distributionChart(none, 'trades').empty).toBe('No trades to count.');
  });

  it('roll with gaps where a window has no value, and say why there is none at all', () => {
    const rolling = {
      window: 126,
      time: [day(0), day(1), day(2)],
      sharpe: [null, 1.5, -0.5],
      volatility: [0.1, 0.2, 0.3],
      beta: [null, null, null],
    };
    const sharpe = rollingChart(rolling, 'sharpe', zone);
    expect(sharpe.table.rows.map((row) => row[1])).toEqual([null, 1.5, -0.5]);
    expect(sharpe.summary).toBe(
      `Over 126 returns it lay between ${formatRatio(-0.5)} and ${formatRatio(1.5)}, last ${formatRatio(-0.5)}.`,
    );
    expect(rollingChart(rolling, 'beta', zone).empty).toBe('No window of 126 returns has a value.');
    const short = { ...rolling, time: [], sharpe: [], volatility: [], beta: [] };
    expect(rollingChart(short, 'sharpe', zone).empty).toMatch(/^Fewer than the 126/);
  });
});

describe('trades', () => {
  const excursions: RunAnalysis['excursions'] = [
    { trade: 1, worst: -0.01, best: 0.1, result: 0.08, bars: 5 },
    { trade: 2, worst: -0.03, best: 0.02, result: 0.01, bars: 9 },
    { trade: 3, worst: -0.2, best: 0.04, result: -0.1, bars: 2 },
  ];

  it('say how far under water half the winners were, and how far ahead half the losers', () => {
    expect(excursionChart(excursions, 'worst').summary).toBe(
      `Half of the 2 winners were never below ${formatSignedPercent(-0.02, 1)}.`,
    );
    expect(excursionChart(excursions, 'best').summary).toBe(
      `Half of the 1 losers had been above ${formatSignedPercent(0.04, 1)}.`,
    );
    expect(excursionChart([], 'worst').empty).toBe('No closed trades.');
  });

  it('keep the outermost points where not all can be drawn', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({
      trade: i + 1,
      worst: i === 4321 ? -0.9 : -0.01,
      best: i === 1234 ? 0.9 : 0.01,
      result: i === 77 ? -0.8 : 0,
      bars: 1,
    }));
    const drawn = drawnExcursions(many, 1000);
    expect(drawn.length).toBeLessThanOrEqual(1000);
    expect(drawn.length).toBeGreaterThan(900);
    expect(drawn.map(({ trade }) => trade)).toEqual(expect.arrayContaining([4322, 1235, 78]));
    expect(drawnExcursions(excursions, 1000)).toBe(excursions);
  });

  it('name the fullest bin of the time held', () => {
    expect(durationChart({ edges: [1, 10, 20], counts: [2, 7] }).summary).toBe(
      '7 of 9 trades were held for 10 to 20 bars.',
    );
    expect(durationChart({ edges: [], counts: [] }).empty).toBe('No closed trades.');
  });

  it('name the best and the worst time to enter, and leave empty ones without a value', () => {
    const view = profitByChart(
      [
        { bucket: 0, trades: 2, profit: 150, wins: 2 },
        { bucket: 1, trades: 0, profit: 0, wins: 0 },
        { bucket: 2, trades: 1, profit: -60, wins: 0 },
      ],
      'weekday',
      'USD',
    );
    const money = (value: number): string =>
      formatMoney(value, 'USD', { decimals: 0, signed: true });
    expect(view.summary).toBe(
      `Entries in Mon (${money(150)}) made most, in Wed (${money(-60)}) least.`,
    );
    expect(view.table.rows[1]).toEqual(['Tue', null, 0, 0]);
  });
});

describe('the account', () => {
  const exposure = {
    bar: [],
    time: [day(0), day(1)],
    leverage: [0, -1.5],
    turnover: [0, 1.5],
  };

  it('tells the largest position of either side', () => {
    expect(leverageChart(exposure, zone).summary).toContain(formatRatio(1.5));
    expect(leverageChart({ ...exposure, leverage: [0, 0] }, zone).empty).not.toBeNull();
  });

  it('adds up what was traded', () => {
    expect(turnoverChart(exposure, zone).summary).toContain(formatPercent(1.5, 0));
    expect(turnoverChart({ ...exposure, turnover: [0, 0] }, zone).empty).toBe(
      'Nothing was traded.',
    );
  });

  it('shows costs by kind and has nothing to draw where none were paid', () => {
    const costs = {
      time: [day(0), day(1)],
      fees: [0, 10],
      slippage: [0, 5],
      spread: [0, 0],
      carry: [0, -2],
    };
    const view = costsChart(costs, 'USD', zone);
    expect(view.table.rows[1]).toEqual([day(1), 10, 5, 0, -2]);
    expect(view.summary).toContain(`fees ${formatMoney(10, 'USD', { decimals: 0 })}`);
    const none = [0, 0];
    const free = { ...costs, fees: none, slippage: none, spread: none, carry: none };
    expect(costsChart(free, 'USD', zone).empty).toBe('The run paid no costs.');
  });
});

describe('the cone', () => {
  const cone = {
    paths: 1000,
    meanBlock: 7,
    time: [day(0), day(1)],
    bands: [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => ({ p, equity: [100, 100 + p] })),
    equity: [100, 101],
    probabilityOfLoss: 0.096,
    maxDrawdown: [
      { p: 0.05, value: -0.1 },
      { p: 0.5, value: -0.3 },
      { p: 0.95, value: -0.5 },
    ],
  };

  it('has the run and then one column a band', () => {
    const { table } = coneChart(cone, 'USD', zone);
    expect(table.columns.map(({ key }) => key)).toEqual([
      'time',
      'run',
      'p5',
      'p25',
      'p50',
      'p75',
      'p95',
    ]);
    expect(table.rows[1]).toEqual([day(1), 101, 100.05, 100.25, 100.5, 100.75, 100.95]);
  });

  it('says the chance of a loss and how deep the falls go, whatever their sign', () => {
    const [loss, depth] = coneSentences(cone);
    expect(loss).toContain(`${formatCount(1000)} histories`);
    expect(loss).toContain(`${formatPercent(0.096, 1)} of them end below the capital`);
    const positive = cone.maxDrawdown.map(({ p, value }) => ({ p, value: -value }));
    expect(coneSentences({ ...cone, maxDrawdown: positive })[1]).toBe(depth);
    expect(depth).toBe(
      `On the way half of them fall by more than ${formatPercent(0.3, 0)}, one in twenty by more than ${formatPercent(0.5, 0)}.`,
    );
  });
});
