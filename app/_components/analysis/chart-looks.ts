import type { ColorName } from '../charts/chart-colors';

/** How one series is told apart: colour and dash together, the same in the chart and in its legend. */
export interface ChartLook {
  readonly color: ColorName;
  readonly dash: string | undefined;
  readonly width: 1 | 2;
}

export const runLook: ChartLook = { color: 's1', dash: undefined, width: 2 };
export const benchmarkLook: ChartLook = { color: 'bench', dash: '5 3', width: 2 };

/** Looks of several runs or kinds in one chart, in order. */
export const seriesLooks: readonly ChartLook[] = [
  { color: 's1', dash: undefined, width: 2 },
  { color: 's2', dash: '6 3', width: 2 },
  { color: 's3', dash: '2 2', width: 2 },
  { color: 's4', dash: '9 3 2 3', width: 2 },
  { color: 'text', dash: '1 3', width: 2 },
  { color: 'bench', dash: '12 4', width: 2 },
];

const tokens: Partial<Record<ColorName, string>> = {
  upFill: '--up-fill',
  downFill: '--down-fill',
};

/** A colour of the theme for SVG: `var(--s1)`. */
export const colorVar = (color: ColorName): string => `var(${tokens[color] ?? `--${color}`})`;
