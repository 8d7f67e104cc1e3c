import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GoldenVector } from './adapter';
import { adapters } from './adapters/index';
import { checkVector } from './check-vector';

const usage = 'usage: npm run golden -- DIR [--require topic,topic]';

function parseArguments(args: readonly string[]): { folder: string; required: string[] } {
  const rest: string[] = [];
  let required: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--require') required = (args[++i] ?? '').split(',').filter(Boolean);
    else if (arg.startsWith('--require=')) required = arg.slice(10).split(',').filter(Boolean);
    else if (arg.startsWith('-')) throw new Error(`Unknown option ${arg}. ${usage}`);
    else rest.push(arg);
  }
  if (rest.length !== 1) throw new Error(usage);
  return { folder: resolve(rest[0]!), required };
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'number' && !Number.isFinite(v) ? String(v) : v,
  );
  return text === undefined ? String(value) : text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

function loadVectors(folder: string): { file: string; vector: GoldenVector }[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${folder} is not a folder. ${usage}`);
  const found: { file: string; vector: GoldenVector }[] = [];
  for (const name of readdirSync(folder)
    .filter((n) => n.endsWith('.json'))
    .sort()) {
    const parsed = JSON.parse(readFileSync(join(folder, name), 'utf8')) as
      | GoldenVector
      | GoldenVector[];
    for (const vector of Array.isArray(parsed) ? parsed : [parsed]) {
      if (typeof vector.topic === 'string') found.push({ file: name, vector });
    }
  }
  return found;
}

async function main(): Promise<number> {
  const { folder, required } = parseArguments(process.argv.slice(2));
  const vectors = loadVectors(folder);
  if (vectors.length === 0)
    throw new Error(`${folder} holds no vector file (*.json with a topic).`);
  let passed = 0;
  let failed = 0;
  let pending = 0;
  for (const { vector } of vectors) {
    const title = `${vector.topic} ${vector.case}`;
    const adapter = adapters.find((a) => a.topic === vector.topic);
    if (adapter === undefined) {
      const isRequired = required.includes(vector.topic);
      console.log(`${title}: pending${isRequired ? ' (required)' : ''}`);
      if (isRequired) failed++;
      else pending++;
      continue;
    }
    const failures = await checkVector(adapter, vector).catch((error: unknown) => [
      {
        answer: '-',
        path: '',
        expected: 'an answer',
        got: String(error instanceof Error ? error.stack : error),
      },
    ]);
    if (failures.length === 0) {
      passed++;
      console.log(`${title}: ok`);
    } else {
      failed++;
      const first = failures[0]!;
      console.log(
        `${title}: FAIL ${first.path} (${first.answer}): expected ${show(first.expected)}, got ${show(first.got)}${failures.length > 1 ? `; ${failures.length - 1} more outputs differ` : ''}`,
      );
    }
  }
  for (const topic of required) {
    if (!vectors.some(({ vector }) => vector.topic === topic)) {
      failed++;
      console.log(`${topic}: FAIL no vector file of this required topic in ${folder}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} pending` : ''}`);
  return failed > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
