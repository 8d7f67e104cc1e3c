import { beforeAll, describe, expect, it } from 'vitest';
import { resolveRun } from '../../../lib/backtest/resolve-run';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { JobControl } from '../../../lib/core/job';
import type { TimestampMs } from '../../../lib/core/nominal';
import { atOnce } from '../../../lib/core/sliced-work';
import { newColumnStore } from '../../../lib/kernels/runtime';
import type { Bars } from '../../../lib/market/bars';
import type { ModelArtefact, NamedArtefact } from '../../../lib/models/model-artefact';
import { predictionsWork } from '../../../lib/models/predictions';
import { strategyDefinition } from '../../../lib/strategies/catalogue';
import type { ParamValues } from '../../../lib/strategies/listing';
import { modelSettingOf, namedModel } from '../../../lib/strategies/named-model.schema';
import { statesColumns } from '../../../lib/strategies/strategy';
import { walkBars } from '../../support/bars';
import { namedArtefact } from '../../support/models';
import { loadKernels } from '../../support/sessions';

const centred: Partial<ModelArtefact> = { target: { mean: 0.0115, scale: 0.02 } };
const configOf = (model: NamedArtefact, params: ParamValues = {}) => ({
  strategy: { id: 'model-signal', params: { model: model.hash, ...params } },
});

/** Signals for predictions made by hand, in bps, of a model that looks `horizon` bars ahead. */
function signals(bps: readonly number[], params: ParamValues, horizon = 3): number[] {
  const model = namedArtefact({ horizon });
  const prediction = Float64Array.from(bps, (value) => value / 1e4);
  const column = new Float64Array(bps.length).fill(100);
  const strategy = strategyDefinition('model-signal')
    .prepare({ model: model.hash, ...params })
    .withModel(model)
    .create();
  if (!statesColumns(strategy)) throw new Error('it should state columns');
  strategy.attach({
    bars: { open: column, high: column, low: column, close: column, volume: column },
    feature: () => prediction,
  });
  const out = new Float64Array(bps.length);
  strategy.stateSignals(0, bps.length, out);
  return [...out];
}

