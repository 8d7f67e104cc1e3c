import { DataFrame } from 'data-forge';
import { backtest, type IBar, type IStrategy } from 'grademark';
import { resolveConfig } from '../../lib/backtest/resolve-config';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { createRng } from '../../lib/core/rng';
import type { BrokerTerms } from '../../lib/execution/broker-terms';
import { createTargetSweep, type SweepKernel } from '../../lib/execution/target-sweep';
import { indicatorKernels, KernelRun } from '../../lib/kernels/indicators';
import { newColumnStore } from '../../lib/kernels/runtime';
import type { Bars } from '../../lib/market/bars';
import { createBars } from '../../lib/market/create-bars';
import { BarEventSource } from '../../lib/session/market-event-source';
import { TradingSession } from '../../lib/session/trading-session';
import { drawdown } from '../../lib/statistics/drawdown';
import { frictionless } from '../support/accounts';
import { testStore } from '../support/kernels';
import type { BenchReport, BenchRow } from './bench-report';
import { walk } from './walk';

const barCount = 10_000;
const steppedBars = 1_000_000;
const seed = 12_345;
const windows = Array.from({ length: 100 }, (_, k) => k + 2);
const combinations = windows.flatMap((fast) =>
  windows.filter((slow) => slow > fast).map((slow) => ({ fast, slow })),
);

/** All-in on 1: with no overdraft a buy is cut to what the cash pays for at the slipped price. */
const comparison: BrokerTerms = { ...frictionless, slippageBps: 5, fill: 'close' };
const realistic: BrokerTerms = {
  ...comparison,
  overdraft: 0.02,
  feeBps: 5,
  makerFeeBps: 5,
  slippageBps: 2,
  fill: 'next-open',
};

const expected = { mean: -0.1168127646, trades: 620_451 };
const expectedCell = {
  fast: 10,
  slow: 50,
  total: -0.0650197333,
  drawdown: -0.0761315383,
  trades: 118,
};
/** Within one unit of the last digit the expected figures are stated to. */
const agrees = (got: number, wanted: number): boolean => Math.abs(got - wanted) < 1e-10;

/** Averages of every window, then every combination, in one instance. */
class GridBench {
  readonly sweep: SweepKernel;
  private readonly averages: readonly KernelRun[];

  constructor(account: BrokerTerms, cells: readonly { fast: number; slow: number }[]) {
    const candles = walk(seed, barCount);
    const store = newColumnStore();
    const close = store.columnFrom(candles.close);
    const used = windows.filter((w) => cells.some((c) => c.fast === w || c.slow === w));
    this.averages = used.map(
      (window) => new KernelRun(store, indicatorKernels.sma, [close], [window], barCount),
    );
    this.sweep = createTargetSweep(store, {
      account,
      rebalanceBand: 0,
      bars: {
        open: store.columnFrom(candles.open),
        high: store.columnFrom(candles.high),
        low: store.columnFrom(candles.low),
        close,
      },
      barCount,
      columns: this.averages.map((run) => run.outputs[0]!),
      cells: cells.map(({ fast, slow }) => ({
        first: used.indexOf(fast),
        second: used.indexOf(slow),
        start: slow,
      })),
      entry: 'cross',
      above: 1,
      below: 0,
      deadBand: 0,
    });
  }

  run(): void {
    for (const average of this.averages) {
      average.restart();
      average.advance(0, barCount);
    }
    this.sweep.run();
  }
}

function checkComparison(sweep: SweepKernel): boolean {
  let mean = 0;
  let trades = 0;
  for (let k = 0; k < sweep.length; k++) {
    const figures = sweep.figures(k);
    mean += figures.totalReturn / sweep.length;
    trades += figures.trades;
  }
  const cell = sweep.figures(
    combinations.findIndex((c) => c.fast === expectedCell.fast && c.slow === expectedCell.slow),
  );
  return (
    agrees(mean, expected.mean) &&
    trades === expected.trades &&
    agrees(cell.totalReturn, expectedCell.total) &&
    agrees(cell.maxDrawdown, expectedCell.drawdown) &&
    cell.trades === expectedCell.trades
  );
}

/** Minute bars of the walk. */
export async function walkBars(length: number): Promise<Bars> {
  const minute = 60_000;
  const time = Float64Array.from({ length }, (_, i) => 1_577_836_800_000 + i * minute);
  return createBars(
    { time, ...walk(seed, length) },
    {
      instrument: {
        symbol: 'WALK',
        name: 'Random walk',
        assetClass: 'other',
        quoteCurrency: 'USD',
        calendar: 'unknown',
        tickSize: 0,
      },
      intervalMs: minute,
      timeZone: 'UTC',
      source: { kind: 'synthetic', config: { walk: seed }, asset: 0 },
    },
  );
}

const configOf = (fast: number, slow: number, account: BrokerTerms): RunConfigInput => ({
  strategy: {
    id: 'sma-cross',
    params: { fast, slow, entry: 'cross', allowShort: false, band: 0 },
  },
  account,
});

