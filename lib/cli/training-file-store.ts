import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import { decodeBase64Url, toBase64Url } from '../core/base64url';
import { canonicalJson } from '../core/canonical-json';
import { ConfigError, DataError } from '../core/errors';
import { sha256Hex } from '../core/hashing';
import type { TrainingRecord, TrainingStore } from '../models/training/training-store';

/**
 * One training in a file of its own, so that a command that was interrupted can go on. The file is replaced as a whole:
 * whatever happens, it holds the state after some epoch.
 */
export function trainingFile(path: string): TrainingStore {
  const read = async (): Promise<TrainingRecord | null> => {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch {
      return null;
    }
    return decoded(text, basename(path));
  };
  return {
    list: async () => [await read()].filter((record) => record !== null),
    find: async (id) => {
      const record = await read();
      return record?.id === id ? record : null;
    },
    async save(record) {
      const beside = `${path}.part`;
      try {
        await writeFile(beside, encoded(record));
        await rename(beside, path);
      } catch (cause) {
        throw new DataError(
          `${path} can't be written. Check the folder and its permissions.`,
          { file: basename(path) },
          { cause },
        );
      }
    },
    remove: () => rm(path, { force: true }),
  };
}

const envelopeSchema = z.object({ sha256: z.string(), training: z.looseObject({}) });

/** Typed arrays as base64url of their bytes; the digest tells a whole file from a cut one. */
function encoded(record: TrainingRecord): string {
  const training = JSON.parse(
    JSON.stringify(record, (_, value: unknown) =>
      value instanceof Float32Array
        ? { f32: toBase64Url(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
        : value,
    ),
  ) as unknown;
  return `${JSON.stringify({ sha256: sha256Hex(canonicalJson(training)), training })}\n`;
}

function decoded(text: string, file: string): TrainingRecord {
  const broken = () =>
    new ConfigError(
      `${file} holds no training that can go on: it was cut off or altered. Leave out --resume to begin anew.`,
      'resume',
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken();
  }
  const parsed = z.safeParse(envelopeSchema, value);
  if (!parsed.success || sha256Hex(canonicalJson(parsed.data.training)) !== parsed.data.sha256) {
    throw broken();
  }
  return JSON.parse(JSON.stringify(parsed.data.training), (_, item: unknown) => {
    const packed = (item as { readonly f32?: unknown } | null)?.f32;
    if (typeof packed !== 'string') return item;
    const { bytes } = decodeBase64Url(packed);
    if (bytes === null) throw broken();
    return new Float32Array(bytes.slice().buffer);
  }) as TrainingRecord;
}
