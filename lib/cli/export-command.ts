import type { Command } from 'commander';
import { countText } from '../core/count-text';
import { ConfigError, DataError } from '../core/errors';
import type { JobControl } from '../core/job';
import { exportRatesCsv } from '../market/export-csv';
import type { ImportFile } from '../market/import/index';
import type { RateSeries } from '../market/rate-series';
import type { CommandIo } from './command-io';
import { exitCodes, NeededError } from './exit-codes';
import { refuseBarFlags } from './import-rates-file';
import { dataRefOf, declareImportFlags, loadBars } from './load-data';
import { ratesAsked, ratesIn, ratesOfFile } from './load-rates';
import { CommandProgress } from './progress';
import { barsBytes, barsFormat } from './write-bars';

type Options = Record<string, unknown>;

/** `export FILE`: the bars of any file, sample or synthetic market as CSV or Parquet, the rates of a file as CSV. */
export function exportCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description(
      'Write the bars of a file, of sample:ID or of synthetic:JSON as CSV or Parquet, or the rates of a file as CSV.',
    )
    .argument('<file>', 'any file `import` reads, sample:ID or synthetic:JSON')
    .option('--format <format>', 'csv or parquet; else by the ending of --out')
    .option('--out <file>', 'where to write; without it CSV goes to standard output');
  declareImportFlags(command);
  command.action(async (file: string, options: Options) => {
    const { out } = options;
    const format = barsFormat(options.format, out);
    if (out === undefined && format === 'parquet') {
      throw new ConfigError('Parquet needs a file: add --out bars.parquet.', 'out');
    }
    const progress = new CommandProgress(io, !io.isTerminal);
    try {
      const { bytes, what } = await exported(file, options, io, progress.control);
      progress.stop();
      if (typeof out === 'string') {
        await io.writeFile(out, bytes);
        io.write(`${out}: ${what}\n`);
      } else {
        io.write(new TextDecoder().decode(bytes));
      }
      done(exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
}

/** The bytes to write and, in words, what they hold: bars, or the rates of a file that holds those. */
async function exported(
  place: string,
  options: Options,
  io: CommandIo,
  control: JobControl,
): Promise<{ readonly bytes: Uint8Array; readonly what: string }> {
  try {
    const bars = await loadBars(place, options, io, control);
    const bytes = await barsBytes(bars, barsFormat(options.format, options.out), control);
    return { bytes, what: `${countText(bars.length)} bars, fingerprint ${bars.fingerprint}` };
  } catch (error) {
    const isFile = error instanceof DataError && dataRefOf(place) === null;
    const file = isFile ? await ratesIn([place], io) : null;
    if (file === null) throw error;
    refuseBarFlags(file.fileName, options);
    const rates = await oneSeries(file, options, control);
    const bytes = exportRatesCsv(rates);
    return { bytes, what: `${countText(rates.length)} rates, fingerprint ${rates.fingerprint}` };
  }
}

/** The one series of a file of rates, or that of `--symbol`. @throws {NeededError} where there are several */
async function oneSeries(
  file: ImportFile,
  options: Options,
  control: JobControl,
): Promise<RateSeries> {
  const series = await ratesOfFile(file, options, control);
  const asked = ratesAsked(series, file.fileName, options);
  if (asked.length === 1) return asked[0]!;
  throw new NeededError(
    `${file.fileName} holds rates of ${asked.length} symbols. Choose one:\n${asked
      .map((one) => `  --symbol ${one.symbol}`)
      .join('\n')}`,
  );
}
