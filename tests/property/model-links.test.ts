import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import { runBacktest } from '../../lib/backtest/run-backtest';
import { atOnce } from '../../lib/core/sliced-work';
import { newColumnStore } from '../../lib/kernels/runtime';
import { artefactJson, readArtefact } from '../../lib/models/model-artefact-codec';
import { predictionsWork } from '../../lib/models/predictions';
import { decodeWire, encodeLink, packContent } from '../../lib/sharing/link-codec';
import type { LinkWire } from '../../lib/sharing/link-wire';
import { isHandled, linkDecoding } from '../reference/link-decoding';
import { walkBars, walkColumns } from '../support/bars';
import { testStore } from '../support/kernels';
import { namedArtefact } from '../support/models';

const model = namedArtefact();
const json = artefactJson(model.artefact);

/** Every place inside a model, as a path. */
function places(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]));
  return [[...path], ...inner];
}

/** A copy with another value at one place. */
function withValue(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone({ whole }) as Record<string, unknown>;
  let at: Record<string | number, unknown> = copy;
  let key: string | number = 'whole';
  for (const next of path) {
    at = at[key] as Record<string | number, unknown>;
    key = next;
  }
  at[key] = value;
  return copy.whole;
}

const numbers = fc.constantFrom(-1, 0, 0.5, 1, 2, 1e9, 2 ** 53, 1e300, -1e300, -0);
const values = fc.oneof(fc.jsonValue(), numbers, fc.string());
const altered = fc
  .tuple(fc.constantFrom(...places(json)), values)
  .map(([path, value]) => withValue(json, path, value));

let wire: LinkWire;
let fragment: string;

beforeAll(async () => {
  await testStore();
  const bars = await walkBars(500, 3);
  const config = { strategy: { id: 'model-signal', params: { model: model.hash } } };
  const run = await runBacktest(bars, config, { extra: { model } });
  fragment = encodeLink(run, buildRunResult(run, { trialSharpes: [] })).fragment;
  wire = decodeWire(fragment);
});

describe('A link with a model', () => {
  for (const [k, { name, property }] of linkDecoding.entries()) {
    it(`is a link or a named error: ${name}`, () => {
      fc.assert(property(fragment), { numRuns: k < 2 ? 20 : 300 });
    });
  }

  it('is a link or a named error with any value at any place of the model', () => {
    fc.assert(
      fc.property(altered, (changed) =>
        isHandled(packContent({ ...wire, model: changed }).fragment),
      ),
      { numRuns: 600 },
    );
  });
});

describe('An artefact of any origin', () => {
  it('is refused in words, or can be evaluated and is named by what it says', () => {
    const bars = walkColumns(120, 3);
    fc.assert(
      fc.property(altered, (changed) => {
        let read: ReturnType<typeof readArtefact>;
        try {
          read = readArtefact(changed);
        } catch (error) {
          expect(error).toMatchObject({ name: 'DataError' });
          return;
        }
        const predictions = atOnce(predictionsWork(newColumnStore(), bars, read.artefact));
        expect(predictions).toHaveLength(120);
        expect(predictions.some((value) => value === Infinity || value === -Infinity)).toBe(false);
        expect(readArtefact(artefactJson(read.artefact)).hash).toBe(read.hash);
      }),
      { numRuns: 600 },
    );
  });

  it('has another name whenever anything of it is another', () => {
    fc.assert(
      fc.property(altered, (changed) => {
        let read: ReturnType<typeof readArtefact>;
        try {
          read = readArtefact(changed);
        } catch {
          return;
        }
        const same = JSON.stringify(artefactJson(read.artefact)) === JSON.stringify(json);
        expect(read.hash === model.hash).toBe(same);
      }),
      { numRuns: 600 },
    );
  });
});
