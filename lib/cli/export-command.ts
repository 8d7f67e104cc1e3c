import type { Command } from 'commander';
import { countText } from '../core/count-text';
import { ConfigError } from '../core/errors';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { declareImportFlags, loadBars } from './load-data';
import { CommandProgress } from './progress';
import { barsBytes, barsFormat } from './write-bars';

/** `export FILE`: the bars of any file, sample or synthetic market as CSV or Parquet. */
export function exportCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Write the bars of a file, of sample:ID or of synthetic:JSON as CSV or Parquet.')
    .argument('<file>', 'any file `import` reads, sample:ID or synthetic:JSON')
    .option('--format <format>', 'csv or parquet; else by the ending of --out')
    .option('--out <file>', 'where to write; without it CSV goes to standard output');
  declareImportFlags(command);
  command.action(async (file: string, options: Record<string, unknown>) => {
    const { out } = options;
    const format = barsFormat(options.format, out);
    if (out === undefined && format === 'parquet') {
      throw new ConfigError('Parquet needs a file: add --out bars.parquet.', 'out');
    }
    const progress = new CommandProgress(io, !io.isTerminal);
    try {
      const bars = await loadBars(file, options, io, progress.control);
      const bytes = await barsBytes(bars, format, progress.control);
      progress.stop();
      if (typeof out === 'string') {
        await io.writeFile(out, bytes);
        io.write(`${out}: ${countText(bars.length)} bars, fingerprint ${bars.fingerprint}\n`);
      } else {
        io.write(new TextDecoder().decode(bytes));
      }
      done(exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
}
