import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { paperStreamProperty } from '../reference/paper-stream';
import { loadKernels } from '../support/kernels';

beforeAll(loadKernels);

describe('a paper session heard from any log', () => {
  it('stands as before wherever it is killed and recovered, and its replay has its ledger', async () => {
    await fc.assert(paperStreamProperty(200), { numRuns: 60 });
  });

  it('does so when its columns outgrow their room', async () => {
    await fc.assert(paperStreamProperty(2300), { numRuns: 4 });
  });
});
