import { beforeEach, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import type { DataRef } from '../../../workers/backtest.api';
import { modelAbout, namedArtefact } from '../../support/models';
import { browser, controlled, importWalk } from './browser';

const model = namedArtefact({ target: { mean: 0.0115, scale: 0.02 } });
const config: RunConfigInput = {
  strategy: { id: 'model-signal', params: { model: model.hash, allowShort: true } },
};

let here: ReturnType<typeof browser>;
beforeEach(() => {
  here = browser();
});

/** A link to a run on a walk of this browser's, with the model of its library. */
async function shared() {
  const walk = await importWalk(here);
  const data: DataRef = { kind: 'stored', fingerprint: walk.info.fingerprint };
  const { store } = await here.opening;
  await store.models.save({ name: 'Mine', model, about: modelAbout() }, 5);
  const { result } = await here.backtest.run(data, config, controlled());
  const link = await here.backtest.makeLink(data, config, controlled());
  return { walk, data, link, result };
}

describe('A run that acts on a model of the library', () => {
  it('is shared by a link that verifies where neither model nor run are known', async () => {
    const { walk, link, result } = await shared();
    expect(result.trades.length).toBeGreaterThan(5);
    expect(link.length).toBeLessThanOrEqual(8000);
    const other = browser();
    const claim = await other.backtest.readLink(link.fragment, controlled());
    expect(claim).not.toHaveProperty('model');
    await other.data.importForLink(walk.csv, 'walk.csv.gz', link.fragment, controlled());
    const outcome = await other.backtest.verifyLink(link.fragment, controlled());
    expect(outcome.status).toBe('verified');
    expect(await (await other.opening).store.models.list()).toEqual([]);
  });

  it('keeps the model in the library once the shared run is made there', async () => {
    const { walk, data, link, result } = await shared();
    const other = browser();
    await other.data.importForLink(walk.csv, 'walk.csv.gz', link.fragment, controlled());
    await other.backtest.verifyLink(link.fragment, controlled());
    const opened = await other.backtest.run(data, config, controlled());
    expect(opened.result.identity).toEqual(result.identity);
    const { store } = await other.opening;
    expect(await store.models.load(model.hash)).toEqual(model);
    expect(await store.models.list()).toMatchObject([{ name: 'From a link', about: null }]);
    // Later, without the link.
    const later = browser(other.source);
    const again = await later.backtest.run(data, config, controlled());
    expect(again.result.identity).toEqual(result.identity);
  });

  it('says what is missing where the model is gone', async () => {
    const { data } = await shared();
    const { store } = await here.opening;
    await store.models.remove(model.hash, 9);
    await expect(here.backtest.run(data, config, controlled())).rejects.toMatchObject({
      name: 'StorageError',
      reason: 'missing',
      message: expect.stringMatching(/There is no model .* train it again/),
    });
  });
});
