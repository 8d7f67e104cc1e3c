import { Worker } from 'node:worker_threads';
import { nodeIo } from '../../lib/cli/node-io';
import { sharedBars, ThreadWorker } from '../../lib/cli/sweep-thread';
import { startSweepOn } from '../../lib/optimise/sweep-run';
import type { SweepOutcome, SweepSpec } from '../../lib/optimise/sweep-spec';
import type { SweepWorker } from '../../lib/optimise/sweep-worker';
import { noTrials } from '../../lib/optimise/trial-table';
import { bundleCommands } from '../../scripts/bundle-commands.mjs';
import { root } from '../../scripts/paths.mjs';
import type { BenchReport } from './bench-report';
import { walkBars } from './sweep.bench';

const windows = Array.from({ length: 100 }, (_, k) => k + 2);
/** The same grid as in the rows above; the half of it that has fast below slow is run. */
const spec: SweepSpec = {
  data: { kind: 'synthetic', config: {}, asset: 0 },
  base: {
    strategy: { id: 'sma-cross', params: { entry: 'cross', band: 0 } },
    account: {
      capital: 1,
      overdraft: 0,
      feeBps: 0,
      makerFeeBps: 0,
      slippageBps: 5,
      fill: 'close',
    },
  },
  axes: [
    { path: 'strategy.params.fast', values: windows },
    { path: 'strategy.params.slow', values: windows },
  ],
  objective: 'sharpe',
};
const rounds = 5;
const warmUps = 3;

/** A thread that outlives its sweep, until it is ended. */
const lasting = (worker: SweepWorker): SweepWorker & { end(): void } => ({
  open: (...given) => worker.open(...given),
  run: (...given) => worker.run(...given),
  overfitting: (...given) => worker.overfitting(...given),
  setPaused: (paused) => worker.setPaused(paused),
  close: () => undefined,
  end: () => worker.close(),
});

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Plain arithmetic on `count` threads at once: what the machine itself gives for a second thread. */
async function arithmetic(count: number): Promise<number> {
  const code = 'let s = 0; for (let i = 0; i < 6e8; i++) s += i * i; if (s < 0) throw s;';
  const startedAt = performance.now();
  const threads = Array.from({ length: count }, () => new Worker(code, { eval: true }));
  await Promise.all(threads.map((thread) => new Promise((done) => thread.once('exit', done))));
  return performance.now() - startedAt;
}

const sameCells = (a: SweepOutcome, b: SweepOutcome): boolean =>
  JSON.stringify(a.cells) === JSON.stringify(b.cells);

/** §3: a whole sweep as the product runs it, every figure of a cell, on one thread and on two. */
export async function benchSweepPool(report: BenchReport): Promise<void> {
  await bundleCommands();
  const io = nodeIo(root, { aborted: false });
  const ground = {
    module: await io.readModule(),
    bars: sharedBars(await walkBars(10_000)),
    extra: {},
  };
  const threads = (count: number): SweepWorker[] =>
    Array.from({ length: count }, () => new ThreadWorker(() => io.startSweepThread(), ground));
  const sweep = (workers: readonly SweepWorker[]): Promise<SweepOutcome> =>
    startSweepOn(workers, spec, {
      onProgress: () => undefined,
      now: () => performance.now(),
      trials: { earlier: async () => noTrials, record: async () => undefined },
    }).outcome;

  // One and two take turns, so that a busy moment of the machine meets both. Kept threads have started and compiled
  // in the rounds that are not counted.
  const kept = [threads(1), threads(2)].map((workers) => workers.map(lasting));
  for (let round = 0; round < warmUps; round++) for (const workers of kept) await sweep(workers);
  const fresh: number[] = [];
  const alone: number[] = [];
  const gains: number[] = [];
  const possible: number[] = [];
  let same = true;
  for (let round = 0; round < rounds; round++) {
    report.besideMachine();
    const one = await sweep(kept[0]!);
    const two = await sweep(kept[1]!);
    same = sameCells(one, two) && same;
    fresh.push((await sweep(threads(1))).elapsedMs / (await sweep(threads(2))).elapsedMs);
    alone.push(one.elapsedMs / 1e3);
    gains.push(one.elapsedMs / two.elapsedMs);
    possible.push((2 * (await arithmetic(1))) / (await arithmetic(2)));
  }
  for (const worker of kept.flat()) worker.end();
  const differs = same ? '' : ' (CELLS DIFFER)';
  report.add({
    section: '3',
    name: `Sweep 4950 cells through the pool, one kept thread, figures of a tearsheet${differs}`,
    host: 'Node',
    unit: 's',
    median: middle(alone),
    min: Math.min(...alone),
    max: Math.max(...alone),
    bar: null,
    barKind: 'max',
    peer: null,
    peerValue: null,
    ratio: null,
    pass: same ? null : false,
    absolute: true,
  });
  report.add({
    section: '3',
    name: `The same on two kept threads, beside plain arithmetic on two${differs}`,
    host: 'Node',
    unit: '× one thread',
    median: middle(gains),
    min: Math.min(...gains),
    max: Math.max(...gains),
    bar: 1.8,
    barKind: 'min',
    peer: 'arithmetic',
    peerValue: middle(possible),
    ratio: middle(gains) / middle(possible),
    pass: same,
    absolute: false,
  });
  report.add({
    section: '3',
    name: 'The same on threads started anew for each sweep',
    host: 'Node',
    unit: '× one thread',
    median: middle(fresh),
    min: Math.min(...fresh),
    max: Math.max(...fresh),
    bar: null,
    barKind: 'min',
    peer: null,
    peerValue: null,
    ratio: null,
    pass: null,
    absolute: false,
  });
}
