import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { BenchReport, BenchRow } from './bench-report';
import { benchIndicators } from './indicators.bench';
import { calibrate, measure } from './measure';
import { benchModels } from './models.bench';
import { benchPage } from './page.bench';
import { benchParsing } from './parsing.bench';
import { benchSweep } from './sweep.bench';
import { benchSweepPool } from './sweep-pool.bench';

/** `npm run bench [-- SECTION …]`: measures, prints a table, writes bench.json. Exit 1 when a bar is missed. */
const sections: Readonly<Record<string, (report: BenchReport) => Promise<void>>> = {
  1: benchIndicators,
  3: async (report) => {
    await benchSweep(report);
    await benchSweepPool(report);
  },
  6: benchModels,
  7: benchParsing,
  8: benchPage,
};

/** What the yardstick takes on the reference machine. */
const referenceNs = 2.8;

const number = (x: number | null): string =>
  x === null
    ? '–'
    : x >= 1e6
      ? x.toExponential(2)
      : x >= 100
        ? x.toFixed(0)
        : x >= 10
          ? x.toFixed(1)
          : x.toFixed(2);

/** Absolute bars move with the machine; a rate gets smaller where a time gets longer. */
export function scaledBar(row: BenchRow): number | null {
  if (row.bar === null) return null;
  const factor = row.speed ?? 1;
  if (!row.absolute) return row.bar;
  return row.barKind === 'max' ? row.bar * factor : row.bar / factor;
}

function print(rows: readonly BenchRow[]): void {
  const head = [
    '§',
    'row',
    'host',
    'unit',
    'median',
    'min–max',
    'bar',
    'peer',
    'peer value',
    'ratio',
    '',
  ];
  const body = rows.map((row) => [
    row.section,
    row.name,
    row.host,
    row.unit,
    number(row.median),
    `${number(row.min)}–${number(row.max)}`,
    row.bar === null ? '' : `${row.barKind === 'max' ? '≤' : '≥'} ${number(scaledBar(row))}`,
    row.peer ?? '',
    row.peerValue === null ? '' : number(row.peerValue),
    row.ratio === null ? '' : `${number(row.ratio)}×`,
    row.pass === null ? '' : row.pass ? 'ok' : 'MISSED',
  ]);
  const widths = head.map((h, k) => Math.max(h.length, ...body.map((line) => line[k]!.length)));
  for (const line of [head, ...body]) {
    console.log(
      line
        .map((cell, k) => cell.padEnd(widths[k]!))
        .join('  ')
        .trimEnd(),
    );
  }
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((s) => !(s in sections));
  if (unknown.length > 0) {
    console.error(
      `No section ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}.`,
    );
    return 2;
  }
  const calibrationNs = calibrate();
  const factor = calibrationNs / referenceNs;
  console.log(
    `Calibration: plain-JavaScript EMA21 ${calibrationNs.toFixed(2)} ns/bar; absolute bars × ${factor.toFixed(3)}, or what it is beside the row\n`,
  );
  const rows: BenchRow[] = [];
  // Shared machines change speed from minute to minute: the yardstick is taken again beside every measurement.
  let beside: number[] = [];
  const report: BenchReport = {
    calibration: factor,
    besideMachine() {
      beside.push(calibrate({ runs: 5, warmup: 1 }) / referenceNs);
    },
    measure(work, options) {
      this.besideMachine();
      return measure(work, options);
    },
    add(row) {
      beside.sort((a, b) => a - b);
      rows.push({ ...row, speed: beside[beside.length >> 1] ?? factor });
      beside = [];
    },
  };
  for (const [section, work] of Object.entries(sections)) {
    if (wanted.length === 0 || wanted.includes(section)) await work(report);
  }
  const judged = rows.map((row) => {
    const bar = scaledBar(row);
    const pass =
      bar === null ? row.pass : row.barKind === 'max' ? row.median <= bar : row.median >= bar;
    return { ...row, pass: pass === null ? null : pass && row.pass !== false };
  });
  print(judged);
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    calibrationNs,
  };
  writeFileSync('bench.json', `${JSON.stringify({ machine, rows: judged }, null, 1)}\n`);
  const missed = judged.filter((row) => row.pass === false).length;
  console.log(`\n${judged.length} rows, ${missed} missed; written to bench.json`);
  return missed > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
