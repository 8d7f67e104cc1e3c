import { basename } from 'node:path';
import type { Command } from 'commander';
import { countText } from '../core/count-text';
import { ConfigError } from '../core/errors';
import type { Bars } from '../market/bars';
import { DAY_MS, formatMinute, HOUR_MS, MINUTE_MS } from '../market/civil-date';
import { exportCsv } from '../market/export-csv';
import {
  type DroppedRow,
  type ImportInspection,
  type ImportReport,
  ImportSession,
} from '../market/import/index';
import { resampleBars } from '../market/resample';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { declareImportFlags, importChoices, questionText } from './load-data';
import { CommandProgress } from './progress';
import { intervalText } from './result-text';

const rowsShown = 10;

/** `import FILE`: what a file holds and what is wrong with it; with `--out` also its bars as plain CSV. */
export function importCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Read a file of bars and print what was understood and what is wrong with it.')
    .argument('<file>', 'CSV or CSV.gz')
    .option('--json', 'one JSON object on standard output, nothing else')
    .option('--resample <interval>', 'gather closed bars into longer ones: 5m, 4h, 1d, 1w')
    .option('--out <file>', 'write the bars as plain CSV, ISO times in UTC');
  declareImportFlags(command);
  command.action(async (file: string, options: Record<string, unknown>) => {
    const asJson = options.json === true;
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    try {
      const { answers, repairs } = importChoices(options);
      const bytes = await io.readFile(file);
      const session = await ImportSession.open(bytes, basename(file), progress.control);
      const { inspection } = session;
      const report = await session.report(answers, progress.control);
      const finished =
        report.openQuestions.length > 0
          ? null
          : await session.finish(answers, repairs, inspection.suggestedName, progress.control);
      const bars = finished === null ? null : await barsAsked(finished.bars, options.resample);
      if (bars !== null && typeof options.out === 'string') {
        await io.writeFile(options.out, exportCsv(bars));
      }
      progress.stop();
      if (asJson) {
        const printed = {
          inspection,
          report,
          fingerprint: bars?.fingerprint ?? null,
          bars: bars?.length ?? null,
          dropped: finished?.dropped ?? null,
        };
        io.write(`${JSON.stringify(printed, null, 2)}\n`);
      } else {
        io.write(reportText(inspection, report));
        if (finished !== null && bars !== null) io.write(finishedText(bars, finished.dropped));
      }
      for (const question of report.openQuestions) io.writeError(`${questionText(question)}\n`);
      done(finished === null ? exitCodes.needed : exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
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

function reportText(inspection: ImportInspection, report: ImportReport): string {
  const span = `${formatMinute(report.firstTime)} to ${formatMinute(report.lastTime)} UTC`;
  const lines = [
    `${inspection.fileName}: ${inspection.dialectLabel}, ${countText(report.rows)} rows, ${countText(report.bars)} bars of ${intervalText(report.intervalMs)}, ${span}`,
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
