import type { FileMetaData, SchemaElement } from 'hyparquet';
import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { formatUtcIso } from '../civil-date';
import { cellText, TableWriter } from './cell-text';
import { tooLarge } from './inflate';
import type { ImportLimits } from './limits';

/** A Parquet file as text: one column a cell, named by the file's schema. */
export interface ParquetTable {
  readonly bytes: Uint8Array;
  readonly headers: readonly string[];
  readonly notes: readonly string[];
}

export function isParquet(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31;
}

/** Rows written between two checks for Cancel. */
const slice = 1 << 13;

/**
 * Flat columns of a Parquet file. Timestamps become ISO times, with `Z` where the file says they are UTC; decimals
 * keep their digits. The reader is loaded when the first such file comes.
 * @throws {DataError} for a damaged file or an encoding that can't be read; {CancelledError}
 */
export async function readParquetTable(
  bytes: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<ParquetTable> {
  const [{ parquetMetadata, parquetRead }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const file = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer;
  const writer = new TableWriter();
  try {
    const metadata = parquetMetadata(file);
    const columns = flatColumns(metadata);
    const rows = Number(metadata.num_rows);
    if (rows > limits.rows) {
      throw new DataError(
        `The file has ${countText(rows)} rows, the limit of an import is ${countText(limits.rows)}. Split it by date.`,
        { file: fileName },
      );
    }
    const names = columns.map(({ element }) => element.name);
    const plain = withoutDecimals(metadata);
    let from = 0;
    for (const group of metadata.row_groups) {
      const to = from + Number(group.num_rows);
      let decoded: unknown[][] = [];
      await parquetRead({
        file,
        metadata: plain,
        columns: names,
        rowStart: from,
        rowEnd: to,
        compressors,
        parsers: asText,
        onComplete: (all: unknown[][]) => {
          decoded = all;
        },
      });
      for (let i = 0; i < decoded.length; i++) {
        const row = decoded[i]!;
        writer.row(columns.map((it, k) => it.text(row[k])));
        if (i % slice !== slice - 1 && i !== decoded.length - 1) continue;
        if (writer.length > limits.inflatedBytes) throw tooLarge(fileName, limits);
        control.report({ done: from + i + 1, total: rows, label: 'Reading Parquet' });
        await control.checkpoint();
      }
      from = to;
    }
    const nested = metadata.schema.slice(1).filter((it) => (it.num_children ?? 0) > 0);
    return {
      bytes: writer.finish(),
      headers: names,
      notes:
        nested.length === 0
          ? []
          : [
              `Not used, as they hold more than one value: ${nested.map((it) => it.name).join(', ')}.`,
            ],
    };
  } catch (cause) {
    if (cause instanceof Error && /^(DataError|CancelledError)$/.test(cause.name)) throw cause;
    const why = cause instanceof Error ? cause.message : '';
    throw new DataError(
      `The Parquet file can't be read: ${why.slice(0, 160)}. Get it again, or save it as CSV.`,
      { file: fileName },
      { cause },
    );
  }
}

/** Timestamps and days arrive as the whole numbers they are stored as. */
const asText = {
  timestampFromMilliseconds: (value: bigint) => value,
  timestampFromMicroseconds: (value: bigint) => value,
  timestampFromNanoseconds: (value: bigint) => value,
  dateFromDays: (days: number) => days,
} as never;

interface FlatColumn {
  readonly element: SchemaElement;
  readonly text: (value: unknown) => string;
}

function flatColumns(metadata: FileMetaData): FlatColumn[] {
  const flat: FlatColumn[] = [];
  const { schema } = metadata;
  for (let k = 1; k < schema.length; ) {
    const element = schema[k]!;
    const last = endOfElement(schema, k);
    if (last === k + 1 && element.repetition_type !== 'REPEATED') {
      flat.push({ element, text: textOf(element) });
    }
    k = last;
  }
  return flat;
}

/** Index behind an element and everything in it. */
function endOfElement(schema: readonly SchemaElement[], k: number): number {
  let end = k + 1;
  for (let child = 0; child < (schema[k]!.num_children ?? 0); child++)
    end = endOfElement(schema, end);
  return end;
}

/** How a column's values are written as cells. */
function textOf(element: SchemaElement): (value: unknown) => string {
  const { converted_type: converted, logical_type: logical, scale } = element;
  const blank = (write: (value: never) => string) => (value: unknown) =>
    value === null || value === undefined ? '' : write(value as never);
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const digits = scale ?? (logical as { scale?: number } | undefined)?.scale ?? 0;
    return blank((value: bigint | number | Uint8Array) => decimalText(wholeOf(value), digits));
  }
  if (converted === 'DATE' || logical?.type === 'DATE') {
    return blank((days: number) => formatUtcIso(Number(days) * 86_400_000).slice(0, 10));
  }
  const unit =
    logical?.type === 'TIMESTAMP'
      ? logical.unit
      : converted === 'TIMESTAMP_MILLIS'
        ? 'MILLIS'
        : converted === 'TIMESTAMP_MICROS'
          ? 'MICROS'
          : element.type === 'INT96'
            ? 'NANOS'
            : null;
  if (unit !== null) {
    const perMs = unit === 'NANOS' ? 1_000_000n : unit === 'MICROS' ? 1_000n : 1n;
    // The older types say nothing of a zone and are UTC by their definition; INT96 is written by systems that mean UTC.
    const isUtc = logical?.type !== 'TIMESTAMP' || logical.isAdjustedToUTC;
    return blank((value: bigint | number) => {
      const iso = formatUtcIso(Number(floorDivide(BigInt(value), perMs)));
      return isUtc ? iso : iso.replace(/Z$/, '');
    });
  }
  return cellText;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** A decimal's whole number: stored as an integer, or as big-endian two's complement bytes. */
function wholeOf(value: bigint | number | Uint8Array): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value);
  let whole = 0n;
  for (const byte of value) whole = whole * 256n + BigInt(byte);
  return value.length > 0 && value[0]! >= 128 ? whole - (1n << BigInt(8 * value.length)) : whole;
}

function decimalText(whole: bigint, scale: number): string {
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, '0');
  const sign = whole < 0n ? '-' : '';
  const units = digits.slice(0, digits.length - scale);
  return scale === 0 ? `${sign}${units}` : `${sign}${units}.${digits.slice(-scale)}`;
}

/** The same columns with decimals as the whole numbers they are stored as, which keeps every digit. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  return {
    ...metadata,
    schema: metadata.schema.map((element) => {
      if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL') {
        return element;
      }
      const { converted_type: _converted, logical_type: _logical, ...plain } = element;
      return plain;
    }),
  };
}
