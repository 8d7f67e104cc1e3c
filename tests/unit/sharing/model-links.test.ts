import { beforeAll, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { uncontrolled } from '../../../lib/core/job';
import { createRng } from '../../../lib/core/rng';
import { lstmWeightCount, type ModelArtefact } from '../../../lib/models/model-artefact';
import { artefactJson } from '../../../lib/models/model-artefact-codec';
import { verifyLink } from '../../../lib/sharing';
import {
  decodeLink,
  decodeWire,
  type EncodedLink,
  encodeLink,
  encodeWire,
} from '../../../lib/sharing/link-codec';
import { walkBars } from '../../support/bars';
import { testStore } from '../../support/kernels';
import { namedArtefact, recipeOf } from '../../support/models';

beforeAll(testStore);

/** A run on the predictions of a network with weights no compression makes small. */
async function linked(changes: Partial<ModelArtefact> = {}) {
  const bars = await walkBars(900, 3);
  const features = changes.features?.length ?? 6;
  const weights = new Float32Array(lstmWeightCount(features, changes.hidden ?? 8));
  const rng = createRng(77);
  for (let k = 0; k < weights.length; k++) weights[k] = (rng.uniform() - 0.5) * 1.1;
  const model = namedArtefact({ lookback: 32, weights, ...changes });
  const config: RunConfigInput = {
    strategy: { id: 'model-signal', params: { model: model.hash, allowShort: true } },
  };
  const run = await runBacktest(bars, config, { extra: { model } });
  const result = buildRunResult(run, { trialSharpes: [0.01], trials: 1 });
  return { bars, model, run, link: encodeLink(run, result) };
}

const verified = (link: EncodedLink, bars: Awaited<ReturnType<typeof walkBars>>) =>
  verifyLink(link.fragment, {
    loadBars: async () => ({ name: 'Walk', bars }),
    loadRates: async () => null,
    control: uncontrolled,
    onStep: () => undefined,
    now: () => 0,
  });

describe('the link of a run that acts on a model', () => {
  it('is below 8,000 characters for the recipe one starts with, and verifies with nothing stored', async () => {
    const recipe = recipeOf();
    expect([recipe.features.length, recipe.hidden, recipe.lookback]).toEqual([6, 8, 32]);
    const { link, bars, model, run } = await linked();
    console.log(`link of the first recipe’s model: ${link.length} characters`);
    expect(run.ledger.fills.length).toBeGreaterThan(10);
    expect(link.length).toBeLessThanOrEqual(8000);
    expect(link.asFile).toBeNull();
    expect(decodeLink(link.fragment).model).toEqual(model);
    expect((await verified(link, bars)).status).toBe('verified');
  });

  it('comes as a file where the network is larger, and verifies', async () => {
    const { link, bars } = await linked({ hidden: 32 });
    expect(link.length).toBeGreaterThan(8000);
    expect(link.asFile).not.toBeNull();
    const text = new TextDecoder().decode(link.asFile!);
    expect((await verified({ ...link, fragment: text }, bars)).status).toBe('verified');
  });

  it('can’t be made where a link has no room for the network', async () => {
    await expect(linked({ hidden: 128 })).rejects.toMatchObject({
      name: 'LinkError',
      fault: 'too-large',
    });
  });

  it('is refused with another model than it names, with none, and with one nobody asked for', async () => {
    const wire = decodeWire((await linked()).link.fragment);
    const other = decodeWire((await linked({ horizon: 7 })).link.fragment);
    const open = (changed: typeof wire) => () => decodeLink(encodeWire(changed).fragment);
    const { model: _, ...without } = wire;
    expect(open({ ...wire, model: other.model! })).toThrow(/not the one its strategy names/);
    expect(open(without)).toThrow(/acts on a model that is not in it/);
    const plain = {
      ...wire,
      config: { ...wire.config, strategy: { id: 'buy-and-hold', params: {} } },
    };
    expect(open(plain)).toThrow(/holds a model its strategy doesn’t ask for/);
    const cut = { ...wire.model!, weights: wire.model!.weights.slice(8) };
    expect(open({ ...wire, model: cut })).toThrow(/model can’t be read/);
    const large = { ...wire.model!, hidden: 1000 };
    expect(open({ ...wire, model: large })).toThrow(/is not what a run can have/);
  });

  it('is told from one whose weights were altered and named anew', async () => {
    const { link, bars } = await linked();
    const wire = decodeWire(link.fragment);
    const forged = namedArtefact({ lookback: 32, seed: 99 });
    const { artefact } = forged;
    const params = { ...wire.config.strategy.params, model: forged.hash };
    const changed = {
      ...wire,
      model: artefactJson(artefact),
      config: { ...wire.config, strategy: { ...wire.config.strategy, params } },
    };
    const outcome = await verified(encodeWire(changed), bars);
    expect(outcome.status).toBe('differs');
  });
});
