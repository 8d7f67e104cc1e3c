import { type Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from '../core/errors';
import { axisValues } from '../optimise/axis-values.schema';
import { checkSweep } from '../optimise/check-sweep.schema';
import type { SweepOutcome } from '../optimise/sweep-outcome';
import { startSweepOn } from '../optimise/sweep-run';
import type { SweepAxis, SweepCellResult, SweepObjective, SweepSpec } from '../optimise/sweep-spec';
import { noTrials } from '../optimise/trial-table';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { dataRefOf, declareImportFlags, loadBars } from './load-data';
import { CommandProgress } from './progress';
import { declareRunFlags } from './run-config-flags';
import { runInputs } from './run-inputs';
import { parseNumber } from './setting-flags';
import { sweepCsv } from './sweep-csv';
import { sweepText } from './sweep-text';
import { type SweepGround, sharedBars, ThreadWorker } from './sweep-thread';

const objectives: readonly SweepObjective[] = [
  'sharpe',
  'sortino',
  'calmar',
  'totalReturn',
  'cagr',
  'maxDrawdown',
  'profitFactor',
];

const mostWorkers = 64;

/** `strategy.params.fast=5:50:5` or `protection.stopLoss=0,1%,2%`. */
export function parseAxis(text: string): SweepAxis {
  const at = text.indexOf('=');
  if (at <= 0) {
    throw new InvalidArgumentError('It is written SETTING=FROM:TO:STEP or SETTING=VALUE,VALUE.');
  }
  const path = text.slice(0, at).trim();
  const range = text.slice(at + 1);
  if (!range.includes(':')) return { path, values: range.split(',').map(parseNumber) };
  const parts = range.split(':').map(parseNumber);
  if (parts.length !== 3) throw new InvalidArgumentError('A range is written FROM:TO:STEP.');
  const [from, to, step] = parts as [number, number, number];
  try {
    return { path, values: axisValues({ from, to, step }, path) };
  } catch (error) {
    if (error instanceof ConfigError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

const parseWorkers = (text: string): number => {
  const count = parseNumber(text);
  if (Number.isInteger(count) && count >= 1 && count <= mostWorkers) return count;
  throw new InvalidArgumentError(`A whole number from 1 to ${mostWorkers} is wanted.`);
};

/** `sweep`: runs a grid over one or two settings and says what its best cell is worth. */
export function sweepCommand(
  command: Command,
  io: CommandIo,
  strategyId: string,
  done: (code: number) => void,
): void {
  command
    .description('Run a strategy over a grid of one or two settings; the best cell, and its worth.')
    .requiredOption('--data <file>', 'CSV or CSV.gz, or sample:sp500; sample is short for that')
    .addOption(
      new Option(
        '--axis <setting=range>',
        'a setting and its values, FROM:TO:STEP or VALUE,VALUE; given once or twice',
      )
        .argParser((text, before: SweepAxis[] | undefined) => [...(before ?? []), parseAxis(text)])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--objective <choice>', 'what cells are ranked by')
        .choices(objectives)
        .default('sharpe'),
    )
    .addOption(
      new Option(
        '--workers <number>',
        'threads; the cells are the same however many (default: all cores, at most 8)',
      ).argParser(parseWorkers),
    )
    .option('--out <file>', 'write every cell as CSV')
    .option('--json', 'one JSON object on standard output, nothing else');
  declareRunFlags(command, strategyId);
  declareImportFlags(command);
  command.action(async (options: Record<string, unknown>) => {
    const asJson = options.json === true;
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    let ground: SweepGround | null = null;
    const count = (options.workers as number | undefined) ?? Math.min(io.cores, 8);
    const workers = Array.from(
      { length: count },
      () =>
        new ThreadWorker(
          () => io.startSweepThread(),
          () => ground!,
        ),
    );
    try {
      // The threads start while the data are read.
      for (const worker of workers) worker.prepare();
      const file = options.data === 'sample' ? 'sample:sp500' : (options.data as string);
      const bars = await loadBars(file, options, io, progress.control);
      const { config, extra } = await runInputs(options, strategyId, bars, io, progress.control);
      const spec: SweepSpec = {
        data: dataRefOf(file) ?? { kind: 'stored', fingerprint: bars.fingerprint },
        base: config,
        axes: options.axis as SweepAxis[],
        objective: options.objective as SweepObjective,
      };
      checkSweep(spec);
      ground = { module: await io.readModule(), bars: sharedBars(bars), extra };
      const outcome = await ran(spec, workers, io, progress);
      progress.stop();
      if (typeof options.out === 'string') {
        await io.writeFile(options.out, new TextEncoder().encode(sweepCsv(spec, outcome)));
      }
      io.write(
        asJson ? `${JSON.stringify(asObject(spec, outcome), null, 1)}\n` : sweepText(spec, outcome),
      );
      done(exitCodes.ok);
    } finally {
      progress.stop();
      for (const worker of workers) worker.close();
    }
  });
}

async function ran(
  spec: SweepSpec,
  workers: readonly ThreadWorker[],
  io: CommandIo,
  progress: CommandProgress,
): Promise<SweepOutcome> {
  const sweep = startSweepOn(workers, spec, {
    onProgress: ({ done, total }) =>
      progress.control.report({ done, total, label: 'Running the cells' }),
    now: () => performance.now(),
    // A command line keeps no record between calls: every sweep stands alone.
    trials: { earlier: async () => noTrials, record: async () => undefined },
  });
  const listening = setInterval(() => {
    if (io.signal.aborted) sweep.cancel();
  }, 50);
  try {
    return await sweep.outcome;
  } finally {
    clearInterval(listening);
  }
}

/** What `--json` writes. */
export interface SweepJson
  extends Omit<SweepOutcome, 'cells'>,
    Pick<SweepSpec, 'axes' | 'objective'> {
  readonly cells: readonly (SweepCellResult | null)[];
}

function asObject({ axes, objective }: SweepSpec, outcome: SweepOutcome): SweepJson {
  return { axes, objective, ...outcome, cells: outcome.cells.all() };
}
