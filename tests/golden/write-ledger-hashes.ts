// `npx tsx tests/golden/write-ledger-hashes.ts`: writes ledger-hashes.json anew. A changed hash is a changed meaning of
// a run: raise semanticsVersion in lib/backtest/run-identity.ts with it, and give the reason in the commit.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { computeLedgerHashes } from './ledger-hash-cases';

const file = fileURLToPath(new URL('./ledger-hashes.json', import.meta.url));
const hashes = await computeLedgerHashes('stepped');
writeFileSync(file, `${JSON.stringify(hashes, null, 2)}\n`);
console.log(`${Object.keys(hashes.runs).length} runs written`);
