import { ConfigError } from '../core/errors';
import { shortHash } from '../core/hashing';
import { intervalLabel } from '../market/interval';
import type { NamedArtefact } from '../models/model-artefact';
import type { PreparedStrategy } from '../strategies/definition';
import { modelSettingOf } from '../strategies/named-model.schema';

/**
 * The strategy with the model it acts on, ready to run; as it is where it needs none.
 * @param given of any origin; only one of the hash the strategy names is taken
 * @param intervalMs of the bars it is to run on
 * @throws {ConfigError} where no model is chosen, another or none was given, or it learned from bars of another interval
 */
export function withItsModel(
  strategy: PreparedStrategy,
  given: NamedArtefact | undefined,
  intervalMs: number,
): PreparedStrategy {
  if (strategy.model === null) return strategy;
  const field = `strategy.params.${modelSettingOf(strategy.id) ?? 'model'}`;
  if (strategy.model === '') {
    throw new ConfigError('No model is chosen. Choose a trained model, or train one.', field);
  }
  if (given === undefined) {
    throw new ConfigError(`Model ${shortHash(strategy.model)} was not given.`, field);
  }
  if (given.hash !== strategy.model) {
    throw new ConfigError(
      `The model given is ${shortHash(given.hash)}, and the settings name ${shortHash(strategy.model)}.`,
      field,
    );
  }
  const { artefact } = given;
  if (artefact.intervalMs !== intervalMs) {
    throw new ConfigError(
      `The model learned from bars of ${intervalLabel(artefact.intervalMs)} and these are of ${intervalLabel(intervalMs)}: what it predicts means nothing here. Choose data of its interval or another model.`,
      field,
    );
  }
  return strategy.withModel(given);
}
