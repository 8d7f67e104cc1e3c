import { basename } from 'node:path';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import {
  type ImportFile,
  type ImportQuestion,
  importRates,
  inspectRates,
  isRatesFile,
  type RatesAnswers,
  type RatesInspection,
} from '../market/import/index';
import type { RateSeries } from '../market/rate-series';
import type { CommandIo } from './command-io';
import { NeededError } from './exit-codes';
import { importChoices, questionText } from './load-data';

type Options = Readonly<Record<string, unknown>>;

/**
 * The one rate series of a file; of several the one of `--funding-symbol`.
 * @throws {NeededError} while the file leaves something open; {DataError} {ConfigError}
 */
export async function loadRates(
  place: string,
  options: Options,
  io: CommandIo,
  control: JobControl,
): Promise<RateSeries> {
  const file = { fileName: basename(place), bytes: await io.readFile(place) };
  const series = await ratesOfFile(file, options, control);
  const wanted = options.fundingSymbol;
  const found =
    wanted === undefined ? series : series.filter((one) => one.symbol === String(wanted));
  if (found.length === 1) return found[0]!;
  const symbols = series.map((one) => one.symbol).join(', ');
  throw new ConfigError(
    wanted === undefined
      ? `${file.fileName} holds rates of ${symbols}: choose one with --funding-symbol.`
      : `${file.fileName} holds no rates of ${String(wanted)}, but of ${symbols}.`,
    'account.fundingSeries',
  );
}

/**
 * Every rate series of a file, in its order.
 * @throws {NeededError} while the file leaves something open; {DataError}
 */
export async function ratesOfFile(
  { bytes, fileName }: ImportFile,
  options: Options,
  control: JobControl,
): Promise<readonly RateSeries[]> {
  const { answers } = importChoices(options);
  const open = openRatesQuestions(await inspectRates(bytes, fileName, control), answers);
  if (open.length > 0) throw new NeededError(open.map(questionText).join('\n\n'));
  return (await importRates(bytes, fileName, answers, control)).series;
}

/** What the answers leave open of a file of rates. */
export function openRatesQuestions(
  { questions }: RatesInspection,
  answers: RatesAnswers,
): readonly ImportQuestion[] {
  return questions.filter(({ id }) =>
    id === 'date-order' ? answers.dateOrder === undefined : answers.timeZone === undefined,
  );
}

/** The file where it is a single one and of rates, null where it is to be read as bars. */
export async function ratesIn(files: readonly string[], io: CommandIo): Promise<ImportFile | null> {
  const [place, ...others] = files;
  if (place === undefined || others.length > 0) return null;
  const file = { fileName: basename(place), bytes: await io.readFile(place) };
  return (await isRatesFile(file)) ? file : null;
}

/** Those of the symbols of `--symbol`, all where it isn't given. @throws {ConfigError} for a symbol that isn't there */
export function ratesAsked<Rates extends { readonly symbol: string }>(
  series: readonly Rates[],
  fileName: string,
  options: Options,
): readonly Rates[] {
  const wanted = options.symbol as readonly string[] | undefined;
  if (wanted === undefined) return series;
  return wanted
    .flatMap((symbols) => symbols.split(','))
    .map((symbol) => {
      const found = series.find((one) => one.symbol === symbol);
      if (found !== undefined) return found;
      const held = series.map((one) => one.symbol).join(', ');
      throw new ConfigError(`${fileName} holds no rates of ${symbol}, but of ${held}.`, 'symbol');
    });
}
