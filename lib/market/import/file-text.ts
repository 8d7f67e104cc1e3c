import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import type { ImportLimits } from './limits';

export interface FileText {
  /** UTF-8 text without a byte order mark. */
  readonly bytes: Uint8Array;
  readonly compressed: boolean;
}

/** The text of a file: inflates gzip, takes a byte order mark off, refuses what is not text.
 * @throws {DataError} for empty, binary, damaged or too large files; the message names the limit
 */
export async function readFileText(
  file: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<FileText> {
  if (file.length === 0) throw new DataError('The file is empty.', { file: fileName });
  const compressed = file[0] === 0x1f && file[1] === 0x8b;
  if (file[0] === 0x50 && file[1] === 0x4b && file[2] === 0x03 && file[3] === 0x04) {
    throw new DataError('This is a zip archive. Unpack it and import the CSV file inside.', {
      file: fileName,
    });
  }
  const text = compressed ? await inflate(file, fileName, limits, control) : file;
  if (text.length > limits.inflatedBytes) throw tooLarge(fileName, limits);
  if ((text[0] === 0xff && text[1] === 0xfe) || (text[0] === 0xfe && text[1] === 0xff)) {
    throw new DataError('The file is written in UTF-16. Save it as UTF-8 and import that.', {
      file: fileName,
      expected: 'UTF-8',
    });
  }
  const bytes = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
  refuseBinary(bytes, fileName);
  return { bytes, compressed };
}

function tooLarge(fileName: string, limits: ImportLimits): DataError {
  return new DataError(
    `The file holds more than ${countText(limits.inflatedBytes)} bytes of text, the limit of an import. Split it by date.`,
    { file: fileName, expected: `at most ${countText(limits.inflatedBytes)} bytes` },
  );
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
        `The file is not text (byte ${i + 1} is ${c}). Lookback reads CSV and gzipped CSV.`,
        { file: fileName, expected: 'CSV text' },
      );
    }
  }
  if (blank && end === bytes.length) {
    throw new DataError('The file is empty: it holds nothing but white space.', { file: fileName });
  }
}

async function inflate(
  file: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<Uint8Array> {
  const stream = new Blob([file as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  let sinceCheckpoint = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      total += value.length;
      if (total > limits.inflatedBytes) throw tooLarge(fileName, limits);
      sinceCheckpoint += value.length;
      if (sinceCheckpoint > 1 << 21) {
        sinceCheckpoint = 0;
        control.report({ done: total, total: 0, label: 'Unpacking' });
        await control.checkpoint();
      }
    }
  } catch (cause) {
    await reader.cancel().catch(() => undefined);
    if (cause instanceof Error && /^(DataError|CancelledError)$/.test(cause.name)) throw cause;
    throw new DataError(
      `The gzip file is damaged or incomplete after ${total} bytes of text. Get the file again.`,
      { file: fileName },
      { cause },
    );
  }
  const text = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    text.set(part, at);
    at += part.length;
  }
  if (total === 0) throw new DataError('The gzip file is empty inside.', { file: fileName });
  return text;
}