/** Whether cells drawn at random give the same return, drawdown and trades as full backtests. */
async function cellsAreBacktests(
  sweep: SweepKernel,
  account: BrokerTerms,
  bars: Bars,
): Promise<boolean> {
  const rng = createRng(20);
  for (let draw = 0; draw < 20; draw++) {
    const k = rng.below(combinations.length);
    const { fast, slow } = combinations[k]!;
    const { ledger } = await runBacktest(bars, configOf(fast, slow, account));
    const figures = sweep.figures(k);
    const { equity } = ledger;
    const total = equity[bars.length - 1]! / account.capital - 1;
    const decline = drawdown(Float64Array.from([account.capital, ...equity]));
    const trades = ledger.trades.length + (ledger.openTrade === null ? 0 : 1);
    if (
      total !== figures.totalReturn ||
      trades !== figures.trades ||
      Math.abs(decline.max + figures.maxDrawdown) > 1e-12
    ) {
      return false;
    }
  }
  return true;
}

const row = (
  fields: Partial<BenchRow> & Pick<BenchRow, 'name' | 'unit' | 'median' | 'min' | 'max'>,
): BenchRow => ({
  section: '3',
  host: 'Node',
  bar: null,
  barKind: 'max',
  peer: null,
  peerValue: null,
  ratio: null,
  pass: null,
  absolute: true,
  ...fields,
});

/** grademark on the same bars and the same crosses: decided at the close, filled at the next open. */
function grademarkRun(fast: number, slow: number): () => void {
  const candles = walk(seed, barCount);
  const mean = (n: number, i: number): number => {
    let sum = 0;
    for (let k = i - n + 1; k <= i; k++) sum += candles.close[k]!;
    return sum / n;
  };
  type CrossBar = IBar & { above: boolean; crossed: boolean };
  const rows: CrossBar[] = [];
  for (let i = slow; i < barCount; i++) {
    const above = mean(fast, i) > mean(slow, i);
    const crossed = above !== mean(fast, i - 1) > mean(slow, i - 1);
    rows.push({
      time: new Date(i * 60_000),
      open: candles.open[i]!,
      high: candles.high[i]!,
      low: candles.low[i]!,
      close: candles.close[i]!,
      volume: candles.volume[i]!,
      above,
      crossed,
    });
  }
  const frame = new DataFrame<number, CrossBar>(rows);
  const strategy: IStrategy<CrossBar> = {
    entryRule: (enter, { bar }) => {
      if (bar.above && bar.crossed) enter();
    },
    exitRule: (exit, { bar }) => {
      if (!bar.above && bar.crossed) exit();
    },
  };
  return () => void backtest(strategy, frame);
}

function steppedSession(bars: Bars): TradingSession {
  const account = { ...realistic, capital: 100_000, lot: 0.001, minNotional: 10 };
  const { config, strategy } = resolveConfig(configOf(10, 50, account));
  return new TradingSession(newColumnStore(), {
    bars,
    strategy,
    sizing: config.sizing,
    protection: config.protection,
    account: config.account,
    barsPerYear: 252,
  });
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && Buffer.compare(a, b) === 0;

/** §3: the grid, one run, and the stepped path. */
export async function benchSweep(report: BenchReport): Promise<void> {
  await testStore();
  const bars = await walkBars(barCount);
  const options = { runs: 7, warmup: 2 };

  for (const { name, account, bar } of [
    { name: 'Sweep 4950 cells, fills at the close', account: comparison, bar: 0.2 },
    { name: 'Sweep 4950 cells, next open, fees, slippage', account: realistic, bar: 0.35 },
  ]) {
    const grid = new GridBench(account, combinations);
    const time = report.measure(() => grid.run(), options);
    const exact = account === comparison ? checkComparison(grid.sweep) : true;
    const same = await cellsAreBacktests(grid.sweep, account, bars);
    report.add(
      row({
        name: `${name}${exact ? '' : ' (CHECKS DIFFER)'}${same ? '' : ' (CELLS DIFFER FROM BACKTESTS)'}`,
        unit: 's',
        median: time.median / 1e3,
        min: time.min / 1e3,
        max: time.max / 1e3,
        bar,
        pass: exact && same,
      }),
    );
  }

  const one = new GridBench(comparison, [{ fast: 10, slow: 50 }]);
  const time = report.measure(() => one.run(), { runs: 201, warmup: 300 });
  const peer = report.measure(grademarkRun(10, 50), { runs: 5, warmup: 2 });
  report.add(
    row({
      name: 'One run: averages, broker, figures',
      unit: 'µs',
      median: time.median * 1e3,
      min: time.min * 1e3,
      max: time.max * 1e3,
      bar: 75,
      peer: 'grademark',
      peerValue: peer.median * 1e3,
      ratio: peer.median / time.median,
    }),
  );

  const long = await walkBars(steppedBars);
  const byColumn = steppedSession(long);
  byColumn.advance(0, steppedBars);
  let stepped = byColumn;
  const steps = report.measure(
    () => {
      stepped = steppedSession(long);
      const source = new BarEventSource(long);
      for (let event = source.next(); event !== null; event = source.next()) stepped.step(event);
    },
    { runs: 5, warmup: 1 },
  );
  const identical =
    sameBytes(stepped.broker.logBytes(), byColumn.broker.logBytes()) &&
    sameBytes(
      new Uint8Array(stepped.broker.ledger().equity.buffer),
      new Uint8Array(byColumn.broker.ledger().equity.buffer),
    );
  const rate = (ms: number): number => steppedBars / ms / 1e3;
  report.add(
    row({
      name: `Stepped, strategy in TypeScript every bar, limits on${identical ? '' : ' (DIFFERS FROM THE COLUMN PATH)'}`,
      unit: 'M bars/s',
      median: rate(steps.median),
      min: rate(steps.max),
      max: rate(steps.min),
      bar: 3,
      barKind: 'min',
      pass: identical,
    }),
  );
}
