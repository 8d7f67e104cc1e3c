import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import type { Bars } from '../market/bars';
import type { DataRef } from '../market/data-ref.schema';
import {
  type ImportAnswers,
  type ImportQuestion,
  ImportSession,
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
  if (options.timeZone !== undefined) Object.assign(answers, { timeZone: options.timeZone });
  return { answers, repairs: { ...(options.repair as RepairChoices | undefined) } };
}

const answerFlag: Readonly<Record<ImportQuestion['id'], string>> = {
  'date-order': '--date-order',
  'time-zone': '--time-zone',
  columns: '--answers \'{"columns":{…}}\'',
  volume: '--volume',
  adjustment: '--adjust',
};

/** An open question with its readings and the flag that answers it. */
export function questionText(question: ImportQuestion): string {
  const readings = question.options.map(
    (option) =>
      `  ${answerFlag[question.id]} ${option.value}   ${option.label}: ${option.reading}${option.evidence === null ? '' : ` (${option.evidence})`}`,
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
  const session = await ImportSession.open(await io.readFile(place), basename(place), control);
  const { openQuestions } = await session.report(answers, control);
  if (openQuestions.length > 0) {
    throw new NeededError(openQuestions.map(questionText).join('\n\n'));
  }
  const name = session.inspection.suggestedName;
  return (await session.finish(answers, repairs, name, control)).bars;
}
