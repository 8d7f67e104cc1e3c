import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../lib/core/canonical-json';
import { artefactJson } from '../../../lib/models/model-artefact-codec';
import { readModelFile, writeModelFile } from '../../../lib/models/model-file';
import { modelAbout, namedArtefact } from '../../support/models';

const model = namedArtefact();
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const content = () =>
  JSON.parse(
    new TextDecoder().decode(writeModelFile({ name: 'Mine', model, about: modelAbout() })),
  );

describe('a model file', () => {
  it('holds model, name and how it came about', () => {
    const file = { name: 'Mine', model, about: modelAbout() };
    expect(readModelFile(writeModelFile(file))).toEqual(file);
  });

  it('may hold the artefact alone', () => {
    const bytes = new TextEncoder().encode(canonicalJson(artefactJson(model.artefact)));
    expect(readModelFile(bytes)).toEqual({ name: null, model, about: null });
    const short = { name: null, model, about: null };
    expect(readModelFile(writeModelFile(short))).toEqual(short);
  });

  const wrong: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    nothing: [new Uint8Array(0), /it is not JSON/],
    'bytes that are no text': [Uint8Array.of(0xff, 0xfe, 0x00), /it is not JSON/],
    'a number': [bytesOf(3), /it holds no object/],
    null: [bytesOf(null), /it holds no object/],
    'another file of Lookback': [bytesOf({ file: 'lookback-run' }), /“file” can’t be read/],
    'a field it does not know': [bytesOf({ ...content(), extra: 1 }), /none of its files/],
    'a report that is none': [
      bytesOf({ ...content(), about: { ...content().about, report: { losses: [] } } }),
      /“about.report/,
    ],
    'a recipe with too many epochs': [
      bytesOf({
        ...content(),
        about: { ...content().about, recipe: { ...content().about.recipe, epochs: 1e9 } },
      }),
      /“about.recipe.epochs”/,
    ],
    'an artefact that can’t be evaluated': [
      bytesOf({ ...content(), artefact: { ...content().artefact, hidden: 9 } }),
      /This model can’t be used: 6 features and 9 units/,
    ],
    'more bytes than any model': [new Uint8Array(4 * 1024 * 1024 + 1), /larger than 4 MB/],
  };
  for (const [what, [bytes, words]] of Object.entries(wrong)) {
    it(`is refused where it holds ${what}`, () => {
      expect(() => readModelFile(bytes, 'mine.json')).toThrow(words);
    });
  }
});
