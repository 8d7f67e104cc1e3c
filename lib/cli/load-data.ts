import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import type { Bars, BarsSource } from '../market/bars';
import type { DataRef } from '../market/data-ref.schema';
import {
  type ImportAnswers,
  type ImportFile,
  type ImportInspection,
  type ImportInstrument,
  type ImportQuestion,
  type ImportRecipe,
  ImportSession,
  isNamedAlike,
  type RepairChoices,
} from '../market/import/index';
import { DataLoader } from '../storage/data-loader';
import type { CommandIo } from './command-io';
import { NeededError } from './exit-codes';

type Options = Readonly<Record<string, unknown>>;

/** Flags that answer what a file leaves open. */
export function declareImportFlags(command: Command): void {
  const order = new Option('--date-order <choice>', 'Import: day and month order of dates');
  command.addOption(order.choices(['dmy', 'mdy', 'ymd']));
  command.addOption(
    new Option('--time-zone <zone>', 'Import: IANA zone of times that name none, like UTC'),
  );
  command.addOption(new Option('--zone <zone>', 'Import: the same as --time-zone').hideHelp());
  command.addOption(
    new Option('--side <side>', 'Import: which side of bid and ask bars').choices(['bid', 'ask']),
  );
  command.addOption(
    new Option(
      '--volume <column>',
      'Import: name of the volume column, its number without a header, or none',
    ),
  );
  command.addOption(
    new Option(
      '--adjust <choice>',
      'Import: take splits and dividends out of the prices, only splits, or nothing',
    ).choices(['adjusted', 'splits', 'raw']),
  );
  command.addOption(
    new Option(
      '--factors <files...>',
      'Import: lists of adjustment factors (date,price_factor,split_factor), named after their instruments',
    ),
  );
  command.addOption(
    new Option('--symbol <symbols...>', 'Import: which of several instruments in a file'),
  );
  command.addOption(
    new Option(
      '--answers <json>',
      'Import: any answers at once: {"dateOrder":"dmy","timeZone":"UTC","calendar":"fx-24x5"}',
    ).argParser(parseObject),
  );
  command.addOption(
    new Option(
      '--repair <class=choice...>',
      'Import: what is done with a class of fault, like spike=drop',
    ).argParser(parseRepair),
  );
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidArgumentError('A JSON object is wanted.');
  }
  return value as Record<string, unknown>;
}

function parseRepair(text: string, before: RepairChoices | undefined): RepairChoices {
  const match = /^([a-z-]+)=([a-z-]+)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('It is written class=choice.');
  return { ...before, [match[1]!]: match[2]! } as RepairChoices;
}

/** Answers and repairs given on the command line. */
export function importChoices(options: Options): {
  readonly answers: ImportAnswers;
  readonly repairs: RepairChoices;
} {
  const answers = { ...(options.answers as ImportAnswers | undefined) };
  if (options.dateOrder !== undefined) Object.assign(answers, { dateOrder: options.dateOrder });
  const timeZone = options.timeZone ?? options.zone;
  if (timeZone !== undefined) Object.assign(answers, { timeZone });
  if (options.side !== undefined) Object.assign(answers, { quoteSide: options.side });
  if (options.volume !== undefined) Object.assign(answers, { volume: options.volume });
  if (options.adjust !== undefined) Object.assign(answers, { adjustment: options.adjust });
  return { answers, repairs: { ...(options.repair as RepairChoices | undefined) } };
}

const answerFlag: Readonly<Record<Exclude<ImportQuestion['id'], 'columns'>, string>> = {
  'date-order': '--date-order',
  'time-zone': '--time-zone',
  volume: '--volume',
  adjustment: '--adjust',
};

/** The flag that gives an option as the answer. */
function flagFor(id: ImportQuestion['id'], value: string, label: string): string {
  if (id === 'columns') return `--side ${label.toLowerCase()}`;
  return `${answerFlag[id]} ${/\s/.test(value) ? `"${value}"` : value}`;
}

/** A question with its readings and the flags that answer it. */
export function questionText(question: ImportQuestion): string {
  const readings = question.options.map(
    ({ value, label, reading, evidence }) =>
      `  ${flagFor(question.id, value, label)}   ${label}: ${reading}${evidence === null ? '' : ` (${evidence})`}`,
  );
  return [question.title, question.explanation, ...readings].join('\n');
}

/** Samples and synthetic markets; files are given by path. */
export function dataLoader(io: CommandIo): DataLoader {
  return new DataLoader({
    sampleFile: (file) => io.readSample(file),
    stored: async () => null,
    storedName: async () => null,
  });
}

