import { cpus, totalmem } from 'node:os';

/** What one soak came to. */
export interface SoakOutcome {
  readonly name: string;
  readonly claim: string;
  readonly seed: number;
  readonly cases: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** Seed, path and smallest failing case; null where everything held. */
  readonly failure: string | null;
}

/** The result as a page of docs/results/. */
export function soakReport(outcome: SoakOutcome, date: Date): string {
  const { name, claim, seed, cases, seconds, failure } = outcome;
  const total = [...cases.values()].reduce((sum, n) => sum + n, 0);
  const lines = [
    `# Soak: ${name}`,
    '',
    claim,
    '',
    '| | |',
    '|---|---|',
    `| Date | ${date.toISOString().slice(0, 10)} |`,
    `| Machine | ${machine()} |`,
    `| Seed | ${seed} |`,
    `| Cases | ${total} |`,
    `| Duration | ${seconds.toFixed(0)} s |`,
    `| Outcome | ${failure === null ? 'no failure' : 'failed'} |`,
    '',
    '| Part | Cases |',
    '|---|---|',
    ...[...cases].map(([part, n]) => `| ${part} | ${n} |`),
    '',
    `Written by \`npm run soak -- ${name} --seed ${seed}\`; a longer one: \`--minutes 30\`.`,
    '',
  ];
  if (failure !== null) lines.push('```', failure, '```', '');
  return lines.join('\n');
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}
