import type { KeyFigures } from '../run-result';
import { accountEntries } from './figures/account-entries';
import { benchmarkEntries } from './figures/benchmark-entries';
import type { FigureEntry } from './figures/figure-entry';
import { returnEntries } from './figures/return-entries';
import { riskEntries } from './figures/risk-entries';
import { tradeEntries } from './figures/trade-entries';

export type { FigureEntry, FigureFormat, FigureGroup } from './figures/figure-entry';
export { figureGroups } from './figures/figure-entry';

export type FigureId = keyof KeyFigures;

/** Name, notation and explanation of every key figure, in the order they are listed; one place for strip, table and hovers. */
export const figureCatalogue: Readonly<Record<FigureId, FigureEntry>> = {
  ...returnEntries,
  ...riskEntries,
  ...benchmarkEntries,
  ...tradeEntries,
  ...accountEntries,
};

/** Ids in the order they are listed within their groups. */
export const figureIds = Object.keys(figureCatalogue) as readonly FigureId[];

/** What a figure is and how it is computed, as one text: `Return per unit … Mean ÷ … (Sharpe 1994)`. */
export function figureHelp(id: FigureId): string {
  const { help, formula, source } = figureCatalogue[id];
  return `${help} ${formula}${source === '' ? '' : ` (${source})`}`;
}
