import { describeFields } from '../core/fields';
import { strategyListings } from './catalogue.schema';

/** A strategy and its settings as a config has them, defaults filled in or not. */
interface ChosenStrategy {
  readonly id: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** Which setting of a strategy names a model; null where none does or there is no such strategy. */
export function modelSettingOf(strategyId: string): string | null {
  const listing = strategyListings.find(({ id }) => id === strategyId);
  if (listing === undefined) return null;
  return describeFields(listing.schema).find(({ control }) => control === 'model')?.key ?? null;
}

/** Hash of the model a config's strategy acts on; null where it needs none or none is chosen. */
export function namedModel({ id, params }: ChosenStrategy): string | null {
  const setting = modelSettingOf(id);
  const named = setting === null ? undefined : params?.[setting];
  return typeof named === 'string' && named !== '' ? named : null;
}
