import { LineStyle } from 'lightweight-charts';
import type { PlotSeries } from '../../../lib/analytics/run-result';
import type { ColorName } from './chart-colors';

/** How one line is told apart: colour and dash together, the same on the chart and in its legend. */
export interface LineLook {
  readonly color: ColorName;
  readonly style: LineStyle;
  /** The same dash for an SVG legend sample. */
  readonly dash: string | undefined;
  readonly width: 1 | 2;
}

const CYCLE: readonly LineLook[] = [
  { color: 's2', style: LineStyle.Solid, dash: undefined, width: 2 },
  { color: 's3', style: LineStyle.Dashed, dash: '4 4', width: 2 },
  { color: 's4', style: LineStyle.Dotted, dash: '2 2', width: 2 },
  { color: 's1', style: LineStyle.LargeDashed, dash: '8 4', width: 2 },
];

export const BENCHMARK_LOOK: LineLook = {
  color: 'bench',
  style: LineStyle.LargeDashed,
  dash: '5 3',
  width: 1,
};

export const RUN_LOOK: LineLook = {
  color: 's1',
  style: LineStyle.Solid,
  dash: undefined,
  width: 2,
};

export const CLAIM_LOOK: LineLook = {
  color: 'warn',
  style: LineStyle.Dotted,
  dash: '2 2',
  width: 2,
};

/**
 * One look a plot, in order. Each pane begins with a solid line. Bands share a look, since their place tells upper from
 * lower; levels are thin and grey.
 */
export function lineLooks(plots: readonly PlotSeries[]): LineLook[] {
  let colors = 0;
  const dashes = new Map<string, number>();
  const bands = new Map<string, LineLook>();
  const nextLook = (pane: string): LineLook => {
    const dash = dashes.get(pane) ?? 0;
    dashes.set(pane, dash + 1);
    const color = CYCLE[colors++ % CYCLE.length]!.color;
    return { ...CYCLE[dash % CYCLE.length]!, color };
  };
  return plots.map((plot) => {
    if (plot.kind === 'level') {
      return { color: 'faint', style: LineStyle.Dotted, dash: '1 2', width: 1 };
    }
    if (plot.kind === 'line') return nextLook(plot.pane);
    const band = bands.get(plot.pane) ?? { ...nextLook(plot.pane), width: 1 as const };
    bands.set(plot.pane, band);
    return band;
  });
}
