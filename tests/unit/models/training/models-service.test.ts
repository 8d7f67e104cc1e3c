import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeAll, describe, expect, it } from 'vitest';
import { cpuBackend } from '../../../../lib/models/training/open-backend';
import { openStore } from '../../../../lib/storage';
import { type CallOptions, createClient } from '../../../../workers/bridge';
import type { ModelsApi, TrainingStep } from '../../../../workers/models.api';
import { createModelsService } from '../../../../workers/models-service';
import { serveMethods } from '../../../../workers/serve';
import { loadKernels } from '../../../support/kernels';
import { portWorker } from '../../../support/port-worker';

beforeAll(loadKernels);

const data = {
  kind: 'synthetic',
  config: { seed: 2, assets: 1, bars: 700 },
  asset: 0,
} as const;
const recipe = {
  features: [{ indicator: 'log-return' }],
  lookback: 4,
  horizon: 1,
  hidden: 4,
  epochs: 5,
  patience: 5,
  batch: 64,
  seed: 3,
};
const methods = {
  plan: 2,
  train: 3,
  unfinished: 0,
  resume: 1,
  discard: 1,
  list: 0,
  rename: 2,
  remove: 1,
  restore: 1,
  exportJson: 1,
  importJson: 2,
} as const;

/** Tabs of one browser: one database, one set of locks. */
function browser() {
  const source = { indexedDB: new IDBFactory(), IDBKeyRange };
  const held = new Set<string>();
  let made = 0;
  let day = 1_700_000_000_000;
  return () => {
    const service = createModelsService({
      loadKernels,
      sources: {
        sampleFile: () => Promise.reject(new Error('no samples here')),
        stored: async () => null,
        storedName: async () => null,
      },
      opening: openStore({ name: 'models', source }),
      backends: () => [cpuBackend()],
      locks: {
        take: async (id) => {
          if (held.has(id)) return null;
          held.add(id);
          return () => void held.delete(id);
        },
        isTaken: async (id) => held.has(id),
      },
      newId: () => {
        made += 1;
        return `training-${made}`;
      },
      now: () => performance.now(),
      today: () => {
        day += 1000;
        return day;
      },
    });
    const { worker } = portWorker(serveMethods<ModelsApi, TrainingStep>(service, () => true));
    return createClient<ModelsApi, TrainingStep>(() => worker, methods);
  };
}

/** Trains until a step is told, and cancels there. */
async function cancelledAt(
  tab: ReturnType<ReturnType<typeof browser>>,
  isThere: (step: TrainingStep) => boolean,
): Promise<void> {
  const stop = new AbortController();
  const options: CallOptions<TrainingStep> = {
    signal: stop.signal,
    onStep: (step) => {
      if (!isThere(step) || stop.signal.aborted) return;
      stop.abort();
    },
  };
  await expect(tab.train(data, recipe, 'Mine', options)).rejects.toMatchObject({
    name: 'CancelledError',
  });
}

