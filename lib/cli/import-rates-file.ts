import { basename } from 'node:path';
import { countText } from '../core/count-text';
import { formatMinute } from '../market/civil-date';
import {
  type DroppedRow,
  type ImportFile,
  type ImportQuestion,
  importRates,
  inspectRates,
  isRatesFile,
} from '../market/import/index';
import type { CommandIo } from './command-io';
import { importChoices } from './load-data';
import type { CommandProgress } from './progress';

interface PrintedRates {
  readonly fileName: string;
  readonly series: readonly {
    readonly name: string;
    readonly symbol: string;
    readonly rates: number;
    readonly firstTime: number;
    readonly lastTime: number;
    readonly fingerprint: string | null;
  }[];
  readonly dropped: readonly DroppedRow[] | null;
}

/** The file where it is a single one and of rates, null where it is to be read as bars. */
export async function ratesIn(files: readonly string[], io: CommandIo): Promise<ImportFile | null> {
  const [place, ...others] = files;
  if (place === undefined || others.length > 0) return null;
  const file = { fileName: basename(place), bytes: await io.readFile(place) };
  return (await isRatesFile(file)) ? file : null;
}

/** The series of a file of rates, and the questions that are open. */
export async function importRatesFile(
  { bytes, fileName }: ImportFile,
  options: Record<string, unknown>,
  progress: CommandProgress,
): Promise<{ printed: PrintedRates; open: readonly ImportQuestion[] }> {
  const { answers } = importChoices(options);
  const inspection = await inspectRates(bytes, fileName, progress.control);
  const open = inspection.questions.filter((question) =>
    question.id === 'date-order' ? answers.dateOrder === undefined : answers.timeZone === undefined,
  );
  if (open.length > 0) {
    const series = inspection.series.map(({ symbol, rows, firstTime, lastTime }) => ({
      name: `${symbol} funding`,
      symbol,
      rates: rows,
      firstTime,
      lastTime,
      fingerprint: null,
    }));
    return { printed: { fileName, series, dropped: null }, open };
  }
  const { series, dropped } = await importRates(bytes, fileName, answers, progress.control);
  return {
    printed: {
      fileName,
      series: series.map(({ name, symbol, length, time, fingerprint }) => ({
        name,
        symbol,
        rates: length,
        firstTime: time[0]!,
        lastTime: time[length - 1]!,
        fingerprint,
      })),
      dropped,
    },
    open,
  };
}

export function ratesText({ fileName, series, dropped }: PrintedRates): string {
  const lines = series.map(
    (it) =>
      `  ${it.symbol}: ${countText(it.rates)} rates, ${formatMinute(it.firstTime)} to ${formatMinute(it.lastTime)} UTC${it.fingerprint === null ? '' : `, fingerprint ${it.fingerprint}`}`,
  );
  const left = (dropped ?? []).map((it) => `  row ${it.row} left out: ${it.reason}`);
  return [`${fileName}: rates of ${series.length} symbols`, ...lines, ...left, ''].join('\n');
}
