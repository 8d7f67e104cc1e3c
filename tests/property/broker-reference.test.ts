import { describe, it } from 'vitest';
import { compareBrokers } from '../reference/compare-brokers';
import { testStore } from '../support/kernels';

describe('the broker and the reference broker', () => {
  it('keep the same ledger on random order programs', { timeout: 60_000 }, async () => {
    await testStore();
    compareBrokers(10_000);
  });
});
