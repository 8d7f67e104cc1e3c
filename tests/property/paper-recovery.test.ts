import { beforeAll, describe, expect, it } from 'vitest';
import { killTenTimes } from '../reference/paper-killed';
import { loadKernels } from '../support/kernels';

beforeAll(loadKernels);

describe('a paper session on a bad line, killed ten times at random moments', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'loses nothing, doubles nothing and stands exactly as before (seed %i)',
    async (seed) => {
      const { kills, acknowledged, fills, awayStretches } = await killTenTimes(seed, 400);
      expect(kills).toBe(10);
      expect(acknowledged).toBeGreaterThan(5);
      expect(fills).toBeGreaterThan(20);
      expect(awayStretches).toBeGreaterThan(9);
    },
  );
});
