import * as z from 'zod/mini';
import { ConfigError, DataError } from '../../core/errors';
import { sha256HexLarge } from '../../core/hashing';
import { type JobControl, uncontrolled } from '../../core/job';
import type { Sha256Hex } from '../../core/nominal';
import type { Bars } from '../bars';
import { assembleBars, type DroppedRow, type ExaminedRows, examineRows } from './assemble-bars';
import { type FactorFile, isFactorFile, readFactorFile } from './factor-file';
import { faultReports } from './fault-report';
import {
  describeImport,
  instrumentsOf,
  type OpenInstrument,
  type OpenTable,
  openTable,
} from './inspect';
import { detectLayout } from './layout';
import { type ImportLimits, importLimits } from './limits';
import { answerTo, makeRecipe } from './make-recipe';
import type { ParsedRows } from './parsed-rows';
import { readTables } from './read-tables';
import { type ImportRecipe, importRecipeSchema } from './recipe.schema';
import { parseRows } from './row-parser';
import { findSymbolRows, type SymbolText } from './symbol-rows';
import type {
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

/** Files on their way to bars: opened once, reported as often as answers change, finished once for each instrument. */
export class ImportSession {
  readonly inspection: ImportInspection;
  private parsed: { key: string; rows: ParsedRows } | null = null;
  private examined: { key: string; rows: ExaminedRows } | null = null;

  private constructor(
    private readonly tables: readonly OpenTable[],
    private readonly instruments: readonly OpenInstrument[],
    byteLength: number,
    private readonly rawSha256: ReadonlyMap<string, Promise<Sha256Hex>>,
    private readonly limits: ImportLimits,
    private readonly clock: () => number,
  ) {
    this.inspection = describeImport(tables, instruments, byteLength);
  }

  /** @throws {DataError} where the file can't be imported under any answer; {CancelledError} */
  static open(
    bytes: Uint8Array,
    fileName: string,
    control: JobControl = uncontrolled,
    options: ImportOptions = {},
  ): Promise<ImportSession> {
    return ImportSession.openAll([{ bytes, fileName }], control, options);
  }

  /**
   * One or several files at once: every instrument in them is listed in the inspection.
   * A file of adjustment factors beside files of bars belongs to the instrument it is named after, or to the only one.
   * @throws {DataError} where a file can't be imported under any answer; {CancelledError}
   */
  static async openAll(
    files: readonly ImportFile[],
    control: JobControl = uncontrolled,
    options: ImportOptions = {},
  ): Promise<ImportSession> {
    const limits = options.limits ?? importLimits;
    const factorFiles = files.filter((file) => isFactorFile(file.bytes));
    const barFiles = files.filter((file) => !factorFiles.includes(file));
    if (barFiles.length === 0) {
      if (factorFiles.length === 0) throw new ConfigError('Choose a file.', 'files');
      throw new DataError(
        'This is a list of adjustment factors. Choose it together with the file of bars it belongs to.',
        { file: factorFiles[0]!.fileName },
      );
    }
    const names = new Set(barFiles.map((file) => file.fileName));
    if (names.size < barFiles.length) {
      throw new ConfigError('Two of the files have the same name. Choose each once.', 'files');
    }
    const factors = factorFiles.map(readFactorFile);
    const found = [];
    for (const { bytes, fileName } of barFiles) {
      found.push(...(await readTables(bytes, fileName, limits, control)));
    }
    const tables: OpenTable[] = [];
    for (const table of found) {
      // A list that is named after nothing belongs to the only table.
      const isUnnamed = found.length === 1 && factors.length === 1 && factors[0]!.symbol === 'DATA';
      const only = isUnnamed ? factors[0]! : null;
      tables.push(
        await openTable(table, only ?? ((symbol) => named(factors, symbol)), limits, control).catch(
          (error: unknown) => {
            if (!(error instanceof DataError) || table.member === null) throw error;
            throw new DataError(`${table.member}: ${error.message}`, error.where, { cause: error });
          },
        ),
      );
    }
    const instruments = instrumentsOf(tables);
    refuseUnusedFactors(factors, tables);
    // Hashed by the platform beside the reading of rows.
    const hashes = new Map(barFiles.map((file) => [file.fileName, sha256HexLarge(file.bytes)]));
    const byteLength = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const clock = options.clock ?? (() => 0);
    return new ImportSession(tables, instruments, byteLength, hashes, limits, clock);
  }

  /** Reads and checks every row of an instrument under the answers given so far; open questions are read as their likeliest option. */
  async report(answers: ImportAnswers, control: JobControl = uncontrolled): Promise<ImportReport> {
    const started = this.clock();
    const instrument = this.instrument(answers) ?? this.instruments[0]!;
    this.refuseForeignColumns(answers);
    const recipe = makeRecipe(instrument, answers, {}, instrument.info.name);
    const rows = await this.rows(instrument, recipe, control);
    const examined = await this.examine(rows, recipe, control);
    const { arranged, quality, intervalMs } = examined;
    const { time } = arranged.columns;
    return {
      importId: this.inspection.importId,
      instrument: instrument.info,
      rows: rows.length + rows.unreadable.length,
      bars: time.length,
      intervalMs,
      firstTime: time[0]!,
      lastTime: time[time.length - 1]!,
      faults: faultReports(rows, arranged, quality, intervalMs),
      openQuestions: openQuestions(instrument, answers),
      elapsedMs: this.clock() - started,
      source: {
        kind: 'file',
        fileName: instrument.info.fileName,
        rawSha256: await this.rawSha256.get(instrument.info.fileName)!,
        recipe: { ...recipe },
      },
    };
  }

  /**
   * The bars of an instrument, under every answer and repair chosen (the defaults for classes not mentioned).
   * @throws {ConfigError} while a question is open, while it is not said which of several instruments is meant, or where
   * a repair does not exist for its class; {DataError} where a fault is refused
   */
  async finish(
    answers: ImportAnswers,
    repairs: RepairChoices,
    name: string,
    control: JobControl = uncontrolled,
  ): Promise<{ bars: Bars; dropped: DroppedRow[]; report: ImportReport }> {
    const instrument = this.instrument(answers);
    if (instrument === null) {
      const names = this.instruments.slice(0, 12).map(({ info }) => info.id);
      throw new ConfigError(
        `The import holds ${this.instruments.length} instruments; say which one is meant: ${names.join(', ')}${this.instruments.length > 12 ? ' …' : ''}.`,
        'instrument',
      );
    }
    const open = openQuestions(instrument, answers)[0];
    if (open !== undefined) {
      throw new ConfigError(`A question is open: ${open.title}`, open.id);
    }
    const recipe = makeRecipe(instrument, answers, repairs, name);
    const report = await this.report(answers, control);
    const rows = await this.rows(instrument, recipe, control);
    const examined = await this.examine(rows, recipe, control);
    const { fileName } = instrument.info;
    const file = { fileName, rawSha256: await this.rawSha256.get(fileName)! };
    const { bars, dropped } = await assembleBars(rows, examined, recipe, file, control);
    return { bars, dropped, report: { ...report, source: bars.source } };
  }

  /** The instrument the answers name, or the only one; null where several are there and none is named. */
  private instrument({ instrument }: ImportAnswers): OpenInstrument | null {
    if (instrument === undefined) {
      return this.instruments.length === 1 ? this.instruments[0]! : null;
    }
    const found = this.instruments.find(({ info }) => info.id === instrument);
    if (found !== undefined) return found;
    throw new ConfigError(`There is no instrument ‘${instrument}’ in this import.`, 'instrument');
  }

  /** Column numbers mean the same in tables with the same header only. */
  private refuseForeignColumns(answers: ImportAnswers): void {
    if (answers.columns === undefined) return;
    const headers = new Set(this.inspection.tables.map((table) => JSON.stringify(table.headers)));
    if (headers.size > 1) {
      throw new ConfigError(
        'The tables of this import have different columns, so column numbers can’t be given for all. Import them one by one.',
        'columns',
      );
    }
  }

  private async rows(
    instrument: OpenInstrument,
    recipe: ImportRecipe,
    control: JobControl,
  ): Promise<ParsedRows> {
    const { columns, timeFormat, zone, adjustment } = recipe;
    const reads = adjustment?.kind === 'factors' ? 'factors' : adjustment;
    const key = JSON.stringify({ of: instrument.info.id, columns, timeFormat, zone, reads });
    if (this.parsed?.key !== key) {
      this.parsed = null;
      this.examined = null;
      const { table, symbols } = instrument.of;
      const text = instrument.symbol === null ? null : symbols!.textOf(instrument.symbol);
      const rows = await rowsOf(table.bytes, text, recipe, this.limits, control);
      this.parsed = { key, rows };
    }
    return this.parsed.rows;
  }

  private async examine(
    rows: ParsedRows,
    recipe: ImportRecipe,
    control: JobControl,
  ): Promise<ExaminedRows> {
    const { repairs, calendar, adjustment, timeZone } = recipe;
    const key = JSON.stringify({ of: this.parsed?.key, repairs, calendar, adjustment, timeZone });
    if (this.examined?.key !== key) {
      this.examined = null;
      this.examined = { key, rows: await examineRows(rows, recipe, control) };
    }
    return this.examined.rows;
  }
}

/** Questions of an instrument's table that have neither an answer nor a default. */
function openQuestions({ of }: OpenInstrument, answers: ImportAnswers): ImportQuestion[] {
  return of.known.questions.filter(
    (question) => question.defaultValue === null && answerTo(question.id, answers) === null,
  );
}

function named(factors: readonly FactorFile[], symbol: string): FactorFile | null {
  return factors.find((it) => it.symbol.toUpperCase() === symbol.toUpperCase()) ?? null;
}

function refuseUnusedFactors(factors: readonly FactorFile[], tables: readonly OpenTable[]): void {
  const unused = factors.find((it) => !tables.some(({ known }) => known.factors === it));
  if (unused === undefined) return;
  throw new DataError(
    `${unused.fileName} belongs to ${unused.symbol}, and no file of bars is of that. Name it after its instrument, or choose it with that file alone.`,
    { file: unused.fileName },
  );
}

/** The rows of a table, or of one symbol in it, with those that name no instrument among the unreadable ones. */
async function rowsOf(
  bytes: Uint8Array,
  text: SymbolText | null,
  recipe: ImportRecipe,
  limits: ImportLimits,
  control: JobControl,
): Promise<ParsedRows> {
  if (text === null) return parseRows(bytes, recipe, limits, control);
  const plan = { ...recipe, firstRow: 1 };
  const rows = await parseRows(text.bytes, plan, limits, control, text.lineInFile);
  if (text.strays.length === 0) return rows;
  const unreadable = [...rows.unreadable, ...text.strays].sort((a, b) => a.row - b.row);
  return { ...rows, unreadable };
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
  const tables = await readTables(bytes, fileName, importLimits, control);
  const table = tables.find((it) => (it.member ?? undefined) === plan.member);
  if (table === undefined) {
    throw new DataError(
      plan.member === undefined
        ? `The file holds ${tables.length} tables and the recipe names none of them.`
        : `The file holds no ‘${plan.member}’.`,
      { file: fileName },
    );
  }
  let text: SymbolText | null = null;
  if (plan.instrument !== undefined) {
    const layout = detectLayout(table, importLimits);
    const symbols = await findSymbolRows(table.bytes, layout, fileName, importLimits, control);
    if (symbols === null || symbols.rowsOf(plan.instrument) === 0) {
      throw new DataError(`The file has no rows of ‘${plan.instrument}’.`, { file: fileName });
    }
    text = symbols.textOf(plan.instrument);
  }
  const rows = await rowsOf(table.bytes, text, plan, importLimits, control);
  const examined = await examineRows(rows, plan, control);
  const rawSha256 = await sha256HexLarge(bytes);
  const { bars } = await assembleBars(rows, examined, plan, { fileName, rawSha256 }, control);
  if (bars.length === 0) throw new DataError('No bars are left.', { file: fileName });
  return bars;
}
