import { beforeAll, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import type { KeyFigures } from '../../lib/analytics/run-result';
import type { ExtraData } from '../../lib/backtest/extra-data';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { uncontrolled } from '../../lib/core/job';
import { createRng } from '../../lib/core/rng';
import type { Bars } from '../../lib/market/bars';
import { BatchWriter } from '../../lib/optimise/cell-batch';
import { CellRunner } from '../../lib/optimise/cell-runner';
import { CellTable } from '../../lib/optimise/cell-table';
import { cellConfig, sweepGrid } from '../../lib/optimise/sweep-grid.schema';
import type {
  SweepAxis,
  SweepCellFigures,
  SweepCellResult,
  SweepSpec,
} from '../../lib/optimise/sweep-spec';
import { walkBars } from '../support/bars';
import { loadKernels } from '../support/kernels';
import { namedArtefact } from '../support/models';

let bars: Bars;
beforeAll(async () => {
  await loadKernels();
  bars = await walkBars(3000, 11);
});

const windows = (from: number, count: number, step: number): number[] =>
  Array.from({ length: count }, (_, k) => from + k * step);
const crossAxes: readonly SweepAxis[] = [
  { path: 'strategy.params.fast', values: windows(2, 20, 3) },
  { path: 'strategy.params.slow', values: windows(5, 20, 7) },
];

const model = namedArtefact({ target: { mean: 0.0115, scale: 0.02 } });

/** Bases whose cells are held to full backtests. */
const bases: readonly {
  name: string;
  base: RunConfigInput;
  axes: readonly SweepAxis[];
  extra?: ExtraData;
}[] = [
  {
    name: 'a cross of averages',
    base: { strategy: { id: 'sma-cross', params: {} } },
    axes: crossAxes,
  },
  {
    name: 'a cross, short too, half of the equity, other costs',
    base: {
      strategy: { id: 'sma-cross', params: { allowShort: true, entry: 'cross', band: 0.001 } },
      sizing: { percent: 0.5, rebalanceBand: 0.05 },
      account: { feeBps: 5, feeFixed: 1, slippageBps: 7, halfSpreadBps: 1, lot: 0.01 },
    },
    axes: crossAxes,
  },
  {
    name: 'a cross, fills at the close, every bar measured',
    base: {
      strategy: { id: 'sma-cross', params: { entry: 'cross', band: 0 } },
      account: { fill: 'close' },
      statistics: { basis: 'bar' },
    },
    axes: crossAxes,
  },
  {
    name: 'a nervous cross, whose log outgrows the room it is first given',
    base: { strategy: { id: 'sma-cross', params: { allowShort: true } } },
    axes: [
      { path: 'strategy.params.fast', values: [1, 2] },
      { path: 'strategy.params.slow', values: windows(2, 10, 1) },
    ],
  },
  {
    name: 'a cross with a stop against its costs',
    base: { strategy: { id: 'sma-cross', params: { fast: 5, slow: 20 } } },
    axes: [
      { path: 'protection.stopLoss', values: [0, 0.01, 0.02, 0.05] },
      { path: 'account.feeBps', values: [0, 1, 2.5, 10] },
    ],
  },
  {
    name: 'a breakout sized by volatility',
    base: {
      strategy: { id: 'donchian-breakout', params: {} },
      sizing: { kind: 'volatility-target' },
    },
    axes: [
      { path: 'strategy.params.entryBars', values: windows(5, 10, 5) },
      { path: 'sizing.volatilityLookback', values: windows(10, 5, 10) },
    ],
  },
  {
    name: 'one axis in a period',
    base: {
      strategy: { id: 'rsi-reversion', params: {} },
      period: {
        from: 1_600_000_000_000 + 500 * 3_600_000,
        to: 1_600_000_000_000 + 2500 * 3_600_000,
      },
    },
    axes: [{ path: 'strategy.params.period', values: windows(2, 20, 1) }],
  },
  {
    name: 'the predictions of a model',
    base: { strategy: { id: 'model-signal', params: { model: model.hash, allowShort: true } } },
    axes: [
      { path: 'strategy.params.entryBps', values: windows(2, 10, 3) },
      { path: 'strategy.params.exitBps', values: [-5, 0, 2] },
    ],
    extra: { model },
  },
];

const asCell = (figures: KeyFigures): Omit<SweepCellFigures, 'trialSharpe'> => ({
  totalReturn: figures.totalReturn.value,
  cagr: figures.cagr.value,
  sharpe: figures.sharpe.value,
  sortino: figures.sortino.value,
  calmar: figures.calmar.value,
  maxDrawdown: figures.maxDrawdown.value === null ? null : 0 - figures.maxDrawdown.value,
  profitFactor: figures.profitFactor.value,
  closedTrades: figures.closedTrades.value!,
});

const specOf = (base: RunConfigInput, axes: readonly SweepAxis[]): SweepSpec => ({
  data: { kind: 'sample', id: 'any' },
  base,
  axes,
  objective: 'sharpe',
});

async function ran(runner: CellRunner, cell: number): Promise<SweepCellResult> {
  const batch = new BatchWriter(cell, cell + 1);
  await runner.run(cell, batch, uncontrolled);
  const table = new CellTable(cell + 1);
  table.put(batch.packed(0));
  return table.at(cell)!;
}

/** Twenty cells drawn at random, run one after another on the same runner. */
async function drawn(spec: SweepSpec, extra: ExtraData = {}) {
  const runner = await CellRunner.open(spec, bars, extra, uncontrolled);
  const rng = createRng(20);
  const { cells } = sweepGrid(spec.axes);
  const results = [];
  for (let k = 0; k < 20; k++) results.push(await ran(runner, rng.below(cells)));
  return results;
}

describe('Cells of a sweep', () => {
  for (const { name, base, axes, extra = {} } of bases) {
    it(`have the figures and the runId of full backtests: ${name}`, async () => {
      const spec = specOf(base, axes);
      let traded = 0;
      for (const { cell, figures, refused, runId } of await drawn(spec, extra)) {
        const config = cellConfig(spec, cell);
        if (refused !== null) {
          await expect(runBacktest(bars, config, { extra })).rejects.toThrow(refused);
          continue;
        }
        const run = await runBacktest(bars, config, { extra });
        const result = buildRunResult(run, { trialSharpes: [] });
        const { trialSharpe, ...shown } = figures!;
        expect(runId).toBe(run.identity.runId);
        expect(shown).toEqual(asCell(result.figures));
        const { periodsPerYear } = result.annualisation;
        const yearly = trialSharpe === null ? null : trialSharpe * Math.sqrt(periodsPerYear);
        if (yearly === null) expect(shown.sharpe).toBeNull();
        else expect(yearly).toBeCloseTo(shown.sharpe!, 9);
        if (shown.closedTrades > 0) traded++;
      }
      expect(traded).toBeGreaterThan(5);
    });
  }

  it('see nothing from the split on, and have the figures of the part before it', async () => {
    const split = 1_600_000_000_000 + 1800 * 3_600_000;
    const base: RunConfigInput = {
      strategy: { id: 'sma-cross', params: {} },
      period: { split },
    };
    const spec = specOf(base, crossAxes);
    const cut = bars.time.findIndex((time) => time >= split);
    const column = (values: Float64Array): Float64Array =>
      values.map((value, i) => (i < cut ? value : value * 3));
    const changed = { ...bars, open: column(bars.open), close: column(bars.close) };
    const other = await CellRunner.open(spec, changed, {}, uncontrolled);
    for (const { cell, figures, refused, runId } of await drawn(spec)) {
      if (refused !== null) continue;
      expect((await ran(other, cell)).figures).toEqual(figures);
      const run = await runBacktest(bars, cellConfig(spec, cell));
      const inSample = asCell(buildRunResult(run, { trialSharpes: [] }).samples!.inSample);
      const { trialSharpe: _trial, profitFactor, closedTrades, ...curve } = figures!;
      expect(runId).toBe(run.identity.runId);
      const { profitFactor: _factor, closedTrades: entered, ...own } = inSample;
      expect(curve).toEqual(own);
      // A trade that was still open at the split is not closed yet, as far as the search may know.
      const open = run.ledger.trades.some((t) => t.entryBar < cut && t.exitBar >= cut);
      expect(closedTrades).toBe(entered - (open ? 1 : 0));
      if (!open) expect(profitFactor).toBe(inSample.profitFactor);
    }
  });
});
