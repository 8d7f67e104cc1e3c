import type { InstrumentGuess } from '../instrument-guess';
import { columnsNamed } from './header-names';

/** The column volume is read from, or those between which only the user can choose. */
export interface FoundVolume {
  /** Null where there is none, or while it is asked. */
  readonly column: number | null;
  /** Columns to choose from; empty where nothing is asked. */
  readonly choices: readonly number[];
  readonly notes: readonly string[];
}

/** Plots of a volume, not the volume: its moving average, its change. */
const derived = /^volume(?:[sew]?ma\d*|av(?:era)?ge?\d*|change)/;
export const isBlank = (cell: string | undefined): boolean =>
  /^(|-|nan|null|n\/a)$/i.test(cell ?? '');

/**
 * Volume among columns with a name: the one called volume, or of several `Volume BTC` the one in the base currency.
 * @param rows the first rows, whose cells tell an empty column
 * @param isFilledLater whether a column that is empty in them is filled in a later row
 */
export function findVolume(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly { readonly cells: readonly string[] }[],
  instrument: InstrumentGuess,
  isFilledLater: (column: number) => boolean,
): FoundVolume {
  const label = (k: number): string => `‘${headers[k]}’`;
  const filled = (k: number): boolean =>
    rows.some((row) => !isBlank(row.cells[k])) || isFilledLater(k);
  const exact = columnsNamed(names, 'volume');
  const suffixed = names.flatMap((name, k) =>
    name.startsWith('volume') && !derived.test(name) && !exact.includes(k) ? [k] : [],
  );
  const found = exact.length > 0 ? exact : suffixed;
  const used = found.filter(filled);
  if (used.length === 0) {
    const note =
      found.length > 0
        ? 'The volume column is empty: volume is 0.'
        : 'There is no volume column: volume is 0.';
    return { column: null, choices: [], notes: [note] };
  }
  if (used.length === 1 && exact.length > 0) return { column: used[0]!, choices: [], notes: [] };
  const [base, quote] = instrument.name.toLowerCase().split('/');
  const suffix = (k: number): string => names[k]!.slice('volume'.length);
  if (exact.length > 0) return { column: null, choices: used, notes: [] };
  const inBase = quote === undefined ? [] : used.filter((k) => suffix(k) === base);
  if (inBase.length === 1) {
    const others = used.filter((k) => k !== inBase[0]);
    const rest =
      others.length === 0
        ? ''
        : `; ${others.map(label).join(' and ')} ${others.length === 1 ? 'counts' : 'count'} the same trades otherwise and ${others.length === 1 ? 'is' : 'are'} not used`;
    return {
      column: inBase[0]!,
      choices: [],
      notes: [
        `Volume is read from ${label(inBase[0]!)}, in units of ${base!.toUpperCase()}${rest}.`,
      ],
    };
  }
  if (used.length > 1) return { column: null, choices: used, notes: [] };
  const unit =
    suffix(used[0]!) === quote ? `, in ${quote.toUpperCase()}, the currency of the prices` : '';
  return {
    column: used[0]!,
    choices: [],
    notes: [`Volume is read from column ${label(used[0]!)}${unit}.`],
  };
}
