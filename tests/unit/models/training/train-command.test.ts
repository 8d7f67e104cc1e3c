import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../../lib/core/job';
import { syntheticBars } from '../../../../lib/market/synthetic/synthetic-bars';
import { readModelFile } from '../../../../lib/models/model-file';
import { wasmBackend } from '../../../../lib/models/training/open-backend';
import { trainModel } from '../../../../lib/models/training/train-model';
import type { TrainingReport } from '../../../../lib/models/training-report';
import { lookback } from '../../../support/cli';
import { recipeOf } from '../../../support/training-windows';

const market = { seed: 2, assets: 1, bars: 700 };
const place = `synthetic:${JSON.stringify(market)}`;
const recipe = {
  features: [{ indicator: 'log-return' }, { indicator: 'rsi', params: { period: 7 } }],
  lookback: 6,
  horizon: 2,
  hidden: 4,
  epochs: 4,
  seed: 3,
};
const recipeFile = { 'recipe.json': JSON.stringify(recipe) };
const flags = ['--recipe', 'recipe.json', '--backend', 'wasm'];

interface Printed {
  readonly hash: string;
  readonly recipe: object;
  readonly report: TrainingReport;
}
const printed = (out: string) => JSON.parse(out) as Printed;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-train-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('lookback train', () => {
  it('gives the numbers the training worker gives on the same backend, and saves the model', async () => {
    const out = join(folder, 'm.json');
    const run = await lookback(['train', place, ...flags, '--out', out, '--json'], recipeFile);
    expect(run.code).toBe(0);
    const { hash, report } = printed(run.out);
    const [bars] = await syntheticBars(market);
    const model = await trainModel(
      recipeOf(recipe),
      null,
      { bars: bars!, backends: [wasmBackend(null)], backend: 'wasm', othersTried: async () => 0 },
      {
        control: uncontrolled,
        now: () => 0,
        step: () => undefined,
        keep: async () => undefined,
      },
    );
    expect(hash).toBe(model.hash);
    expect(report.losses).toEqual(model.report.losses);
    expect(report.scores.map(({ ic }) => ic)).toEqual(model.report.scores.map(({ ic }) => ic));
    const saved = readModelFile(run.writtenBytes[out]!);
    expect(saved.model.hash).toBe(hash);
    expect(saved.about!.report).toEqual(report);
    expect(existsSync(`${out}.training`)).toBe(false);
  });

  it('takes a recipe by flags as well, and flags over a recipe', async () => {
    const byFlags = await lookback([
      ...['train', place, '--feature', 'log-return', '--feature', 'rsi:period=7'],
      ...['--lookback', '6', '--horizon', '2', '--hidden', '4', '--epochs', '4', '--seed', '3'],
      ...['--backend', 'wasm', '--json'],
    ]);
    const byFile = await lookback(['train', place, ...flags, '--json'], recipeFile);
    expect(printed(byFlags.out).hash).toBe(printed(byFile.out).hash);
    const over = await lookback(['train', place, ...flags, '--epochs', '1', '--json'], recipeFile);
    expect(printed(over.out).report.losses).toHaveLength(1);
  });

  it('prints the verdict, the scores and the model in plain text', async () => {
    const { out, err } = await lookback(['train', place, ...flags], recipeFile);
    expect(out).toMatch(/^Out of sample /);
    expect(out).toMatch(/Ridge regression +\S+ \(/);
    expect(out).toMatch(/Model {4}[0-9a-f]{64}\n$/);
    expect(err).toMatch(/epoch 1: loss [\d.]+ in training, [\d.]+ in validation, the best so far/);
  });

  it('goes on after an interruption with the losses of one that was never interrupted', async () => {
    const long = ['train', place, ...flags, '--epochs', '40', '--patience', '40', '--json'];
    const whole = printed((await lookback(long, recipeFile)).out);
    const checkpoint = join(folder, 'state');
    const signal = {
      // Interrupted once a few epochs are on record.
      get aborted(): boolean {
        return existsSync(checkpoint) && readFileSync(checkpoint, 'utf8').includes('"epoch":3');
      },
    };
    const kept = [...long, '--checkpoint', checkpoint];
    expect((await lookback(kept, recipeFile, signal)).code).toBe(130);
    const other = [...kept, '--resume', '--hidden', '5'];
    const refused = await lookback(other, recipeFile);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('another recipe');
    const resumed = await lookback([...kept, '--resume'], recipeFile);
    expect(resumed.code).toBe(0);
    expect(printed(resumed.out).hash).toBe(whole.hash);
    expect(printed(resumed.out).report.losses).toEqual(whole.report.losses);
    expect(existsSync(checkpoint)).toBe(false);
  });

  it('refuses to go on from nothing, or from a file that was altered', async () => {
    const checkpoint = join(folder, 'state');
    const resume = ['train', place, ...flags, '--checkpoint', checkpoint, '--resume'];
    const none = await lookback(resume, recipeFile);
    expect(none.code).toBe(2);
    expect(none.err).toContain('no training to go on with');
    writeFileSync(checkpoint, '{"sha256":"00","training":{"id":"x"}}');
    const altered = await lookback(resume, recipeFile);
    expect(altered.code).toBe(2);
    expect(altered.err).toContain('cut off or altered');
  });

  it('says what is wrong with a recipe, and that a file is there, before it trains', async () => {
    const wrong = await lookback(['train', place, '--hidden', '1000']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('recipe.hidden must be at most 128');
    const unknown = await lookback(['train', place, '--feature', 'no-such-thing']);
    expect(unknown.code).toBe(2);
    const out = join(folder, 'model.json');
    writeFileSync(out, '{}');
    const there = await lookback(['train', place, ...flags, '--out', out], recipeFile);
    expect(there.code).toBe(3);
    expect(there.err).toContain('exists already');
  });
});
