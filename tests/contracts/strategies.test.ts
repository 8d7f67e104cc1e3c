import { beforeAll, describe, expect, it } from 'vitest';
import { resolveRun } from '../../lib/backtest/resolve-run';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { Bars } from '../../lib/market/bars';
import { strategies } from '../../lib/strategies/catalogue';
import { strategyListings } from '../../lib/strategies/catalogue.schema';
import { walkBars } from '../support/bars';
import { loadKernels, openSession, stepThrough, withColumns } from '../support/sessions';
import { hourlyCases, strategyCases } from '../support/strategy-cases';

const account = { slippageBps: 2, feeBps: 5, overdraft: null };

describe('every strategy', () => {
  let bars: Bars;

  beforeAll(async () => {
    await loadKernels();
    bars = await walkBars(400, 11);
  });

  it('is listed once for forms and once with its rule, in the same order', () => {
    expect(strategies.map((s) => s.id)).toEqual(strategyListings.map((s) => s.id));
    expect(new Set(strategies.map((s) => s.id)).size).toBe(strategies.length);
  });

  it('states its rationale in two sentences and accepts its own defaults and presets', () => {
    for (const definition of strategies) {
      expect(definition.rationale.match(/[.] [A-Z]|[.]$/g), definition.id).toHaveLength(2);
      expect(definition.prepare({}).params).toEqual(
        definition.prepare(definition.prepare({}).params).params,
      );
      expect(definition.presets.length).toBeGreaterThan(0);
      for (const preset of definition.presets) {
        expect(definition.prepare(preset.params).params).toEqual(preset.params);
      }
    }
  });

  it('refuses a setting it does not have and names the ones it has', () => {
    for (const definition of strategies) {
      expect(() => definition.prepare({ nonsense: 1 }), definition.id).toThrow(
        /no setting nonsense/,
      );
    }
  });

  for (const { name, strategy, extra } of hourlyCases) {
    describe(name, () => {
      it('gives the same ledger on both paths and twice in a row', async () => {
        const config = { strategy, account };
        const column = await runBacktest(bars, config, { path: 'column', extra });
        const stepped = await runBacktest(bars, config, { path: 'stepped', extra });
        const again = await runBacktest(bars, config, { path: 'column', extra });
        expect(stepped.identity).toEqual(column.identity);
        expect(again.identity).toEqual(column.identity);
        expect(stepped.ledger).toEqual(column.ledger);
      });

      it('decides the same whether features are known bar by bar or ahead', () => {
        const live = openSession(bars, { strategy, account }, { extra, featureBlock: 1 });
        stepThrough(live, bars);
        const ahead = openSession(bars, { strategy, account }, { extra });
        stepThrough(ahead, bars);
        expect(live.trace.decoded(400)).toEqual(ahead.trace.decoded(400));
        expect(live.broker.logBytes()).toEqual(ahead.broker.logBytes());
      });

      it('is flat until its warm-up is over', () => {
        const session = openSession(bars, { strategy, account }, { extra });
        stepThrough(session, bars);
        const { warmupBars } = resolveRun(bars, { strategy }, extra).strategy;
        const { signals } = session.trace.decoded(400);
        for (let i = 0; i < warmupBars - 1; i++) expect(signals[i]).toBe(0);
        for (const signal of signals) expect([-1, 0, 1, Number.NaN]).toContain(signal);
      });

      it('explains every fill with what was known when it was decided', async () => {
        const run = await runBacktest(
          bars,
          { strategy, account, protection: { stopLoss: 0.03 } },
          { extra },
        );
        run.ledger.fills.forEach((fill, i) => {
          const why = run.explainFill(i);
          expect(why.decidedBar).toBeLessThanOrEqual(fill.bar);
          expect(why.rule).not.toMatch(/NaN|undefined|not available/);
          expect(why.inputs.length).toBeGreaterThan(0);
          for (const input of why.inputs) expect(Number.isFinite(input.value)).toBe(true);
          expect(why.fill.sentence).toMatch(/\d/);
          expect(run.exitReason(i).length).toBeGreaterThan(3);
        });
      });
    });
  }

  it('mirrors its signals on mirrored prices where it claims to', async () => {
    // Prices on a binary grid, so that mirroring about 256 is exact.
    const grid = (column: Float64Array) => column.map((p) => Math.floor(p * 64 + 0.5) / 64);
    const mirror = (column: Float64Array) => column.map((p) => 256 - p);
    const straight = await withColumns(bars, {
      open: grid(bars.open),
      high: grid(bars.high),
      low: grid(bars.low),
      close: grid(bars.close),
    });
    const mirrored = await withColumns(bars, {
      open: mirror(straight.open),
      high: mirror(straight.low),
      low: mirror(straight.high),
      close: mirror(straight.close),
    });
    let claimed = 0;
    for (const { name, strategy } of strategyCases) {
      const definition = strategies.find((s) => s.id === strategy.id)!;
      if (!definition.prepare(strategy.params).symmetric) continue;
      claimed++;
      const signalsOf = (on: Bars) => {
        const session = openSession(on, { strategy, account });
        stepThrough(session, on);
        return [...session.trace.decoded(400).signals];
      };
      const there = signalsOf(straight);
      expect(there.some((s) => s === 1) && there.some((s) => s === -1), name).toBe(true);
      expect(
        signalsOf(mirrored).map((s) => (s === 0 ? 0 : -s)),
        name,
      ).toEqual(there);
    }
    expect(claimed).toBeGreaterThan(3);
  });
});
