import { basename } from 'node:path';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import { importRates, inspectRates } from '../market/import/index';
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
  const fileName = basename(place);
  const bytes = await io.readFile(place);
  const { answers } = importChoices(options);
  const { questions } = await inspectRates(bytes, fileName, control);
  const open = questions.filter((question) =>
    question.id === 'date-order' ? answers.dateOrder === undefined : answers.timeZone === undefined,
  );
  if (open.length > 0) throw new NeededError(open.map(questionText).join('\n\n'));
  const { series } = await importRates(bytes, fileName, answers, control);
  const wanted = options.fundingSymbol;
  const found =
    wanted === undefined ? series : series.filter((one) => one.symbol === String(wanted));
  if (found.length === 1) return found[0]!;
  const symbols = series.map((one) => one.symbol).join(', ');
  throw new ConfigError(
    wanted === undefined
      ? `${fileName} holds rates of ${symbols}: choose one with --funding-symbol.`
      : `${fileName} holds no rates of ${String(wanted)}, but of ${symbols}.`,
    'account.fundingSeries',
  );
}
