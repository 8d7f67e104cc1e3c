import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { type SoakOutcome, soakReport } from './report';
import { type Soak, soaks } from './soaks';

const usage = `npm run soak -- NAME [--minutes N] [--cases N] [--seed N]
  NAME       ${Object.keys(soaks).join(', ')}
  --minutes  how long, 10 unless told
  --cases    stop after about so many cases, whichever comes first
  --seed     begin with this seed, to see a run again`;

interface Limits {
  readonly minutes: number;
  readonly cases: number;
  readonly seed: number;
}

/** Turns between the parts until time or cases are used up, or something fails. */
async function soak(name: string, { claim, parts }: Soak, limits: Limits): Promise<SoakOutcome> {
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const cases = new Map<string, number>();
  let total = 0;
  let saidAt = 0;
  const outcome = (failure: string | null): SoakOutcome => ({
    name,
    claim,
    seed: limits.seed,
    cases,
    seconds: seconds(),
    failure,
  });
  const all = await parts();
  console.log(`${name}: ${claim} Seed ${limits.seed}.`);
  for (let round = 0; ; round++) {
    for (const { name: partName, batch, property } of all) {
      const seed = (limits.seed + round) | 0;
      const checked = await fc.check(property, { numRuns: batch, seed });
      total += checked.numRuns;
      cases.set(partName, (cases.get(partName) ?? 0) + checked.numRuns);
      if (checked.failed) {
        const report = await fc.asyncDefaultReportMessage(checked);
        return outcome(`${partName}\n${report ?? 'failed'}\n${String(checked.errorInstance)}`);
      }
      if (seconds() - saidAt >= 10) {
        saidAt = seconds();
        console.log(`  ${saidAt.toFixed(0)} s, ${total} cases, 0 failures`);
      }
      if (seconds() >= limits.minutes * 60) return outcome(null);
    }
    if (total >= limits.cases) return outcome(null);
  }
}

function numberOf(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new Error(`--${name} takes a number, not “${text}”.`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      minutes: { type: 'string' },
      cases: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const [name = ''] = positionals;
  const chosen = Object.hasOwn(soaks, name) ? soaks[name] : undefined;
  if (chosen === undefined || positionals.length !== 1) {
    console.error(name === '' ? usage : `There is no soak “${positionals.join(' ')}”.\n${usage}`);
    return 2;
  }
  const done = await soak(name, chosen, {
    minutes: numberOf(values.minutes, 'minutes', 10),
    cases: numberOf(values.cases, 'cases', Number.POSITIVE_INFINITY),
    seed: numberOf(values.seed, 'seed', Math.floor(Math.random() * 2 ** 31)),
  });
  const total = [...done.cases.values()].reduce((sum, n) => sum + n, 0);
  const file = new URL(`../../docs/results/soak-${name}.md`, import.meta.url);
  mkdirSync(fileURLToPath(new URL('.', file)), { recursive: true });
  writeFileSync(file, soakReport(done, new Date()));
  if (done.failure !== null) console.error(done.failure);
  console.log(
    `${name}: ${total} cases in ${done.seconds.toFixed(0)} s, seed ${done.seed}, ${done.failure === null ? 'no failure' : '1 failure'}; written to docs/results/soak-${name}.md`,
  );
  return done.failure === null ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
