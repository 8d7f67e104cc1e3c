import { countText } from '../core/count-text';
import { ConfigError } from '../core/errors';
import { formatMinute } from '../market/civil-date';
import { exportRatesCsv } from '../market/export-csv';
import {
  type DroppedRow,
  type ImportFile,
  type ImportQuestion,
  importRates,
  inspectRates,
} from '../market/import/index';
import type { RateSeries } from '../market/rate-series';
import { importChoices } from './load-data';
import { openRatesQuestions, ratesAsked } from './load-rates';
import type { CommandProgress } from './progress';
import { barsFormat } from './write-bars';

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

/** What a file of rates came to. */
interface ImportedRates {
  readonly printed: PrintedRates;
  /** None while a question is open. */
  readonly series: readonly RateSeries[];
  readonly open: readonly ImportQuestion[];
}

/**
 * The series of a file of rates that are asked for, and the questions that are open.
 * @throws {ConfigError} for a flag that is for bars
 */
export async function importRatesFile(
  { bytes, fileName }: ImportFile,
  options: Record<string, unknown>,
  progress: CommandProgress,
): Promise<ImportedRates> {
  refuseBarFlags(fileName, options);
  const { answers } = importChoices(options);
  const inspection = await inspectRates(bytes, fileName, progress.control);
  const open = openRatesQuestions(inspection, answers);
  if (open.length > 0) {
    const found = ratesAsked(inspection.series, fileName, options);
    const series = found.map(({ symbol, rows, firstTime, lastTime }) => ({
      name: `${symbol} funding`,
      symbol,
      rates: rows,
      firstTime,
      lastTime,
      fingerprint: null,
    }));
    return { printed: { fileName, series, dropped: null }, series: [], open };
  }
  const imported = await importRates(bytes, fileName, answers, progress.control);
  const series = ratesAsked(imported.series, fileName, options);
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
      dropped: imported.dropped,
    },
    series,
    open,
  };
}

/** Series as the files of `--out`: one there, several in a folder of that name; none where it isn't given. */
export function ratesFiles(
  series: readonly RateSeries[],
  options: Record<string, unknown>,
): readonly { readonly place: string; readonly bytes: Uint8Array }[] {
  const { out } = options;
  if (typeof out !== 'string') return [];
  return series.map((one) => {
    const safe = one.symbol.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '');
    const inFolder = `${out.replace(/\/+$/, '')}/${safe}-funding.csv`;
    return { place: series.length === 1 ? out : inFolder, bytes: exportRatesCsv(one) };
  });
}

/** Flags that say what to do with bars. */
const barFlags = ['resample', 'side', 'volume', 'adjust', 'factors', 'repair'] as const;

/** @throws {ConfigError} where a flag is given that would do nothing to rates, or another format than CSV is asked for */
export function refuseBarFlags(fileName: string, options: Record<string, unknown>): void {
  const flag = barFlags.find((name) => options[name] !== undefined);
  if (flag !== undefined) {
    throw new ConfigError(
      `--${flag} is for bars, and ${fileName} holds rates. Leave it out.`,
      flag,
    );
  }
  if (barsFormat(options.format, options.out) !== 'csv') {
    throw new ConfigError('Rates are written as CSV: name a file that ends in .csv.', 'format');
  }
}

const counted = (count: number, one: string): string =>
  `${countText(count)} ${count === 1 ? one : `${one}s`}`;

export function ratesText({ fileName, series, dropped }: PrintedRates): string {
  const lines = series.map(
    (it) =>
      `  ${it.symbol}: ${counted(it.rates, 'rate')}, ${formatMinute(it.firstTime)} to ${formatMinute(it.lastTime)} UTC${it.fingerprint === null ? '' : `, fingerprint ${it.fingerprint}`}`,
  );
  const left = (dropped ?? []).map((it) => `  row ${it.row} left out: ${it.reason}`);
  return [`${fileName}: rates of ${counted(series.length, 'symbol')}`, ...lines, ...left, ''].join(
    '\n',
  );
}
