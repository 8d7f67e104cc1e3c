import { Command, CommanderError } from 'commander';
import { engineVersion } from '../backtest/run-identity';
import { ConfigError, DataError } from '../core/errors';
import { initialiseKernels } from '../kernels/runtime';
import { strategyListings } from '../strategies/catalogue.schema';
import { backtestCommand } from './backtest-command';
import type { CommandIo } from './command-io';
import { downloadCommand } from './download-command';
import { exitCodeOf, exitCodes } from './exit-codes';
import { exportCommand } from './export-command';
import { importCommand } from './import-command';
import { paperCommand } from './paper-command';
import { strategyNamedIn } from './run-config-flags';
import { sweepCommand } from './sweep-command';
import { trainCommand } from './train-command';
import { venueCommand } from './venue-command';
import { verifyCommand } from './verify-command';

export { nodeIo } from './node-io';

const exitCodeHelp = `
Exit codes:
  0  done; a link verified
  1  the result differs from its claim, or the program failed
  2  wrong arguments, or settings that can't be run
  3  a file or link that can't be read
  4  a file, or an answer only you have, is needed first
  5  an exchange that can't be reached
  130  interrupted`;

/**
 * Runs one command line.
 * @param args without the program's own name
 * @returns the exit code; see exit-codes.ts
 */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  let code: number = exitCodes.ok;
  const done = (result: number): void => {
    code = result;
  };
  try {
    const strategyId = strategyNamedIn(args);
    const known = strategyListings.some((listing) => listing.id === strategyId);
    const program = new Command('lookback')
      .description('Backtests that verify themselves: the same numbers and hashes as the page.')
      .version(engineVersion)
      .addHelpText('after', exitCodeHelp);
    const commands = {
      backtest: program.command('backtest'),
      sweep: program.command('sweep'),
      train: program.command('train'),
      paper: program.command('paper'),
      verify: program.command('verify'),
      download: program.command('download'),
      import: program.command('import'),
      export: program.command('export'),
      venue: program.command('venue'),
    };
    for (const command of [program, ...Object.values(commands)]) {
      command.exitOverride().configureOutput({
        writeOut: (text) => io.write(text),
        writeErr: (text) => io.writeError(text),
      });
      if (command !== program) command.addHelpText('after', exitCodeHelp);
    }
    const chosen = known ? strategyId : strategyListings[0]!.id;
    backtestCommand(commands.backtest, io, chosen, done);
    sweepCommand(commands.sweep, io, chosen, done);
    trainCommand(commands.train, io, done);
    paperCommand(commands.paper, io, chosen, done);
    verifyCommand(commands.verify, io, done);
    downloadCommand(commands.download, io, done);
    importCommand(commands.import, io, done);
    exportCommand(commands.export, io, done);
    venueCommand(commands.venue, io, done);
    program.hook('preAction', async () => initialiseKernels(await io.readModule()));
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return ended(error, io);
  }
}

function ended(error: unknown, io: CommandIo): number {
  // Commander has already printed what is wrong, or the help that was asked for.
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  const code = exitCodeOf(error);
  if (code === null) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.writeError(`The program failed; please report this.\n${text}\n`);
    return exitCodes.differs;
  }
  io.writeError(`${describe(error as Error)}\n`);
  return code;
}

/** What happened, and where. */
function describe(error: Error): string {
  if (error instanceof DataError) {
    const { file, row, column } = error.where;
    const places = [
      file === undefined || error.message.includes(file) ? null : file,
      row === undefined || /\brow\b/i.test(error.message) ? null : `row ${row}`,
      column === undefined || error.message.includes(column) ? null : `column ${column}`,
    ].filter((place) => place !== null);
    return places.length === 0 ? error.message : `${error.message} (${places.join(', ')})`;
  }
  if (error instanceof ConfigError && error.field !== undefined) {
    const shown = error.message.includes(error.field);
    return shown ? error.message : `${error.message} (${error.field})`;
  }
  return error.message;
}
