import * as z from 'zod/mini';
import { canonicalJson } from '../core/canonical-json';
import { DataError } from '../core/errors';
import type { ModelAbout } from './model-about';
import { modelAboutSchema } from './model-about.schema';
import type { NamedArtefact } from './model-artefact';
import { artefactJson, readArtefact } from './model-artefact-codec';

/** A model as a file holds it. */
export interface ModelFile {
  /** What its owner called it; null where the file doesn't say. */
  readonly name: string | null;
  readonly model: NamedArtefact;
  /** null where the file holds the artefact alone. */
  readonly about: ModelAbout | null;
}

/** More than the largest network and its report need. */
const mostBytes = 4 * 1024 * 1024;

const fileSchema = z.strictObject({
  file: z.literal('lookback-model'),
  name: z.optional(z.string().check(z.maxLength(200))),
  artefact: z.unknown(),
  about: z.optional(modelAboutSchema),
});

/** The file as UTF-8 JSON. */
export function writeModelFile({ name, model, about }: ModelFile): Uint8Array {
  const content = {
    file: 'lookback-model',
    artefact: artefactJson(model.artefact),
    ...(name === null ? {} : { name }),
    ...(about === null ? {} : { about }),
  };
  return new TextEncoder().encode(`${canonicalJson(content)}\n`);
}

/**
 * Reads a model from the bytes of a file of any origin: one {@link writeModelFile} wrote, or the JSON of an artefact.
 * @throws {DataError} saying what is wrong with it
 */
export function readModelFile(bytes: Uint8Array, file = 'the file'): ModelFile {
  if (bytes.length > mostBytes) {
    throw notAModel(file, 'it is larger than 4 MB, and no model is');
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw notAModel(file, 'it is not JSON', cause);
  }
  if (typeof value !== 'object' || value === null) throw notAModel(file, 'it holds no object');
  if (!('file' in value)) return { name: null, model: readArtefact(value), about: null };
  const parsed = z.safeParse(fileSchema, value);
  if (!parsed.success) {
    const where = (parsed.error.issues[0]?.path ?? []).map(String).join('.');
    throw notAModel(
      file,
      where === '' ? 'it is none of its files' : `its “${where}” can’t be read`,
    );
  }
  const { name, artefact, about } = parsed.data;
  return {
    name: name ?? null,
    model: readArtefact(artefact),
    about: about === undefined ? null : (about as ModelAbout),
  };
}

function notAModel(file: string, why: string, cause?: unknown): DataError {
  return new DataError(
    `No model can be read from ${file}: ${why}. Choose a file that was exported on the Models page.`,
    { file },
    { cause },
  );
}
