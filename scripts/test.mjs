#!/usr/bin/env node
// `npm test`: installs what tests need and runs everything. The last line is `N passed, N failed`.
// `npm test -- unit` (or checks, golden, e2e) runs one part.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { at, bin, run } from './paths.mjs';
import { ensureInstalled } from './setup.mjs';
import { failedBrowserTests, failedUnitTests } from './test-failures.mjs';

const parts = ['checks', 'unit', 'golden', 'e2e'];
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const unknown = wanted.filter((p) => !parts.includes(p));
if (unknown.length > 0) {
  console.error(`Unknown part ${unknown.join(', ')}; there are ${parts.join(', ')}.`);
  process.exit(2);
}
const runs = (part) => wanted.length === 0 || wanted.includes(part);

const results = [];
/** Each failed test with the beginning of why, told again at the end: what is above may be long gone. */
const failures = [];
let notRun = 0;
const record = (name, passed, failed) => {
  results.push({ name, passed, failed });
  console.log(`\n== ${name}: ${passed} passed, ${failed} failed`);
};

/** Without the colours a terminal would show. */
const plain = (text) => text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function check(name, command, args) {
  console.log(`\n== ${name}`);
  const { code } = await run(command, args);
  if (code !== 0) failures.push(`  ${name}`);
  record(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1);
}

async function checks() {
  const node = process.execPath;
  await check('lint', node, [bin('@biomejs/biome', 'biome'), 'check', '.']);
  await check('types', node, [bin('typescript', 'tsc'), '--noEmit']);
  await check('import boundaries', node, [at('scripts/check-boundaries.mjs')]);
  await check('determinism', node, [at('scripts/check-determinism.mjs')]);
}

async function unit() {
  console.log('\n== unit, contract, property, golden and parity tests');
  const report = at('build/vitest.json');
  rmSync(report, { force: true });
  const { code, output } = await run(
    process.execPath,
    [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`],
    { capture: true },
  );
  for (const m of plain(output).matchAll(/^(\d+) data-dependent not run/gm)) notRun += Number(m[1]);
  if (!existsSync(report)) return record('unit', 0, 1);
  const told = JSON.parse(readFileSync(report, 'utf8'));
  failures.push(...failedUnitTests(told));
  const { numPassedTests, numFailedTests, numFailedTestSuites } = told;
  // A file that fails to load has failed suites but no failed test.
  const failed =
    numFailedTests > 0 ? numFailedTests : code === 0 ? 0 : Math.max(1, numFailedTestSuites);
  record('unit', numPassedTests, failed);
}

async function golden() {
  console.log('\n== golden vectors');
  const { code, output } = await run(
    process.execPath,
    [bin('tsx'), at('tests/golden/run.ts'), at('tests/golden/vectors')],
    { capture: true },
  );
  const last = /^(\d+) passed, (\d+) failed/m.exec(output);
  record('golden', Number(last?.[1] ?? 0), code === 0 ? 0 : Math.max(1, Number(last?.[2] ?? 1)));
}

async function e2e() {
  console.log('\n== browser tests');
  const { buildSite } = await import('./build.mjs');
  const { findBrowser } = await import('./find-browser.mjs');
  await buildSite();
  const report = at('build/e2e.json');
  rmSync(report, { force: true });
  const { code, output } = await run(
    process.execPath,
    [bin('@playwright/test', 'playwright'), 'test'],
    {
      capture: true,
      env: {
        CHROMIUM_PATH: await findBrowser(),
        LOOKBACK_PORT: String(await freePort()),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    },
  );
  for (const m of plain(output).matchAll(/^(\d+) data-dependent not run/gm)) notRun += Number(m[1]);
  if (!existsSync(report)) return record('e2e', 0, 1);
  const told = JSON.parse(readFileSync(report, 'utf8'));
  failures.push(...failedBrowserTests(told));
  const { stats } = told;
  const wrong = stats.unexpected + stats.flaky;
  record('e2e', stats.expected, wrong > 0 || code !== 0 ? Math.max(1, wrong) : 0);
}

const started = process.hrtime.bigint();
try {
  await ensureInstalled();
  const { buildAssets } = await import('./build.mjs');
  mkdirSync(at('build'), { recursive: true });
  await buildAssets();
  // The type check needs the route types that a build writes.
  if (runs('e2e') || runs('checks')) await (await import('./build.mjs')).buildSite();
  if (runs('checks')) await checks();
  if (runs('unit')) await unit();
  if (runs('golden')) await golden();
  if (runs('e2e')) await e2e();
} catch (error) {
  console.error(`\n${error.stack ?? error}`);
  failures.push(`  set-up: ${error.message ?? error}`);
  record('set-up', 0, 1);
}

const total = (key) => results.reduce((sum, r) => sum + r[key], 0);
if (failures.length > 0) console.log(`\nWhat failed:\n${plain(failures.join('\n'))}`);
console.log('\nWhat ran:');
for (const r of results)
  console.log(`  ${r.name.padEnd(20)} ${r.passed} passed, ${r.failed} failed`);
if (notRun > 0) console.log(`${notRun} data-dependent not run`);
console.log(`Took ${Number((process.hrtime.bigint() - started) / 1_000_000_000n)} s`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') > 0 || total('passed') === 0 ? 1 : 0);
