import * as z from 'zod/mini';
import { decodeBase64Url, toBase64Url } from '../core/base64url';
import { canonicalJson } from '../core/canonical-json';
import { countText } from '../core/count-text';
import { ConfigError, DataError } from '../core/errors';
import { sha256Hex } from '../core/hashing';
import type { TimestampMs } from '../core/nominal';
import { featureLabel } from './feature-columns';
import { lstmWeightCount, type ModelArtefact, type NamedArtefact } from './model-artefact';
import { type ModelArtefactJson, modelArtefactSchema } from './model-artefact.schema';

/** An artefact as plain JSON. */
export function artefactJson(artefact: ModelArtefact): ModelArtefactJson {
  const { format, kind, lookback, horizon, hidden, target, learnedUntil, intervalMs } = artefact;
  return {
    format,
    kind,
    features: artefact.features.map((choice) => ({ ...choice, params: { ...choice.params } })),
    lookback,
    horizon,
    hidden,
    scaler: { mean: [...artefact.scaler.mean], scale: [...artefact.scaler.scale] },
    target: { mean: target.mean, scale: target.scale },
    weights: toBase64Url(weightBytes(artefact.weights)),
    learnedUntil,
    intervalMs,
  };
}

/**
 * Checks an artefact made here and names it.
 * @throws {DataError} where it is not what can be evaluated: weights that aren't finite, sizes that don't agree
 */
export function nameArtefact(artefact: ModelArtefact): NamedArtefact {
  return readArtefact(artefactJson(artefact));
}

/**
 * Reads an artefact from JSON of any origin. What comes back can be evaluated, and hashes to the name it has.
 * @throws {DataError} saying what is wrong with it
 */
export function readArtefact(value: unknown): NamedArtefact {
  const parsed = z.safeParse(modelArtefactSchema, value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const field = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])]
      .map(String)
      .join('.');
    throw refused(
      field === '' ? 'it has none of a model’s fields' : `its “${field}” can’t be read`,
    );
  }
  const json = parsed.data;
  const { features, hidden, scaler } = json;
  if (scaler.mean.length !== features.length || scaler.scale.length !== features.length) {
    throw refused(
      `${features.length} features have ${scaler.mean.length} means and ${scaler.scale.length} scales`,
    );
  }
  for (const choice of features) assertFeature(choice);
  const weights = weightsOf(json.weights);
  const wanted = lstmWeightCount(features.length, hidden);
  if (weights.length !== wanted) {
    throw refused(
      `${features.length} features and ${hidden} units have ${countText(wanted)} weights, and it has ${countText(weights.length)}`,
    );
  }
  if (!weights.every(Number.isFinite)) throw refused('a weight is not a finite number');
  const artefact: ModelArtefact = {
    ...json,
    weights,
    learnedUntil: json.learnedUntil as TimestampMs,
  };
  return { hash: sha256Hex(canonicalJson(json)), artefact };
}

function assertFeature(choice: ModelArtefact['features'][number]): void {
  try {
    featureLabel(choice);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw refused(`a feature of it can’t be computed here: ${withoutStop(cause.message)}`, cause);
  }
}

const withoutStop = (sentence: string): string =>
  sentence.endsWith('.') ? sentence.slice(0, -1) : sentence;

function refused(what: string, cause?: unknown): DataError {
  return new DataError(
    `This model can’t be used: ${what}. It was made by another version or altered; export it again.`,
    {},
    { cause },
  );
}

function weightBytes(weights: Float32Array): Uint8Array {
  const bytes = new Uint8Array(weights.length * 4);
  const view = new DataView(bytes.buffer);
  weights.forEach((weight, k) => {
    view.setFloat32(4 * k, weight, true);
  });
  return bytes;
}

function weightsOf(text: string): Float32Array {
  const { bytes } = decodeBase64Url(text);
  if (bytes === null || bytes.length % 4 !== 0) throw refused('its weights are cut off or altered');
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, k) => view.getFloat32(4 * k, true));
}
