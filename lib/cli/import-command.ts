import type { Command } from 'commander';
import { countText } from '../core/count-text';
import { ConfigError, DataError } from '../core/errors';
import type { Bars } from '../market/bars';
import { DAY_MS, formatMinute, HOUR_MS, MINUTE_MS } from '../market/civil-date';
import type {
  DroppedRow,
  ImportFile,
  ImportInspection,
  ImportInstrument,
  ImportReport,
  ImportSession,
} from '../market/import/index';
import { resampleBars } from '../market/resample';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { importRatesFile, ratesFiles, ratesText } from './import-rates-file';
import {
  adjustmentText,
  declareImportFlags,
  importChoices,
  instrumentsAsked,
  openImport,
  questionText,
} from './load-data';
import { ratesIn } from './load-rates';
import { CommandProgress } from './progress';
import { intervalText } from './result-text';
import { barsBytes, barsFormat } from './write-bars';

const rowsShown = 10;

/** `import FILE…`: what files hold and what is wrong with them; with `--out` also their bars as CSV or Parquet, rates as CSV. */
export function importCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Read files of bars and print what was understood and what is wrong with them.')
    .argument('<files...>', 'CSV, JSON or Parquet, also in gzip or zip; or a file of rates')
    .option('--json', 'one JSON object on standard output, nothing else')
    .option('--resample <interval>', 'gather closed bars into longer ones: 5m, 4h, 1d, 1w')
    .option('--format <format>', 'csv or parquet; else by the ending of --out')
    .option(
      '--out <file>',
      'write the bars or rates, ISO times in UTC; of several instruments a folder, one file each',
    );
  declareImportFlags(command);
  command.action(async (files: string[], options: Record<string, unknown>) => {
    const asJson = options.json === true;
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    try {
      const opened = await openFiles(files, options, io, progress);
      if ('rates' in opened) {
        const { rates } = opened;
        const { printed, series, open } = await importRatesFile(rates, options, progress);
        for (const { place, bytes } of ratesFiles(series, options)) {
          await io.writeFile(place, bytes);
        }
        progress.stop();
        io.write(asJson ? `${JSON.stringify(printed, null, 2)}\n` : ratesText(printed));
        for (const question of open) io.writeError(`${questionText(question)}\n`);
        done(open.length > 0 ? exitCodes.needed : exitCodes.ok);
        return;
      }
      const { session } = opened;
      const { inspection } = session;
      const asked = instrumentsAsked(inspection, options);
      const outcomes: Outcome[] = [];
      for (const instrument of asked) {
        const outcome = await importOne(session, instrument, options, progress);
        const place = outPlace(options, instrument, asked);
        if (outcome.bars !== null && place !== null) {
          await io.writeFile(
            place,
            await barsBytes(
              outcome.bars,
              barsFormat(options.format, options.out),
              progress.control,
            ),
          );
        }
        outcomes.push(outcome);
      }
      progress.stop();
      if (asJson) io.write(`${JSON.stringify(printedJson(inspection, outcomes), null, 2)}\n`);
      else io.write(importText(inspection, outcomes));
      const open = new Map(
        outcomes.flatMap(({ report }) => report?.openQuestions ?? []).map((it) => [it.id, it]),
      );
      for (const question of open.values()) io.writeError(`${questionText(question)}\n`);
      for (const { instrument, problem } of outcomes) {
        if (problem !== null) io.writeError(`${instrument.id}: ${problem}\n`);
      }
      const failed = outcomes.some(({ problem }) => problem !== null);
      done(open.size > 0 ? exitCodes.needed : failed ? exitCodes.data : exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
}

/** Files of bars, or the one file of rates. @throws {DataError} for what is neither */
async function openFiles(
  files: readonly string[],
  options: Record<string, unknown>,
  io: CommandIo,
  progress: CommandProgress,
): Promise<{ readonly session: ImportSession } | { readonly rates: ImportFile }> {
  try {
    return { session: await openImport(files, options, io, progress.control) };
  } catch (error) {
    const rates = error instanceof DataError ? await ratesIn(files, io) : null;
    if (rates === null) throw error;
    return { rates };
  }
}

/** What became of one instrument. */
interface Outcome {
  readonly instrument: ImportInstrument;
  /** Null where its rows can't be read. */
  readonly report: ImportReport | null;
  /** Null while a question is open. */
  readonly bars: Bars | null;
  readonly dropped: readonly DroppedRow[] | null;
  /** Why this one of several can't be imported. */
  readonly problem: string | null;
}

async function importOne(
  session: ImportSession,
  instrument: ImportInstrument,
  options: Record<string, unknown>,
  progress: CommandProgress,
): Promise<Outcome> {
  const { answers: given, repairs } = importChoices(options);
  const answers = { ...given, instrument: instrument.id };
  try {
    const report = await session.report(answers, progress.control);
    if (report.openQuestions.length > 0) {
      return { instrument, report, bars: null, dropped: null, problem: null };
    }
    const { name } = instrument;
    const { bars, dropped } = await session.finish(answers, repairs, name, progress.control);
    const asked = await barsAsked(bars, options.resample);
    return { instrument, report, bars: asked, dropped, problem: null };
  } catch (error) {
    // One bad instrument of several doesn't keep the others from being read.
    if (!(error instanceof DataError) || session.inspection.instruments.length === 1) throw error;
    return { instrument, report: null, bars: null, dropped: null, problem: error.message };
  }
}

/** Where an instrument's bars are written; null where nothing is asked for. */
function outPlace(
  options: Record<string, unknown>,
  instrument: ImportInstrument,
  asked: readonly ImportInstrument[],
): string | null {
  const { out } = options;
  if (typeof out !== 'string') return null;
  if (asked.length === 1) return out;
  const alike = asked.filter(({ symbol }) => symbol === instrument.symbol);
  const name = alike.length === 1 ? instrument.symbol : instrument.id;
  const safe = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '');
  return `${out.replace(/\/+$/, '')}/${safe}.${barsFormat(options.format, out)}`;
}

function printedJson(inspection: ImportInspection, outcomes: readonly Outcome[]): object {
  const [only, ...others] = outcomes;
  const printed = ({ report, bars, dropped }: Outcome) => ({
    report,
    fingerprint: bars?.fingerprint ?? null,
    bars: bars?.length ?? null,
    dropped,
  });
  if (only !== undefined && others.length === 0) return { inspection, ...printed(only) };
  return {
    inspection,
    instruments: outcomes.map((it) => ({
      id: it.instrument.id,
      ...printed(it),
      problem: it.problem,
    })),
  };
}

function importText(inspection: ImportInspection, outcomes: readonly Outcome[]): string {
  const several = inspection.instruments.length > 1;
  const parts = several
    ? [
        `${inspection.instruments.length} instruments in ${inspection.tables.length === 1 ? '1 table' : `${inspection.tables.length} tables`}\n`,
      ]
    : [];
  for (const { instrument, report, bars, dropped } of outcomes) {
    if (report === null) continue;
    const table = inspection.tables[instrument.table]!;
    const name = several ? `${instrument.symbol} (${instrument.id})` : inspection.fileName;
    parts.push(reportText(`${name}: ${table.dialectLabel}`, report));
    if (bars !== null) {
      const adjusted = adjustmentText(bars.source);
      if (adjusted !== null) parts.push(`  ${adjusted}\n`);
      parts.push(finishedText(bars, dropped ?? []));
    }
  }
  for (const table of inspection.tables) {
    const of = several ? `${table.member ?? table.fileName}: ` : '';
    for (const note of table.notes) parts.push(`  ${of}${note}\n`);
  }
  return parts.join('');
}

const intervalUnits: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

/** The bars as they are, or of the longer interval asked for. */
async function barsAsked(bars: Bars, interval: unknown): Promise<Bars> {
  if (typeof interval !== 'string') return bars;
  const [, count, unit] = /^(\d{1,4})([mhdw])$/.exec(interval) ?? [];
  if (count === undefined || unit === undefined) {
    throw new ConfigError(`“${interval}” is no interval; write 5m, 4h, 1d or 1w.`, 'resample');
  }
  return resampleBars(bars, Number(count) * intervalUnits[unit]!);
}

function reportText(title: string, report: ImportReport): string {
  const span = `${formatMinute(report.firstTime)} to ${formatMinute(report.lastTime)} UTC`;
  const lines = [
    `${title}, ${countText(report.rows)} rows, ${countText(report.bars)} bars of ${intervalText(report.intervalMs)}, ${span}`,
  ];
  const found = report.faults.filter((fault) => fault.count > 0);
  if (found.length === 0) lines.push('  Nothing is wrong with it.');
  for (const fault of found) {
    const choices = fault.choices.join(', ');
    lines.push(
      `  ${fault.label}: ${countText(fault.count)} (--repair ${fault.fault}=… : ${choices})`,
    );
    for (const sample of fault.samples.slice(0, rowsShown)) {
      lines.push(`    row ${sample.row}: ${sample.reason}`);
    }
    if (fault.count > rowsShown) lines.push(`    … and ${countText(fault.count - rowsShown)} more`);
  }
  return `${lines.join('\n')}\n`;
}

function finishedText(bars: Bars, dropped: readonly DroppedRow[]): string {
  const { symbol, quoteCurrency, calendar } = bars.instrument;
  return [
    `  ${countText(bars.length)} bars kept, ${countText(dropped.length)} rows dropped; ${symbol} in ${quoteCurrency}, calendar ${calendar}`,
    `  Fingerprint ${bars.fingerprint}`,
    '',
  ].join('\n');
}