/** The reference of `sample:ID` or `synthetic:JSON`, null for a file. */
export function dataRefOf(place: string): DataRef | null {
  if (place.startsWith('sample:')) return { kind: 'sample', id: place.slice('sample:'.length) };
  if (!place.startsWith('synthetic:')) return null;
  const text = place.slice('synthetic:'.length);
  try {
    return { kind: 'synthetic', config: text === '' ? {} : parseObject(text), asset: 0 };
  } catch (cause) {
    throw new ConfigError(
      `“${place}” is no synthetic market; write synthetic: and its settings as JSON, like synthetic:{"seed":3}.`,
      'file',
      { cause },
    );
  }
}

/** Files given by path, with the lists of factors that belong to them. */
export async function openImport(
  places: readonly string[],
  options: Options,
  io: CommandIo,
  control: JobControl,
): Promise<ImportSession> {
  const read = async (place: string): Promise<ImportFile> => ({
    fileName: basename(place),
    bytes: await io.readFile(place),
  });
  const files = await Promise.all(places.map(read));
  const listed = await Promise.all(((options.factors as string[] | undefined) ?? []).map(read));
  // Of several lists those count that are named after one of the files; a single one must fit.
  const fitting = listed.filter((list) => files.some((file) => isNamedAlike(list, file)));
  const factors = listed.length > 1 && fitting.length > 0 ? fitting : listed;
  return ImportSession.openAll([...files, ...factors], control);
}

/** The instruments asked for by `--symbol`, all where it isn't given. @throws {ConfigError} for a symbol that isn't there */
export function instrumentsAsked(
  inspection: ImportInspection,
  options: Options,
): readonly ImportInstrument[] {
  const { instruments } = inspection;
  const wanted = options.symbol as string[] | undefined;
  if (wanted === undefined) return instruments;
  return wanted
    .flatMap((symbols) => symbols.split(','))
    .map((symbol) => {
      const found = instruments.filter((it) => it.symbol === symbol || it.id === symbol);
      if (found.length === 1) return found[0]!;
      const names = instruments.slice(0, 20).map((it) => it.id);
      throw new ConfigError(
        `${found.length === 0 ? 'No instrument is' : `${found.length} instruments are`} called ‘${symbol}’; the file holds ${names.join(', ')}${instruments.length > 20 ? ' …' : ''}.`,
        'symbol',
      );
    });
}

/**
 * The bars of a file, of `sample:ID` or of `synthetic:JSON`.
 * @throws {NeededError} while the file leaves something open; {DataError} {ConfigError}
 */
export async function loadBars(
  place: string,
  options: Options,
  io: CommandIo,
  control: JobControl,
): Promise<Bars> {
  const ref = dataRefOf(place);
  if (ref !== null) return (await dataLoader(io).load(ref, control)).bars;
  const { answers, repairs } = importChoices(options);
  const session = await openImport([place], options, io, control);
  const asked = instrumentsAsked(session.inspection, options);
  const instrument = asked[0]!;
  if (asked.length > 1) {
    throw new NeededError(
      `${basename(place)} holds ${asked.length} instruments. Choose one:\n${asked
        .map((it) => `  --symbol ${it.id}`)
        .join('\n')}`,
    );
  }
  const own = { ...answers, instrument: instrument.id };
  const { openQuestions } = await session.report(own, control);
  if (openQuestions.length > 0) {
    throw new NeededError(openQuestions.map(questionText).join('\n\n'));
  }
  const { bars } = await session.finish(own, repairs, instrument.name, control);
  const adjusted = adjustmentText(bars.source);
  if (adjusted !== null && options.json !== true) io.writeError(`${adjusted}\n`);
  return bars;
}

/** What was done to the prices of a file that tells of splits or dividends, null where it tells of none. */
export function adjustmentText(source: BarsSource): string | null {
  if (source.kind !== 'file') return null;
  const adjustment = source.recipe.adjustment as ImportRecipe['adjustment'];
  if (adjustment === undefined) return null;
  switch (adjustment.kind) {
    case 'raw':
      return 'Prices are as written; splits and dividends are not taken out of them (--adjust raw).';
    case 'adjusted-close':
      return 'Prices are scaled to the adjusted close of each row (--adjust raw leaves them as written).';
    default: {
      const what = adjustment.dividends ? 'Splits and dividends are' : 'Splits are';
      const by = adjustment.kind === 'factors' ? ` by ${adjustment.fileName}` : '';
      return `${what} taken out of the prices${by} (--adjust raw leaves them as written).`;
    }
  }
}