describe('The models service', () => {
  it('says what a recipe comes to before anything is trained', async () => {
    const plan = await browser()().plan(data, recipe);
    expect(plan.bars).toBe(700);
    expect(plan.weights).toBe(4 * 4 * (1 + 4 + 1) + 5);
    expect(plan.samples.training).toBeGreaterThan(300);
    expect(plan.purgedBars).toBe(1);
  });

  it('refuses a recipe that would need more memory than there is', async () => {
    const huge = { ...recipe, lookback: 256, hidden: 128, batch: 1024 };
    await expect(browser()().plan(data, huge)).rejects.toThrow(/GiB.*Lower the batch/);
  });

  it('trains, tells its steps and keeps the model under its hash', async () => {
    const tab = browser()();
    const steps: TrainingStep[] = [];
    const model = await tab.train(data, recipe, undefined, { onStep: (step) => steps.push(step) });
    expect(model.name).toBe('LSTM 4 × 4 on Synthetic 1');
    expect(model.report.modelsTried).toBe(1);
    expect(model.report.scores[0]!.name).toBe('LSTM');
    expect(await tab.list()).toEqual([model]);
    expect(await tab.unfinished()).toEqual([]);
    expect(steps.filter((step) => step.kind === 'epoch').map((step) => step.loss)).toEqual(
      model.report.losses,
    );
    expect(steps.some((step) => step.kind === 'backends')).toBe(true);
    expect(steps.at(-1)!.kind).toBe('judging');
  });

  it('counts the models tried on the data, a removed one too and the same one once', async () => {
    const tab = browser()();
    const first = await tab.train(data, recipe);
    await tab.remove(first.hash);
    const again = await tab.train(data, recipe);
    expect(again.hash).toBe(first.hash);
    expect(again.report.modelsTried).toBe(1);
    const other = await tab.train(data, { ...recipe, seed: 4 });
    expect(other.report.modelsTried).toBe(2);
    expect(other.report.verdict).toContain('2 models were tried');
  });

  it('stops before the next epoch ends, and goes on after a reload as if nothing had been', async () => {
    const whole = await browser()().train(data, recipe, 'Mine');
    const open = browser();
    await cancelledAt(open(), (step) => step.kind === 'epoch' && step.loss.epoch === 2);
    const reloaded = open();
    const [kept] = await reloaded.unfinished();
    expect(kept).toMatchObject({ name: 'Mine', isRunning: false, dataName: 'Synthetic 1' });
    expect(kept!.losses.length).toBeGreaterThanOrEqual(2);
    expect(kept!.losses).toEqual(whole.report.losses.slice(0, kept!.losses.length));
    const model = await reloaded.resume(kept!.id);
    expect(model.hash).toBe(whole.hash);
    expect(model.report.losses).toEqual(whole.report.losses);
    expect(await reloaded.unfinished()).toEqual([]);
    await expect(reloaded.resume(kept!.id)).rejects.toThrow(/is gone/);
  });

  it('keeps a training that is cancelled before its first epoch has ended', async () => {
    const open = browser();
    await cancelledAt(open(), (step) => step.kind === 'step');
    const [kept] = await open().unfinished();
    expect(kept!.losses.length).toBeLessThan(2);
    expect((await open().resume(kept!.id)).report.losses[0]!.epoch).toBe(1);
  });

  it('shows a running training to other tabs, which may not touch it', async () => {
    const open = browser();
    const [tab, other] = [open(), open()];
    let seen: Promise<void> | null = null;
    await tab.train(data, recipe, 'Mine', {
      onStep: (step) => {
        if (step.kind !== 'epoch' || seen !== null) return;
        seen = (async () => {
          const [running] = await other.unfinished();
          expect(running).toMatchObject({ name: 'Mine', isRunning: true });
          await expect(other.resume(running!.id)).rejects.toThrow(/running already/);
          await expect(other.discard(running!.id)).rejects.toThrow(/running already/);
        })();
      },
    });
    expect(seen).not.toBeNull();
    await seen;
  });

  it('drops a training that is discarded', async () => {
    const tab = browser()();
    await cancelledAt(tab, (step) => step.kind === 'epoch');
    const [kept] = await tab.unfinished();
    await tab.discard(kept!.id);
    expect(await tab.unfinished()).toEqual([]);
  });

  it('renames, removes, brings back, exports and imports', async () => {
    const tab = browser()();
    const model = await tab.train(data, recipe, 'Mine');
    await tab.rename(model.hash, 'Yours');
    const file = await tab.exportJson(model.hash);
    await tab.remove(model.hash);
    expect(await tab.list()).toEqual([]);
    await tab.restore(model.hash);
    expect(await tab.list()).toEqual([{ ...model, name: 'Yours' }]);
    const elsewhere = browser()();
    const imported = await elsewhere.importJson(file, 'model.json');
    expect(imported).toMatchObject({ hash: model.hash, name: 'Yours', report: model.report });
    const { artefact } = JSON.parse(new TextDecoder().decode(file)) as { artefact: object };
    const bare = new TextEncoder().encode(JSON.stringify(artefact));
    const third = browser()();
    expect(await third.importJson(bare, 'bare.json')).toMatchObject({
      hash: model.hash,
      name: 'bare.json',
      report: null,
    });
    await expect(third.importJson(bare.subarray(0, 90), 'cut.json')).rejects.toThrow(/cut.json/);
  });
});
