import * as z from 'zod/mini';
import { ConfigError, DataError } from '../../core/errors';
import { sha256HexLarge } from '../../core/hashing';
import { type JobControl, uncontrolled } from '../../core/job';
import type { Sha256Hex } from '../../core/nominal';
import type { AssetClass, Bars } from '../bars';
import { calendarOf } from '../calendar';
import { DAY_MS } from '../civil-date';
import { calendarSeen } from '../quality';
import { zoneClock } from '../zone';
import { assembleBars, type DroppedRow, type ExaminedRows, examineRows } from './assemble-bars';
import { defaultRepairs, faultReports, repairChoices } from './fault-report';
import { readFileText } from './file-text';
import { plainName, quoteSide } from './header-names';
import { type Understanding, understand } from './inspect';
import { detectLayout } from './layout';
import { type ImportLimits, importLimits } from './limits';
import { type ChosenRepairs, type ImportRecipe, importRecipeSchema } from './recipe.schema';
import { type ParsedRows, parseRows } from './row-parser';
import type {
  FaultClass,
  ImportAnswers,
  ImportFile,
  ImportInspection,
  ImportQuestion,
  ImportReport,
  RepairChoices,
} from './types';

export interface ImportOptions {
  readonly limits?: ImportLimits;
  /** Milliseconds of a steady clock, for the time a report took; without one that time is 0. */
  readonly clock?: () => number;
}

/** First look at a file: dialect, columns, first rows, questions. Keeps nothing. */
export async function inspectImport(
  bytes: Uint8Array,
  fileName: string,
  options: ImportOptions = {},
): Promise<ImportInspection> {
  return (await ImportSession.open(bytes, fileName, uncontrolled, options)).inspection;
}

/** One file on its way to bars: opened once, reported as often as answers change, finished once. */
export class ImportSession {
  readonly inspection: ImportInspection;
  private parsed: { key: string; rows: ParsedRows } | null = null;
  private examined: { key: string; rows: ExaminedRows } | null = null;

  private constructor(
    private readonly bytes: Uint8Array,
    private readonly fileName: string,
    private readonly rawSha256: Promise<Sha256Hex>,
    private readonly known: Understanding,
    private readonly limits: ImportLimits,
    private readonly clock: () => number,
  ) {
    this.inspection = known.inspection;
  }

  /** @throws {DataError} where the file can't be imported under any answer; {CancelledError} */
  static async open(
    bytes: Uint8Array,
    fileName: string,
    control: JobControl = uncontrolled,
    options: ImportOptions = {},
  ): Promise<ImportSession> {
    const limits = options.limits ?? importLimits;
    const text = await readFileText(bytes, fileName, limits, control);
    const layout = detectLayout(text.bytes, fileName, limits);
    const known = await understand(
      text.bytes,
      layout,
      { fileName, byteLength: bytes.length, compressed: text.compressed },
      limits,
      control,
    );
    // Hashed by the platform beside the reading of rows.
    const rawSha256 = sha256HexLarge(bytes);
    return new ImportSession(
      text.bytes,
      fileName,
      rawSha256,
      known,
      limits,
      options.clock ?? (() => 0),
    );
  }

  /**
   * One or several files at once: every instrument in them is listed in the inspection.
   * A file of adjustment factors beside a file of bars belongs to the instrument it is named after.
   * @throws {DataError} where a file can't be imported under any answer; {CancelledError}
   */
  static async openAll(
    files: readonly ImportFile[],
    control: JobControl = uncontrolled,
    options: ImportOptions = {},
  ): Promise<ImportSession> {
    const file = files[0];
    if (file === undefined) throw new ConfigError('Choose a file.', 'files');
    if (files.length > 1) throw new ConfigError('Choose one file.', 'files');
    return ImportSession.open(file.bytes, file.fileName, control, options);
  }

  /** Reads and checks every row under the answers given so far; open questions are read as their likeliest option. */
  async report(answers: ImportAnswers, control: JobControl = uncontrolled): Promise<ImportReport> {
    const started = this.clock();
    const recipe = this.recipe(answers, {}, this.inspection.suggestedName);
    const rows = await this.rows(recipe, control);
    const examined = await this.examine(rows, recipe, control);
    const { arranged, quality, intervalMs } = examined;
    const { time } = arranged.columns;
    return {
      importId: this.inspection.importId,
      instrument: this.inspection.instruments[0]!,
      rows: rows.length + rows.unreadable.length,
      bars: time.length,
      intervalMs,
      firstTime: time[0]!,
      lastTime: time[time.length - 1]!,
      faults: faultReports(rows, arranged, quality, intervalMs),
      openQuestions: this.openQuestions(answers),
      elapsedMs: this.clock() - started,
      source: {
        kind: 'file',
        fileName: this.fileName,
        rawSha256: await this.rawSha256,
        recipe: { ...recipe },
      },
    };
  }

  /**
   * The bars, under every answer and repair chosen (the defaults for classes not mentioned).
   * @throws {ConfigError} while a question is open or a repair does not exist for its class; {DataError} where a fault is refused
   */
  async finish(
    answers: ImportAnswers,
    repairs: RepairChoices,
    name: string,
    control: JobControl = uncontrolled,
  ): Promise<{ bars: Bars; dropped: DroppedRow[]; report: ImportReport }> {
    const open = this.openQuestions(answers)[0];
    if (open !== undefined) {
      throw new ConfigError(`A question is open: ${open.title}`, open.id);
    }
    const recipe = this.recipe(answers, repairs, name);
    const report = await this.report(answers, control);
    const rows = await this.rows(recipe, control);
    const examined = await this.examine(rows, recipe, control);
    const { bars, dropped } = await assembleBars(
      rows,
      examined,
      recipe,
      {
        fileName: this.fileName,
        rawSha256: await this.rawSha256,
      },
      control,
    );
    return { bars, dropped, report: { ...report, source: bars.source } };
  }

