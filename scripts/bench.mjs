#!/usr/bin/env node
import { buildAssets, buildSite } from './build.mjs';
// `npm run bench [-- SECTION]`: the rows of the benchmark that concern what exists, peers beside ours.
import { at, bin, run } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

await ensureInstalled();
// The page is measured as it is served to visitors.
const sections = process.argv.slice(2);
await (sections.length === 0 || sections.includes('8') ? buildSite() : buildAssets());
const { code } = await run(process.execPath, [
  bin('tsx'),
  at('tests/bench/run.ts'),
  ...process.argv.slice(2),
]);
process.exit(code);