describe('the model signal', () => {
  const free = { entryBps: 5, exitBps: 0, holdHorizon: false };

  it('buys above the entry and leaves below the exit', () => {
    expect(signals([0, 5, 6, 3, 0, -1, 4, 9], free)).toEqual([0, 0, 1, 1, 1, 0, 0, 1]);
  });

  it('sells short below the mirrored entry where that is allowed', () => {
    const both = { ...free, allowShort: true };
    expect(signals([-6, -1, 1, -8, 7], both)).toEqual([-1, -1, 0, -1, 1]);
    expect(signals([-6, -1, 1, -8, 7], free)).toEqual([0, 0, 0, 0, 1]);
  });

  it('holds for the bars its prediction is over, and decides anew after them', () => {
    const holding = { entryBps: 5, exitBps: 0, holdHorizon: true, allowShort: true };
    expect(signals([9, -9, -9, -9, -9, 0], holding)).toEqual([1, 1, 1, -1, -1, -1]);
    expect(signals([9, -9, -9, 1, -1], holding)).toEqual([1, 1, 1, 1, 0]);
  });

  it('changes nothing where there is no prediction', () => {
    const none = Number.NaN;
    expect(signals([none, none, 6, none, -1, none], free)).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('refuses an exit above the entry', () => {
    const definition = strategyDefinition('model-signal');
    expect(() => definition.prepare({ entryBps: 5, exitBps: 6 })).toThrow(/must not be above/);
    expect(() => definition.prepare({ model: 'x' })).toThrow(/strategy.params.model/);
  });

  it('is the one strategy whose settings name a model', () => {
    expect(modelSettingOf('model-signal')).toBe('model');
    expect(modelSettingOf('sma-cross')).toBeNull();
    expect(namedModel({ id: 'model-signal', params: { model: '' } })).toBeNull();
    expect(namedModel({ id: 'model-signal', params: {} })).toBeNull();
    expect(namedModel({ id: 'sma-cross', params: { model: 'ab' } })).toBeNull();
  });
});

describe('a run on a model’s predictions', () => {
  let bars: Bars;
  beforeAll(async () => {
    await loadKernels();
    bars = await walkBars(600, 4);
  });

  it('reads the predictions the model has of its bars', async () => {
    const model = namedArtefact(centred);
    const run = await runBacktest(bars, configOf(model), { extra: { model } });
    const predictions = atOnce(predictionsWork(newColumnStore(), bars, model.artefact));
    expect(run.plots[0]).toMatchObject({ id: 'prediction', label: 'Predicted return, 5 bars' });
    expect(run.plots[0]!.values).toEqual(predictions);
    // 30 bars for the volatility, 11 more for a window of 12.
    expect(predictions.findIndex(Number.isFinite)).toBe(41);
    expect(run.warmupBars).toBe(42);
  });

  it('trades on no bar the model may have learned from', async () => {
    const learnedUntil = bars.time[300]! as TimestampMs;
    const model = namedArtefact({ ...centred, learnedUntil });
    const free = namedArtefact(centred);
    const run = await runBacktest(bars, configOf(model), { extra: { model } });
    const all = atOnce(predictionsWork(newColumnStore(), bars, free.artefact));
    run.plots[0]!.values.forEach((value, i) => {
      if (i <= 300) expect(value).toBeNaN();
      else expect(value).toBe(all[i]);
    });
    expect(run.ledger.fills.length).toBeGreaterThan(5);
    for (const fill of run.ledger.fills) expect(fill.bar).toBeGreaterThan(301);
  });

  it('says why there were no trades where the model learned from all bars', async () => {
    const model = namedArtefact({ ...centred, learnedUntil: bars.time[599]! as TimestampMs });
    const run = await runBacktest(bars, configOf(model), { extra: { model } });
    expect(run.ledger.fills).toEqual([]);
    expect(run.emptyReason).toMatch(/may have learned from all of these bars/);
  });

  it('explains its trades in plain words', async () => {
    const model = namedArtefact(centred);
    const config = configOf(model, { allowShort: true, entryBps: 8 });
    const run = await runBacktest(bars, config, { extra: { model } });
    const rules = run.ledger.fills.map((_, i) => run.explainFill(i).rule);
    expect(rules[0]).toMatch(
      /^Predicted return over 5 bars \(.* bps\) is (above the entry \(8 bps\)|below the short entry \(−8 bps\))$/,
    );
    expect(rules.some((rule) => /is below the exit \(0 bps\)$/.test(rule))).toBe(true);
    const reasons = new Set(run.ledger.fills.map((_, i) => run.exitReason(i)));
    expect([...reasons]).toContain('Predicted rise above 8 bps');
    expect([...reasons]).toContain('Predicted fall below −8 bps');
  });

  it('hears Cancel between slices that are the shorter, the larger the network', async () => {
    const checkpoints = async (hidden: number, path: 'column' | 'stepped') => {
      const model = namedArtefact({ ...centred, hidden, lookback: 64 });
      let count = 0;
      const control: JobControl = {
        report: () => undefined,
        checkpoint: async () => {
          count++;
        },
      };
      const run = await runBacktest(bars, configOf(model), { extra: { model }, control, path });
      expect(run.bars.length).toBe(600);
      return count;
    };
    for (const path of ['column', 'stepped'] as const) {
      // A large network computes 30 bars in the time a small one needs for all.
      expect(await checkpoints(32, path)).toBeGreaterThanOrEqual(19);
      expect(await checkpoints(2, path)).toBeLessThan(5);
    }
  });

  it('is refused without a model, with another one, and on bars of another interval', () => {
    const model = namedArtefact(centred);
    const refused = (params: ParamValues, given: NamedArtefact | null) => () =>
      resolveRun(
        bars,
        { strategy: { id: 'model-signal', params } },
        given === null ? {} : { model: given },
      );
    expect(refused({}, null)).toThrow(/No model is chosen/);
    expect(refused({ model: model.hash }, null)).toThrow(/was not given/);
    expect(refused({ model: model.hash }, namedArtefact({ seed: 2 }))).toThrow(/settings name/);
    const daily = namedArtefact({ ...centred, intervalMs: 86_400_000 });
    expect(refused({ model: daily.hash }, daily)).toThrow(/1 day and these are of 1 hour/);
    try {
      refused({}, null)();
    } catch (error) {
      expect(error).toMatchObject({ name: 'ConfigError', field: 'strategy.params.model' });
    }
  });

  it('has a name of its own for every model, and the name it had for every other strategy', () => {
    const [a, b] = [namedArtefact(centred), namedArtefact({ ...centred, seed: 6 })];
    const runId = (model: NamedArtefact) => resolveRun(bars, configOf(model), { model }).runId;
    expect(runId(a)).not.toBe(runId(b));
    const plain = { strategy: { id: 'sma-cross', params: {} } };
    expect(resolveRun(bars, plain, { model: a }).runId).toBe(resolveRun(bars, plain).runId);
    expect(resolveRun(bars, plain, { model: a }).extra.model).toBeUndefined();
  });
});
