import { Worker } from 'node:worker_threads';
import { nodeIo } from '../../lib/cli/node-io';
import { sharedBars, ThreadWorker } from '../../lib/cli/sweep-thread';
import type { SweepOutcome } from '../../lib/optimise/sweep-outcome';
import { startSweepOn } from '../../lib/optimise/sweep-run';
import type { SweepSpec } from '../../lib/optimise/sweep-spec';
import type { SweepWorker } from '../../lib/optimise/sweep-worker';
import { noTrials } from '../../lib/optimise/trial-table';
import { bundleCommands } from '../../scripts/bundle-commands.mjs';
import { root } from '../../scripts/paths.mjs';
import type { BenchReport, BenchRow } from './bench-report';
import { walkBars } from './sweep.bench';

const windows = (from: number): number[] => Array.from({ length: 100 }, (_, k) => from + k);

const crosses = (slow: readonly number[]): SweepSpec => ({
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
    { path: 'strategy.params.fast', values: windows(2) },
    { path: 'strategy.params.slow', values: slow },
  ],
  objective: 'sharpe',
});
/** The same grid as in the rows above; the half of it that has fast below slow is run. */
const half = crosses(windows(2));
/** One of which every cell is run. */
const whole = crosses(windows(102));
const rounds = 5;
/** Sets of threads measured, each of one thread and of two. */
const turns = 5;
/** So many sweeps until a thread has compiled what it runs; with two threads each sees half of the cells. */
const warmUps = 8;

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
  const code = 'let s = 0; for (let i = 0; i < 15e7; i++) s += i * i; if (s < 0) throw s;';
  const startedAt = performance.now();
  const threads = Array.from({ length: count }, () => new Worker(code, { eval: true }));
  await Promise.all(threads.map((thread) => new Promise((done) => thread.once('exit', done))));
  return performance.now() - startedAt;
}

const sameCells = (a: SweepOutcome, b: SweepOutcome): boolean =>
  JSON.stringify(a.cells.all()) === JSON.stringify(b.cells.all());

/** Times of one sweep on one thread and on two, round by round. */
class Pair {
  readonly one: number[] = [];
  readonly gain: number[] = [];

  add(one: SweepOutcome, two: SweepOutcome): void {
    this.one.push(one.elapsedMs / 1e3);
    this.gain.push(one.elapsedMs / two.elapsedMs);
  }
}

/**
 * §3: a whole sweep as the product runs it, every figure of a cell, on one thread and on two. The first sweep starts its
 * threads, as every sweep of the command line does and the first one of the page; the page keeps them for the next.
 */
export async function benchSweepPool(report: BenchReport): Promise<void> {
  await bundleCommands();
  const io = nodeIo(root, { aborted: false });
  const ground = {
    module: await io.readModule(),
    bars: sharedBars(await walkBars(10_000)),
    extra: {},
  };
  const threads = (count: number): SweepWorker[] =>
    Array.from(
      { length: count },
      () =>
        new ThreadWorker(
          () => io.startSweepThread(),
          () => ground,
        ),
    );
  const sweep = (workers: readonly SweepWorker[], spec: SweepSpec): Promise<SweepOutcome> =>
    startSweepOn(workers, spec, {
      onProgress: () => undefined,
      now: () => performance.now(),
      trials: { earlier: async () => noTrials, record: async () => undefined },
    }).outcome;

  let same = true;
  const possible: number[] = [];
  // Threads that start or end take time from whatever runs beside them, so kept ones are measured before any others.
  /** Sweeps of one set of threads, the only one alive, as in the product: the first ones until it is warm don't count. */
  const warm = async (count: number, spec: SweepSpec): Promise<SweepOutcome> => {
    const workers = threads(count).map(lasting);
    for (let round = 0; round < warmUps; round++) await sweep(workers, spec);
    const measured: SweepOutcome[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await sweep(workers, spec));
    for (const worker of workers) worker.end();
    measured.sort((x, y) => x.elapsedMs - y.elapsedMs);
    return measured[measured.length >> 1]!;
  };
  const kept = async (spec: SweepSpec): Promise<Pair> => {
    const pair = new Pair();
    // One and two take turns, so that a busy moment of the machine meets both.
    for (let turn = 0; turn < turns; turn++) {
      report.besideMachine();
      const [one, two] = [await warm(1, spec), await warm(2, spec)];
      same = (turn > 0 || sameCells(one, two)) && same;
      pair.add(one, two);
      possible.push((2 * (await arithmetic(1))) / (await arithmetic(2)));
    }
    return pair;
  };
  const next = await kept(half);
  const full = await kept(whole);
  const first = new Pair();
  for (let round = 0; round < rounds; round++) {
    first.add(await sweep(threads(1), half), await sweep(threads(2), half));
  }

  const differs = same ? '' : ' (CELLS DIFFER)';
  const add = (name: string, values: readonly number[], fields: Partial<BenchRow>): void =>
    report.add({
      section: '3',
      name: `${name}${differs}`,
      host: 'Node',
      unit: 's',
      median: middle(values),
      min: Math.min(...values),
      max: Math.max(...values),
      bar: null,
      barKind: 'max',
      peer: null,
      peerValue: null,
      ratio: null,
      pass: same ? null : false,
      absolute: true,
      ...fields,
    });
  const gain = (name: string, values: readonly number[], bar: number | null): void =>
    add(name, values, {
      unit: '× one thread',
      bar,
      barKind: 'min',
      peer: 'arithmetic',
      peerValue: middle(possible),
      ratio: middle(values) / middle(possible),
      pass: bar === null && same ? null : same,
      absolute: false,
    });
  add('First sweep, 4950 cells, figures of a tearsheet, one thread with its start', first.one, {});
  gain('The same on two threads', first.gain, null);
  add('Next sweep, 4950 cells, on the one thread that was kept', next.one, {});
  gain('The same on two that were kept, beside plain arithmetic on two', next.gain, 1.8);
  add('Next sweep, 10,000 cells, on the one thread that was kept', full.one, {});
  gain('The same on two that were kept', full.gain, 1.8);
}