  private openQuestions(answers: ImportAnswers): ImportQuestion[] {
    return this.known.questions.filter((question) => {
      if (question.defaultValue !== null) return false;
      if (question.id === 'date-order') return answers.dateOrder === undefined;
      if (question.id === 'time-zone') return answers.timeZone === undefined;
      return answers.columns === undefined;
    });
  }

  private async rows(recipe: ImportRecipe, control: JobControl): Promise<ParsedRows> {
    const { columns, timeFormat, zone } = recipe;
    const key = JSON.stringify({ columns, timeFormat, zone });
    if (this.parsed?.key !== key) {
      this.parsed = null;
      this.examined = null;
      const rows = await parseRows(this.bytes, recipe, this.limits, control);
      this.parsed = { key, rows };
    }
    return this.parsed.rows;
  }

  private async examine(
    rows: ParsedRows,
    recipe: ImportRecipe,
    control: JobControl,
  ): Promise<ExaminedRows> {
    const key = JSON.stringify({ of: this.parsed?.key, by: recipe.repairs, on: recipe.calendar });
    if (this.examined?.key !== key) {
      this.examined = null;
      const hasVolume = recipe.columns.volume !== null;
      const examined = await examineRows(rows, recipe.repairs, recipe.calendar, hasVolume, control);
      this.examined = { key, rows: examined };
    }
    return this.examined.rows;
  }

  private recipe(answers: ImportAnswers, repairs: RepairChoices, name: string): ImportRecipe {
    const { layout, guess, asksZone, zoneRequired, isIntraday, sampleTimes } = this.known;
    const assetClass: AssetClass = answers.assetClass ?? guess.assetClass;
    const zone = asksZone
      ? zoneClock(answers.timeZone ?? this.likeliest('time-zone') ?? 'UTC').zone
      : null;
    const calendar = answers.calendar ?? calendarSeen(calendarOf(assetClass), sampleTimes);
    const datesOnly = !isIntraday || (this.inspection.intervalMs ?? 0) >= DAY_MS;
    const isUs = calendar === 'equity-us' && !datesOnly;
    return {
      version: 1,
      dialect: layout.dialect,
      separator: layout.separator,
      decimal: layout.decimal,
      firstRow: layout.firstRow,
      columnCount: layout.columnCount,
      columns: this.columns(answers),
      symbolColumn: layout.symbolColumn,
      timeFormat: this.timeFormat(answers),
      zone,
      zoneRequired,
      repairs: chooseRepairs(repairs),
      symbol: (answers.symbol ?? guess.symbol).slice(0, 80),
      name: name.slice(0, 200),
      assetClass,
      quoteCurrency: (answers.quoteCurrency ?? guess.quoteCurrency).slice(0, 80),
      calendar,
      timeZone: isUs ? 'America/New_York' : 'UTC',
    };
  }

  private timeFormat(answers: ImportAnswers): ImportRecipe['timeFormat'] {
    if (this.known.timeFormat !== null && this.known.layout.timeShape !== 'date-dm') {
      return this.known.timeFormat;
    }
    const order = answers.dateOrder;
    if (order === 'dmy' || order === 'mdy') return `date-${order}`;
    if (order === 'ymd') {
      throw new ConfigError('The year is last in this file; the order is dmy or mdy.', 'dateOrder');
    }
    return (
      this.known.timeFormat ?? (this.likeliest('date-order') === 'mdy' ? 'date-mdy' : 'date-dmy')
    );
  }

  private columns(answers: ImportAnswers): ImportRecipe['columns'] {
    const { layout } = this.known;
    const bid = quoteSide(layout.headers.map(plainName), 'bid');
    const { adjustedClose: _a, clock: _c, split: _s, dividend: _d, ...detected } = layout.columns;
    const merged = {
      ...detected,
      ...(layout.isQuoteBars ? bid : {}),
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
    return merged as ImportRecipe['columns'];
  }

  private likeliest(id: ImportQuestion['id']): string | null {
    const question = this.known.questions.find((it) => it.id === id);
    if (question === undefined) return null;
    return (question.options.find((it) => it.fits === true) ?? question.options[0])?.value ?? null;
  }
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

/**
 * The same bars again from the same bytes, without a question.
 * @throws {ConfigError} for a recipe that is none; {DataError} where the file does not fit it
 */
export async function importByRecipe(
  bytes: Uint8Array,
  fileName: string,
  recipe: Readonly<Record<string, unknown>>,
  control: JobControl = uncontrolled,
): Promise<Bars> {
  const checked = z.safeParse(importRecipeSchema, recipe);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new ConfigError(
      `The import recipe can't be used: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
      'recipe',
      { cause: checked.error },
    );
  }
  const plan = checked.data;
  const text = await readFileText(bytes, fileName, importLimits, control);
  const rows = await parseRows(text.bytes, plan, importLimits, control);
  const hasVolume = plan.columns.volume !== null;
  const examined = await examineRows(rows, plan.repairs, plan.calendar, hasVolume, control);
  const rawSha256 = await sha256HexLarge(bytes);
  const { bars } = await assembleBars(rows, examined, plan, { fileName, rawSha256 }, control);
  if (bars.length === 0) throw new DataError('No bars are left.', { file: fileName });
  return bars;
}
