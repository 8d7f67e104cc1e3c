import { DataError } from '../../core/errors';
import { DAY_MS } from '../civil-date';
import { guessInstrument } from '../instrument-guess';
import { plainName } from './header-names';
import { readTimes } from './read-times';
import type { ImportFile } from './types';

/** Factors that take splits and dividends out of prices. */
export interface FactorFile {
  readonly fileName: string;
  /** The symbol the file is named after. */
  readonly symbol: string;
  /** Days since 1970, price factor, split factor, one after the other, days increasing. */
  readonly rows: readonly number[];
}

const names = ['date', 'pricefactor', 'splitfactor'];

/** Whether bytes start like a list of adjustment factors: `date,price_factor,split_factor,…`. */
export function isFactorFile(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 200));
  const cells = (start.split(/\r?\n/)[0] ?? '').split(',').map(plainName);
  return names.every((name, k) => cells[k] === name);
}

/**
 * Factors that hold up to and with their day: a price of a bar is multiplied by those of the first row whose date is
 * not before the bar's.
 * @throws {DataError} for a row that can't be read or a date that does not increase
 */
export function readFactorFile(file: ImportFile): FactorFile {
  const { fileName } = file;
  const lines = new TextDecoder().decode(file.bytes).split(/\r?\n/);
  const rows: number[] = [];
  lines.forEach((line, i) => {
    if (i === 0 || line.trim() === '') return;
    const fail = (why: string): DataError =>
      new DataError(`${fileName} row ${i + 1}: ${why}.`, {
        file: fileName,
        row: i + 1,
        value: line,
      });
    const cells = line.split(',').map((cell) => cell.trim());
    const time = readTimes(
      [cells[0] ?? ''],
      cells[0]?.includes('-') ? 'iso' : 'date-ymd',
      'UTC',
    )[0]!;
    const price = Number(cells[1] || Number.NaN);
    const split = Number(cells[2] || Number.NaN);
    if (Number.isNaN(time)) throw fail(`‘${cells[0]}’ is no date`);
    if (!(price > 0 && split > 0 && Number.isFinite(price) && Number.isFinite(split))) {
      throw fail('factors must be numbers above 0');
    }
    const day = Math.floor(time / DAY_MS);
    const before = rows[rows.length - 3];
    if (before !== undefined && !(day > before)) throw fail(`its date is not after the one before`);
    rows.push(day, price, split);
  });
  if (rows.length === 0)
    throw new DataError('The file of factors has no rows.', { file: fileName });
  return { fileName, symbol: factorSymbol(fileName), rows };
}

/** Whether a list of factors is named after the instrument a file of bars is named after. */
export function isNamedAlike(
  list: Pick<ImportFile, 'fileName'>,
  file: Pick<ImportFile, 'fileName'>,
): boolean {
  return factorSymbol(list.fileName) === guessInstrument(file.fileName).symbol;
}

function factorSymbol(fileName: string): string {
  return guessInstrument(fileName.replace(/[_ -]?factors?/i, '')).symbol;
}
