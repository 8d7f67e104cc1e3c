import { basename } from 'node:path';
import type { Command } from 'commander';
import { countText } from '../core/count-text';
import type { Bars } from '../market/bars';
import { formatMinute } from '../market/civil-date';
import {
  type DroppedRow,
  type ImportInspection,
  type ImportReport,
  ImportSession,
} from '../market/import/index';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { declareImportFlags, importChoices, questionText } from './load-data';
import { CommandProgress } from './progress';
import { intervalText } from './result-text';

const rowsShown = 10;

/** `import FILE`: what a file holds and what is wrong with it; saves nothing. */
export function importCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Read a file of bars and print what was understood and what is wrong with it.')
    .argument('<file>', 'CSV or CSV.gz')
    .option('--json', 'one JSON object on standard output, nothing else');
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
      progress.stop();
      if (asJson) {
        const printed = {
          inspection,
          report,
          fingerprint: finished?.bars.fingerprint ?? null,
          bars: finished?.bars.length ?? null,
          dropped: finished?.dropped ?? null,
        };
        io.write(`${JSON.stringify(printed, null, 2)}\n`);
      } else {
        io.write(reportText(inspection, report));
        if (finished !== null) io.write(finishedText(finished.bars, finished.dropped));
      }
      for (const question of report.openQuestions) io.writeError(`${questionText(question)}\n`);
      done(finished === null ? exitCodes.needed : exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
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
