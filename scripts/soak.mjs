#!/usr/bin/env node
import { buildAssets } from './build.mjs';
// `npm run soak -- NAME [--minutes N]`: the long form of a test; the result goes to docs/results/.
import { at, bin, run } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

await ensureInstalled();
await buildAssets();
const { code } = await run(process.execPath, [
  bin('tsx'),
  at('tests/soak/run.ts'),
  ...process.argv.slice(2),
]);
process.exit(code);
