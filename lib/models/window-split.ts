import { ConfigError } from '../core/errors';
import type { ModelRecipe } from './model-recipe.schema';

export const partNames = ['training', 'validation', 'test'] as const;
export type PartName = (typeof partNames)[number];

/** Bars of each part, `[from, to)`, one after the other without a gap. */
export type WindowSplit = Readonly<Record<PartName, readonly [number, number]>>;

/**
 * Cuts bars into training, validation and test in order of time. A window belongs to the part in which both its last
 * bar and the bar its label ends at lie. So a part's last `horizon` bars end no window of it: they are the purge, and
 * no label reaches into the part after it. Windows of a later part may reach back to bars of the part before, and
 * indicators do so anyway: what was known by then is no leak.
 * @throws {ConfigError} where there are too few bars for any split
 */
export function splitBars(
  bars: number,
  { trainShare, validationShare }: Pick<ModelRecipe, 'trainShare' | 'validationShare'>,
): WindowSplit {
  const learned = Math.floor(bars * trainShare);
  const trained = Math.floor(learned * (1 - validationShare));
  if (trained < 1 || learned <= trained || bars <= learned) {
    throw new ConfigError(
      `${bars} bars are too few to learn from. Choose data with more bars.`,
      'recipe.trainShare',
    );
  }
  return { training: [0, trained], validation: [trained, learned], test: [learned, bars] };
}
