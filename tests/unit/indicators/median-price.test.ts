import { expect, it } from 'vitest';
import { indicator } from '../../../lib/indicators/catalogue';
import { testStore } from '../../support/kernels';

it('the median price is halfway between high and low, and NaN where either is missing', async () => {
  const store = await testStore();
  const high = store.columnFrom(Float64Array.of(12, 10.5, 7, Number.NaN, 3, 8));
  const low = store.columnFrom(Float64Array.of(10, 10, 7, 2, Number.NEGATIVE_INFINITY, 5));
  const instance = indicator('median-price').create(store, [high, low], {}, 6);
  instance.advance(0, 2);
  instance.advance(2, 6);
  expect([...store.copy(instance.outputs[0]!, 0, 6)]).toEqual([
    11,
    10.25,
    7,
    Number.NaN,
    Number.NaN,
    6.5,
  ]);
});
