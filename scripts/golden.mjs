#!/usr/bin/env node
import { buildAssets } from './build.mjs';
// `npm run golden -- DIR [--require topic,topic]`: every vector file of a folder against the product's own code.
import { at, bin, run } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

await ensureInstalled();
await buildAssets();
const { code } = await run(process.execPath, [
  bin('tsx'),
  at('tests/golden/run.ts'),
  ...process.argv.slice(2),
]);
process.exit(code);
