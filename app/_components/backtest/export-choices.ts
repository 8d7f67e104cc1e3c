import type { Export } from './run-actions';

/** What can be saved, in the order of the menu and of the palette. */
export const exportChoices: readonly { readonly what: Export; readonly label: string }[] = [
  { what: 'trades', label: 'Trades, CSV' },
  { what: 'equity', label: 'Equity, CSV' },
  { what: 'figures', label: 'Figures, CSV' },
  { what: 'figures-json', label: 'Figures, JSON' },
  { what: 'report', label: 'Report, HTML' },
];
