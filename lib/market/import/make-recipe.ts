import { ConfigError } from '../../core/errors';
import type { AssetClass } from '../bars';
import { calendarOf } from '../calendar';
import { DAY_MS } from '../civil-date';
import { guessInstrument } from '../instrument-guess';
import { calendarSeen } from '../quality';
import { zoneClock } from '../zone';
import { defaultRepairs, repairChoices } from './fault-report';
import { plainName, quoteSide } from './header-names';
import { type OpenInstrument, orderOf } from './inspect';
import { volumeName } from './questions';
import type { ChosenRepairs, ImportRecipe } from './recipe.schema';
import type { FaultClass, ImportAnswers, ImportQuestion, RepairChoices } from './types';
import type { Understanding } from './understand';

/** The answer to a question as its options name it, null where there is none. */
export function answerTo(id: ImportQuestion['id'], answers: ImportAnswers): string | null {
  switch (id) {
    case 'date-order':
      return answers.dateOrder ?? null;
    case 'time-zone':
      return answers.timeZone ?? null;
    case 'volume':
      return answers.volume ?? (answers.columns?.volume === undefined ? null : 'columns');
    case 'adjustment':
      return answers.adjustment ?? null;
    case 'columns':
      return answers.quoteSide ?? (answers.columns === undefined ? null : 'columns');
  }
}

/**
 * Everything the answers and what was found make of an instrument's rows; open questions are read as their likeliest option.
 * @throws {ConfigError} for an answer that names what is not there
 */
export function makeRecipe(
  { of, symbol, info }: OpenInstrument,
  answers: ImportAnswers,
  repairs: RepairChoices,
  name: string,
): ImportRecipe {
  const { known, table } = of;
  const { layout, asksZone, zoneRequired, isIntraday, sampleTimes } = known;
  const guess = symbol === null ? known.guess : { ...guessInstrument(symbol), symbol: info.symbol };
  const assetClass: AssetClass = answers.assetClass ?? guess.assetClass;
  const zone = asksZone
    ? zoneClock(answers.timeZone ?? likeliest(known, 'time-zone') ?? 'UTC').zone
    : known.zoneInHeader;
  const calendar = answers.calendar ?? calendarSeen(calendarOf(assetClass), sampleTimes);
  const datesOnly = !isIntraday || (known.intervalMs ?? 0) >= DAY_MS;
  const isUs = calendar === 'equity-us' && !datesOnly;
  const adjustment = adjustmentOf(known, answers);
  return {
    version: 1,
    dialect: layout.dialect,
    ...(table.member === null ? {} : { member: table.member }),
    ...(symbol === null ? {} : { instrument: symbol }),
    separator: layout.separator,
    decimal: layout.decimal,
    firstRow: layout.firstRow,
    columnCount: layout.columnCount,
    columns: columnsOf(known, answers),
    symbolColumn: layout.symbolColumn,
    timeFormat: timeFormatOf(known, answers),
    zone,
    zoneRequired,
    ...(asksZone && orderOf(sampleTimes) === 'newest-first' ? { newestFirst: true } : {}),
    repairs: chooseRepairs(repairs),
    ...(adjustment === undefined ? {} : { adjustment }),
    symbol: (answers.symbol ?? guess.symbol).slice(0, 80),
    name: name.slice(0, 200),
    assetClass,
    quoteCurrency: (answers.quoteCurrency ?? guess.quoteCurrency).slice(0, 80),
    calendar,
    timeZone: isUs ? 'America/New_York' : 'UTC',
  };
}

function timeFormatOf(known: Understanding, answers: ImportAnswers): ImportRecipe['timeFormat'] {
  const { timeFormat, layout } = known;
  if (timeFormat !== null && layout.timeShape !== 'date-dm') return timeFormat;
  const order = answers.dateOrder;
  if (order === 'dmy' || order === 'mdy') return `date-${order}`;
  if (order === 'ymd') {
    throw new ConfigError('The year is last in this file; the order is dmy or mdy.', 'dateOrder');
  }
  return timeFormat ?? (likeliest(known, 'date-order') === 'mdy' ? 'date-mdy' : 'date-dmy');
}

