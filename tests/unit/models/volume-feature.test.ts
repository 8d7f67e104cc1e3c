import { beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../lib/core/parse-config';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { barFieldColumns, featureLabel, modelFeatures } from '../../../lib/models/feature-columns';
import { featureChoiceSchema } from '../../../lib/models/model-recipe.schema';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/kernels';

const choice = (input: object) => parseConfig(featureChoiceSchema, input);

describe('a feature of another column', () => {
  beforeAll(loadKernels);

  it('is the same indicator over that column', async () => {
    const bars = await walkBars(120, 5);
    const store = newColumnStore();
    const features = modelFeatures(
      store,
      barFieldColumns(store, bars),
      [
        choice({ indicator: 'roc', params: { period: 1 }, of: 'volume' }),
        choice({ indicator: 'roc', params: { period: 1 } }),
      ],
      bars.length,
    );
    features.advance(0, bars.length);
    const [ofVolume, ofClose] = features.outputs.map((column) => store.copy(column));
    const change = (values: Float64Array, i: number) => values[i]! / values[i - 1]! - 1;
    const scale = ofClose![50]! / change(bars.close, 50);
    expect(ofVolume![50]! / scale).toBeCloseTo(change(bars.volume, 50), 9);
    expect(featureLabel(choice({ indicator: 'roc', params: { period: 1 }, of: 'volume' }))).toMatch(
      / of volume$/,
    );
  });

  it('is refused where the indicator needs more than one', () => {
    expect(() => featureLabel(choice({ indicator: 'atr', of: 'volume' }))).toThrow(
      /can't be taken of the volume alone/,
    );
  });
});
