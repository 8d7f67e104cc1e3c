import type { ModelAbout } from '../models/model-about';
import type { NamedArtefact } from '../models/model-artefact';
import type { ModelArtefactJson } from '../models/model-artefact.schema';
import { artefactJson, readArtefact } from '../models/model-artefact-codec';
import { storageError } from './storage-error';

/** A model as it is kept; its fingerprint is the artefact's hash. */
export interface ModelRecord {
  readonly fingerprint: string;
  readonly name: string;
  readonly artefact: ModelArtefactJson;
  /** null for one that came with a link or a file that doesn't say. */
  readonly about: ModelAbout | null;
  readonly bytes: number;
  readonly savedAt: number;
  /** When it was removed, UTC epoch ms; null = in use. */
  readonly removedAt: number | null;
}

/** What is to be kept. */
export interface NewModel {
  readonly name: string;
  readonly model: NamedArtefact;
  readonly about: ModelAbout | null;
}

/**
 * The record of a model saved now. What was known of it stays where the new one says nothing: a model that comes again
 * with a link keeps its name and its report.
 */
export function modelRecord(
  { name, model, about }: NewModel,
  savedAt: number,
  before: ModelRecord | null,
): ModelRecord {
  const artefact = artefactJson(model.artefact);
  const known = before !== null && about === null ? before : null;
  return {
    fingerprint: model.hash,
    name: known?.name ?? name,
    artefact,
    about: about ?? before?.about ?? null,
    bytes: 4 * model.artefact.weights.length,
    savedAt: known?.savedAt ?? savedAt,
    removedAt: null,
  };
}

/** The model of a record. @throws {StorageError} where it is not the one it was saved as */
export function modelOf(record: ModelRecord): NamedArtefact {
  const model = readArtefact(record.artefact);
  if (model.hash !== record.fingerprint) throw storageError('evicted');
  return model;
}
