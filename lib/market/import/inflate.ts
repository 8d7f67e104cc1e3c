import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import type { ImportLimits } from './limits';

/** The sentence for what unpacks to more than an import takes. */
export function tooLarge(fileName: string, limits: ImportLimits): DataError {
  return new DataError(
    `The file holds more than ${countText(limits.inflatedBytes)} bytes of text, the limit of an import. Split it by date.`,
    { file: fileName, expected: `at most ${countText(limits.inflatedBytes)} bytes` },
  );
}

/**
 * Unpacks a deflated stream piece by piece, so that what would unpack to gigabytes is stopped at the limit.
 * @throws {DataError} for a damaged stream or one beyond the limit; {CancelledError}
 */
export async function inflate(
  packed: Uint8Array,
  format: 'gzip' | 'deflate-raw',
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream(format));
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
    const what = format === 'gzip' ? 'gzip file' : 'zip archive';
    throw new DataError(
      `The ${what} is damaged or incomplete after ${total} bytes of text. Get the file again.`,
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
  return text;
}
