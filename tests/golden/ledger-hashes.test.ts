import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { strategies } from '../../lib/strategies/catalogue';
import { computeLedgerHashes, type LedgerHashes } from './ledger-hash-cases';

const kept = JSON.parse(
  readFileSync(fileURLToPath(new URL('./ledger-hashes.json', import.meta.url)), 'utf8'),
) as LedgerHashes;

describe('kept ledger hashes', () => {
  it('are what the column path computes', async () => {
    expect(await computeLedgerHashes('column')).toEqual(kept);
  });

  it('are what the stepped path computes', async () => {
    expect(await computeLedgerHashes('stepped')).toEqual(kept);
  });

  it('cover every strategy, with different ledgers for different rules', () => {
    for (const { id } of strategies) {
      expect(
        Object.keys(kept.runs).some((name) => name.includes(`· ${id} `)),
        id,
      ).toBe(true);
    }
    const ledgers = new Set(Object.values(kept.runs).map((run) => run.ledger));
    expect(ledgers.size).toBe(Object.keys(kept.runs).length);
  });
});
