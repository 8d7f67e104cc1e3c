import { DataError } from '../../core/errors';

/**
 * Bytes of a text as UTF-8 without a byte order mark; text in UTF-16 is rewritten.
 * @throws {DataError} for binary content and for text that is nothing but white space
 */
export function readText(file: Uint8Array, fileName: string): Uint8Array {
  const isLittle = file[0] === 0xff && file[1] === 0xfe;
  const isBig = file[0] === 0xfe && file[1] === 0xff;
  const text = isLittle || isBig ? fromUtf16(file, isLittle) : file;
  const bytes = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
  refuseBinary(bytes, fileName);
  return bytes;
}

/** Half of a pair or an odd last byte becomes a replacement character, which no number holds. */
function fromUtf16(file: Uint8Array, isLittle: boolean): Uint8Array {
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be');
  return new TextEncoder().encode(decoder.decode(file));
}

/** Control characters other than tab, line feed, carriage return and form feed don't occur in text. */
function refuseBinary(bytes: Uint8Array, fileName: string): void {
  const end = Math.min(bytes.length, 4096);
  let blank = true;
  for (let i = 0; i < end; i++) {
    const c = bytes[i]!;
    if (c > 32) blank = false;
    if (c < 9 || (c > 13 && c < 32)) {
      throw new DataError(
        `The file is not text (byte ${i + 1} is ${c}). Lookback reads CSV, JSON and Parquet, also in gzip and zip.`,
        { file: fileName, expected: 'CSV text' },
      );
    }
  }
  if (blank && end === bytes.length) {
    throw new DataError('The file is empty: it holds nothing but white space.', { file: fileName });
  }
}