function columnsOf(known: Understanding, answers: ImportAnswers): ImportRecipe['columns'] {
  const { layout } = known;
  const { clock, adjustedClose, split, dividend, ...detected } = layout.columns;
  const side = quoteSide(layout.headers.map(plainName), answers.quoteSide ?? 'bid');
  const merged = {
    ...detected,
    ...(layout.isQuoteBars ? side : {}),
    volume: volumeOf(known, answers),
    ...answers.columns,
  };
  for (const [field, column] of Object.entries(merged)) {
    if (column === null && field === 'volume') continue;
    if (column === null || !(column >= 0 && column < layout.columnCount)) {
      throw new ConfigError(
        `There is no column ${column} for ${field}; the file has ${layout.columnCount}.`,
        `columns.${field}`,
      );
    }
  }
  const extra = { clock, adjustedClose, split, dividend };
  const named = Object.entries(extra).filter(([, column]) => column !== null);
  return { ...(merged as ImportRecipe['columns']), ...Object.fromEntries(named) };
}

function volumeOf(known: Understanding, answers: ImportAnswers): number | null {
  const { layout } = known;
  const asked = answers.volume ?? likeliest(known, 'volume');
  if (asked === null) return layout.columns.volume;
  if (asked === 'none') return null;
  const names = Array.from({ length: layout.columnCount }, (_, k) => volumeName(layout, k));
  const column = names.indexOf(asked);
  if (column < 0) {
    throw new ConfigError(
      `There is no column ‘${asked}’ for volume; columns are ${names.slice(0, 20).join(', ')}.`,
      'volume',
    );
  }
  return column;
}

function adjustmentOf(known: Understanding, answers: ImportAnswers): ImportRecipe['adjustment'] {
  const question = known.questions.find((it) => it.id === 'adjustment');
  const choice = answers.adjustment ?? question?.defaultValue;
  if (choice === undefined || choice === null) return undefined;
  if (question === undefined || !question.options.some((it) => it.value === choice)) {
    if (choice === 'raw') return undefined;
    throw new ConfigError(
      question === undefined
        ? 'The file tells of no splits or dividends: it has no adjusted close and there is no list of factors.'
        : `‘${choice}’ can't be told from this file; choose ${question.options.map((it) => it.value).join(' or ')}.`,
      'adjustment',
    );
  }
  if (choice === 'raw') return { kind: 'raw' };
  const dividends = choice === 'adjusted';
  if (known.factors !== null) {
    const { fileName, rows } = known.factors;
    return { kind: 'factors', fileName: fileName.slice(-200), dividends, rows: [...rows] };
  }
  if (dividends && known.layout.columns.adjustedClose !== null) return { kind: 'adjusted-close' };
  return { kind: 'events', dividends };
}

function likeliest(known: Understanding, id: ImportQuestion['id']): string | null {
  const question = known.questions.find((it) => it.id === id);
  if (question === undefined) return null;
  if (question.defaultValue !== null) return question.defaultValue;
  return (question.options.find((it) => it.fits === true) ?? question.options[0])?.value ?? null;
}

function chooseRepairs(repairs: RepairChoices): ChosenRepairs {
  for (const [fault, repair] of Object.entries(repairs)) {
    const choices: readonly string[] | undefined = repairChoices[fault as FaultClass];
    if (choices === undefined || !choices.includes(repair)) {
      throw new ConfigError(
        `‘${repair}’ can't be done with ${fault}; choose ${choices?.join(', ') ?? 'a known class'}.`,
        fault,
      );
    }
  }
  return { ...defaultRepairs, ...repairs } as ChosenRepairs;
}
