#!/usr/bin/env node
import { buildAssets } from './build.mjs';
// `npm run dev`: the site with hot reload; the module and samples are built first.
import { bin, run } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';

await ensureInstalled();
await buildAssets();
const { code } = await run(process.execPath, [
  bin('next'),
  'dev',
  '--hostname',
  '127.0.0.1',
  ...process.argv.slice(2),
]);
process.exit(code);
