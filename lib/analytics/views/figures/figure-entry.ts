/** How a figure is written. `loss-percent` is stored positive and shown negative. */
export type FigureFormat =
  | 'percent'
  | 'signed-percent'
  | 'loss-percent'
  | 'ratio'
  | 'multiple'
  | 'count'
  | 'decimal'
  | 'money'
  | 'signed-money'
  | 'probability';

/** Groups in the order they are listed. */
export const figureGroups = [
  'Return',
  'Risk',
  'Drawdown',
  'Return for risk',
  'Beside the benchmark',
  'Trades',
  'Holding and streaks',
  'Calendar',
  'Exposure and costs',
] as const;

export type FigureGroup = (typeof figureGroups)[number];

export interface FigureEntry {
  readonly label: string;
  readonly group: FigureGroup;
  readonly format: FigureFormat;
  /** One sentence: what it says. */
  readonly help: string;
  /** How it is computed, in words and signs. */
  readonly formula: string;
  /** Who defined it, `Sharpe 1994`; empty for what is merely counted. */
  readonly source: string;
  /** Which of two values is better where all else is equal; null where neither is. */
  readonly better: 'higher' | 'lower' | null;
}

type Explanation = Pick<FigureEntry, 'help' | 'formula'> & { readonly source?: string };

/** Entries of one group. */
export const entriesOf =
  (group: FigureGroup) =>
  (
    label: string,
    format: FigureFormat,
    better: FigureEntry['better'],
    { help, formula, source = '' }: Explanation,
  ): FigureEntry => ({ label, group, format, help, formula, source, better });
