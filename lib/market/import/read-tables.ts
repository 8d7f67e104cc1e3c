import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { readText } from './file-text';
import { inflate, tooLarge } from './inflate';
import { isJson, readJsonTables } from './json-tables';
import { barCells, detectTable, type TableText } from './layout';
import type { ImportLimits } from './limits';
import { isParquet, readParquetTable } from './parquet-table';
import type { TableKind } from './types';
import { isZip, readZip } from './zip-archive';

/** One table of a file, as text whatever it was written in. */
export interface FileTable extends TableText {
  readonly kind: TableKind;
  /** Unpacked from gzip or a zip archive. */
  readonly compressed: boolean;
  /** Keys that lead to it in a JSON document, which may name its instrument; else ''. */
  readonly path: string;
  readonly notes: readonly string[];
}

const tableName = /\.(csv|tsv|txt|json|parquet|gz)$/i;

/**
 * The tables of a file: CSV, JSON or Parquet, alone, in gzip, or as members of a zip archive.
 * @throws {DataError} for empty, binary, damaged or too large files; {CancelledError}
 */
export async function readTables(
  file: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<FileTable[]> {
  if (file.length === 0) throw new DataError('The file is empty.', { file: fileName });
  if (!isZip(file)) return readMember(file, fileName, null, false, limits, control);
  const members = readZip(file, fileName, limits).filter(
    (it) => !/(^|\/)(__MACOSX\/|\.)/.test(it.name),
  );
  const wanted = members.length === 1 ? members : members.filter((it) => tableName.test(it.name));
  if (wanted.length === 0) {
    throw new DataError(
      members.some((it) => it.name === 'xl/workbook.xml')
        ? 'The file is an Excel workbook. Save its sheet as CSV.'
        : 'The zip archive holds no CSV, JSON or Parquet file. Choose the file of bars itself.',
      { file: fileName },
    );
  }
  const others = members.filter((it) => !wanted.includes(it)).map((it) => it.name);
  const tables: FileTable[] = [];
  for (const member of wanted) {
    const content = await member.unpack(control);
    if (content.length === 0) {
      throw new DataError(`${member.name} in the archive is empty.`, { file: fileName });
    }
    if (isZip(content)) {
      throw new DataError(`${member.name} is an archive in an archive. Unpack the outer one.`, {
        file: fileName,
      });
    }
    const found = await readMember(content, fileName, member.name, true, limits, control);
    const isRemark = wanted.length > 1 && found.every((table) => isProse(table, limits));
    if (isRemark) others.push(member.name);
    else tables.push(...found);
  }
  if (tables.length === 0) {
    throw new DataError('No file in the zip archive holds a table of bars.', { file: fileName });
  }
  if (others.length === 0) return tables;
  const note = `Not read in the archive: ${others.join(', ')}.`;
  return tables.map((table) => ({ ...table, notes: [note, ...table.notes] }));
}

/** Whether a `.txt` file has no cells, such as the remarks that come with an archive. */
function isProse(table: FileTable, limits: ImportLimits): boolean {
  if (table.kind !== 'csv' || !/\.txt$/i.test(table.member ?? '')) return false;
  try {
    detectTable(table, limits, barCells);
    return false;
  } catch (error) {
    if (error instanceof DataError) return true;
    throw error;
  }
}

async function readMember(
  file: Uint8Array,
  fileName: string,
  member: string | null,
  fromZip: boolean,
  limits: ImportLimits,
  control: JobControl,
): Promise<FileTable[]> {
  const isGzip = file[0] === 0x1f && file[1] === 0x8b;
  const content = isGzip ? await inflate(file, 'gzip', fileName, limits, control) : file;
  if (content.length === 0) {
    throw new DataError('The gzip file is empty inside.', { file: fileName });
  }
  const compressed = fromZip || isGzip;
  if (content.length > limits.inflatedBytes) throw tooLarge(fileName, limits);
  const about = { fileName, member, compressed, path: '' };
  if (isParquet(content)) {
    const table = await readParquetTable(content, fileName, limits, control);
    return [{ ...about, kind: 'parquet', ...table }];
  }
  const bytes = readText(content, fileName);
  if (!isJson(bytes)) return [{ ...about, kind: 'csv', bytes, headers: null, notes: [] }];
  const tables = await readJsonTables(bytes, fileName, control);
  return tables.map((table) => ({
    ...about,
    kind: 'json',
    path: table.path,
    member: tables.length === 1 ? member : [member, table.path].filter(Boolean).join('#'),
    bytes: table.bytes,
    headers: table.headers,
    notes: table.notes,
  }));
}
