import { basename } from 'node:path';
import type { Command } from 'commander';
import { resultJson } from '../analytics/views/result-json';
import { shortHash } from '../core/hashing';
import { barsOfSource } from '../market/exchange/bars-of-source';
import { memoryDownloads } from '../market/exchange/download-store';
import { importByRecipe } from '../market/import/index';
import { machineTiming } from '../server/gateway/upstream-calls';
import {
  type DataRole,
  type VerificationOutcome,
  verifyLink,
  type WantedBars,
} from '../sharing/index';
import { StorageError } from '../storage/storage-error';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { dataLoader, declareImportFlags, loadBars } from './load-data';
import { loadRates } from './load-rates';
import { openExchange } from './open-exchange';
import { CommandProgress } from './progress';
import { resultText, utcDay } from './result-text';

/** `verify LINK`: recomputes the run of a link and says whether it is what the link claims. */
export function verifyCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Recompute the run of a link and say whether the result is the claimed one.')
    .argument('<link>', 'an address that ends in #r1.…, that ending alone, or a .lookback file')
    .option('--data <file>', 'the file the run was made on, where it is not a sample')
    .option('--benchmark <file>', 'the file of its benchmark, where it has one of its own')
    .option('--funding-file <file>', 'the file of its funding rates, where it has some')
    .option('--funding-symbol <symbol>', 'which of several symbols in that file')
    .option('--json', 'one JSON object on standard output, nothing else');
  declareImportFlags(command);
  command.action(async (given: string, options: Record<string, unknown>) => {
    const asJson = options.json === true;
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    try {
      const outcome = await verifyLink(await linkText(given, io), {
        loadBars: (wanted) => claimedBars(wanted, options, io, progress),
        loadRates: async () =>
          typeof options.fundingFile === 'string'
            ? loadRates(options.fundingFile, options, io, progress.control)
            : null,
        control: progress.control,
        onStep: ({ state, detail }) => {
          if (state === 'running' || asJson) return;
          progress.stop();
          io.writeError(`${state === 'done' ? 'ok' : 'not ok'}: ${detail}\n`);
        },
        now: () => Date.now(),
      });
      progress.stop();
      io.write(asJson ? outcomeJson(outcome) : outcomeText(outcome));
      done(codeOf(outcome));
    } finally {
      progress.stop();
    }
  });
}

async function linkText(given: string, io: CommandIo): Promise<string> {
  if (!given.endsWith('.lookback')) return given;
  return new TextDecoder().decode(await io.readFile(given));
}

async function claimedBars(
  { role, name, source, data }: WantedBars,
  options: Readonly<Record<string, unknown>>,
  io: CommandIo,
  progress: CommandProgress,
) {
  const file = role === 'bars' ? options.data : options.benchmark;
  if (typeof file === 'string') {
    const bars =
      source.kind === 'file' && !file.startsWith('sample:')
        ? await importByRecipe(
            await io.readFile(file),
            basename(file),
            source.recipe,
            progress.control,
          )
        : await loadBars(file, options, io, progress.control);
    return { name, bars };
  }
  if (source.kind === 'exchange') {
    const { port, close } = openExchange();
    try {
      const { control } = progress;
      const options = { port, store: memoryDownloads(), timing: machineTiming, control };
      return { name, bars: (await barsOfSource(source, options)).bars };
    } finally {
      await close();
    }
  }
  try {
    return await dataLoader(io).load(data, progress.control);
  } catch (error) {
    if (error instanceof StorageError && error.reason === 'missing') return null;
    throw error;
  }
}

const dataFlags: Readonly<Record<DataRole, string>> = {
  bars: '--data',
  benchmark: '--benchmark',
  funding: '--funding-file',
};

function codeOf(outcome: VerificationOutcome): number {
  switch (outcome.status) {
    case 'verified':
      return exitCodes.ok;
    case 'data-needed':
      return exitCodes.needed;
    case 'differs':
      return exitCodes.differs;
    case 'other-engine':
      return outcome.same ? exitCodes.ok : exitCodes.differs;
  }
}

function outcomeJson(outcome: VerificationOutcome): string {
  const { result, ...rest } = { result: null, ...outcome };
  const printed = { ...rest, result: result === null ? null : resultJson(result) };
  return `${JSON.stringify(printed, null, 2)}\n`;
}

function outcomeText(outcome: VerificationOutcome): string {
  switch (outcome.status) {
    case 'verified':
      return `Verified. This machine recomputed the run; the result is the claimed one.\n${resultText(outcome.result)}`;
    case 'data-needed':
      return `Not checked: give the file${outcome.fileName === null ? '' : ` ${outcome.fileName}`} whose fingerprint is ${shortHash(outcome.fingerprint)} with ${dataFlags[outcome.role]}.\n`;
    case 'differs': {
      const { fromTime, toTime } = outcome;
      const place =
        fromTime === null || toTime === null
          ? ''
          : ` It first departs between ${utcDay(fromTime)} and ${utcDay(toTime)}.`;
      return `Differs from the claim. ${outcome.what}${place}\n${resultText(outcome.result)}`;
    }
    case 'other-engine':
      return `Made by semantics version ${outcome.claimedVersion}; this is ${outcome.ownVersion}. Recomputed anyway: ${outcome.same ? 'the result is the same' : 'the results are not comparable'}.\n${resultText(outcome.result)}`;
  }
}
