import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { inflate, tooLarge } from './inflate';
import type { ImportLimits } from './limits';

/** A file inside a zip archive, still packed. */
export interface ZipMember {
  readonly name: string;
  /** Unpacked content, checked against its length and CRC-32. @throws {DataError} {CancelledError} */
  unpack(control: JobControl): Promise<Uint8Array>;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const maxMembers = 10_000;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * The files of a zip archive by its central directory (PKWARE APPNOTE 6.3.10, section 4.3), folders left out.
 * @throws {DataError} for a truncated, encrypted, split or 64-bit archive
 */
export function readZip(bytes: Uint8Array, fileName: string, limits: ImportLimits): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (why: string): DataError =>
    new DataError(`The zip archive ${why}`, { file: fileName });
  const damaged = (): DataError => fail('is damaged or incomplete. Get the file again.');
  let end = bytes.length - endLength;
  const earliest = Math.max(0, end - 65_535);
  while (end >= earliest && view.getUint32(end, true) !== endSignature) end--;
  if (end < earliest) throw damaged();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff || count > maxMembers) {
    throw fail(
      'is larger than the plain zip format allows. Unpack it and choose the files inside.',
    );
  }
  const members: ZipMember[] = [];
  let total = 0;
  for (let k = 0; k < count; k++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const packedLength = view.getUint32(at + 20, true);
    const length = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (name.endsWith('/')) continue;
    total += length;
    if (total > limits.inflatedBytes) throw tooLarge(fileName, limits);
    members.push({
      name,
      unpack: async (control) => {
        if ((flags & 1) !== 0) throw fail(`is encrypted (${name}). Unpack it first.`);
        if (method !== 0 && method !== 8) {
          throw fail(
            `packs ${name} in a way that is not read (method ${method}). Unpack it first.`,
          );
        }
        if (local + 30 > bytes.length || view.getUint32(local, true) !== localSignature) {
          throw damaged();
        }
        const from =
          local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        if (from + packedLength > bytes.length) throw damaged();
        const packed = bytes.subarray(from, from + packedLength);
        const content =
          method === 0
            ? packed
            : await inflate(
                packed,
                'deflate-raw',
                fileName,
                { ...limits, inflatedBytes: length },
                control,
              ).catch((error: unknown) => {
                throw error instanceof DataError ? damaged() : error;
              });
        if (content.length !== length || crc32(content) !== crc) throw damaged();
        return content;
      },
    });
  }
  return members;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = (c & 1) === 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c >>> 0;
});

/** CRC-32 of ISO 3309, as zip and gzip use it. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = crcTable[(c ^ bytes[i]!) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
