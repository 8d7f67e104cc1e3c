import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { seedVariable } from '../support/seeded';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Files of tests that draw random cases. */
export function propertyTests(): readonly string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('tests', file))
    .filter((file) =>
      /from '(fast-check|.*\/reference\/.*)'/.test(readFileSync(join(root, file), 'utf8')),
    );
}

/** All property tests pass, whatever the seed; one case is all of them under one. */
export function anySeedProperty() {
  const seeds = fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 }));
  return fc.asyncProperty(seeds, async (seed) => {
    const { code, output } = await runTests(propertyTests(), seed);
    if (code !== 0) throw new Error(`${seedVariable}=${seed} npx vitest run\n${output}`);
  });
}

function runTests(
  files: readonly string[],
  seed: number,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const vitest = join(
    dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vitest, 'run', '--reporter=dot', ...files], {
      cwd: root,
      env: { ...process.env, [seedVariable]: String(seed), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
