import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../lib/core/canonical-json';
import { sha256Hex } from '../../../lib/core/hashing';
import { lstmWeightCount } from '../../../lib/models/model-artefact';
import { artefactJson, nameArtefact, readArtefact } from '../../../lib/models/model-artefact-codec';
import { artefactOf } from '../../support/models';

const json = () => artefactJson(artefactOf());

describe('a model artefact', () => {
  it('comes back from its JSON with the same weights and the same name', () => {
    const artefact = artefactOf();
    const named = nameArtefact(artefact);
    const again = readArtefact(JSON.parse(canonicalJson(artefactJson(artefact))));
    expect(again).toEqual(named);
    expect(again.artefact).toEqual(artefact);
    expect(again.artefact.weights).toHaveLength(lstmWeightCount(6, 8));
    expect(named.hash).toBe(sha256Hex(canonicalJson(artefactJson(artefact))));
  });

  it('has another name when one bit of one weight is another', () => {
    const artefact = artefactOf();
    const weights = artefact.weights.slice();
    new Uint32Array(weights.buffer)[17]! ^= 1;
    expect(nameArtefact({ ...artefact, weights }).hash).not.toBe(nameArtefact(artefact).hash);
  });

  it('keeps little-endian single precision in its text', () => {
    const { weights } = artefactJson(artefactOf({ weights: new Float32Array(489).fill(1) }));
    // 1 is 00 00 80 3f.
    expect(weights.startsWith('AACAPwAAgD8AAIA_')).toBe(true);
  });

  const altered: Readonly<Record<string, readonly [unknown, RegExp]>> = {
    'no object': ['text', /none of a model’s fields/],
    'a field it does not know': [{ ...json(), extra: 1 }, /extra/],
    'another format': [{ ...json(), format: 2 }, /format/],
    'too few weights': [
      { ...json(), weights: json().weights.slice(16) },
      /489 weights, and it has 486/,
    ],
    'weights cut within a number': [{ ...json(), weights: json().weights.slice(0, -2) }, /cut off/],
    'weights of other letters': [
      { ...json(), weights: `+${json().weights.slice(1)}` },
      /“weights”/,
    ],
    'an infinite weight': [{ ...json(), weights: `AACAfw${json().weights.slice(6)}` }, /finite/],
    'more weights than any recipe has': [{ ...json(), weights: 'A'.repeat(1_100_000) }, /weights/],
    'too many units': [{ ...json(), hidden: 1_000_000 }, /hidden/],
    'a look-back without end': [{ ...json(), lookback: 100_000 }, /lookback/],
    'an unknown feature': [
      { ...json(), features: json().features.map((f) => ({ ...f, indicator: 'nonsense' })) },
      /no indicator "nonsense"/,
    ],
    'a refused parameter': [
      {
        ...json(),
        features: json().features.map((f) => ({ ...f, indicator: 'rsi', params: { period: 1e9 } })),
      },
      /period/,
    ],
    'an output that is not there': [
      { ...json(), features: json().features.map((f) => ({ ...f, output: 3 })) },
      /has 1 output; number 4/,
    ],
    'a scaler of another size': [
      { ...json(), scaler: { mean: [0], scale: [1] } },
      /6 features have 1 means/,
    ],
    'a scale of nothing': [
      { ...json(), scaler: { ...json().scaler, scale: [0, 1, 1, 1, 1, 1] } },
      /scaler.scale.0/,
    ],
    'a key that means something to the language': [
      JSON.parse(`{"__proto__":{"format":1},"format":1}`),
      /can’t be used/,
    ],
  };
  for (const [what, [value, words]] of Object.entries(altered)) {
    it(`is refused with ${what}`, () => {
      expect(() => readArtefact(value)).toThrow(words);
      expect(() => readArtefact(value)).toThrow(/^This model can’t be used/);
    });
  }
});
