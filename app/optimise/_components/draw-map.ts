import { type ChartColors, withAlpha } from '../../_components/charts/chart-colors';
import { colorScale, scaleStep } from './color-scale';
import { cellBox, labelledValues, type MapLayout } from './map-layout';

/** What a cell shows: its score, `refused`, `none` for a run without the figure, null for one yet to come. */
export type CellState = number | 'refused' | 'none' | null;

/** Values of the axes as they are written beside the map. */
export interface MapLabels {
  readonly across: readonly string[];
  readonly up: readonly string[];
}

type Fill = CanvasPattern | string;

export interface MapPalette {
  readonly pixelRatio: number;
  readonly colors: ChartColors;
  readonly scale: readonly string[];
  readonly dots: Fill;
  readonly hatching: Fill;
}

/** Cells smaller than this touch each other. */
const gapFrom = 7;

/** Everything the map is drawn with, made once a theme and size. */
export function mapPalette(
  context: CanvasRenderingContext2D,
  colors: ChartColors,
  pixelRatio: number,
): MapPalette {
  return {
    pixelRatio,
    colors,
    scale: colorScale(colors.surface, colors.accent),
    dots: dots(context, colors),
    hatching: hatching(context, colors, pixelRatio),
  };
}

/** The map without its cells: dots for what is to come, and the values of both axes. */
export function drawGround(
  context: CanvasRenderingContext2D,
  layout: MapLayout,
  { colors, dots: dotted, pixelRatio }: MapPalette,
  labels: MapLabels,
): void {
  const { left, top, plotWidth, plotHeight, width, height, rows, columns } = layout;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = withAlpha(colors.line, 0.35);
  context.fillRect(left, top, plotWidth, plotHeight);
  context.fillStyle = dotted;
  context.fillRect(left, top, plotWidth, plotHeight);

  context.fillStyle = colors.dim;
  context.font = `11px ${colors.fontFamily}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const row of labelledValues(rows, plotHeight, 24)) {
    const { y, height: size } = cellBox(layout, row * columns);
    context.fillText(labels.up[row] ?? '', left - 6, y + size / 2);
  }
  context.textAlign = 'center';
  const longest = labels.across.reduce((most, text) => Math.max(most, text.length), 1);
  for (const column of labelledValues(columns, plotWidth, longest * 7 + 12)) {
    const { x, width: size } = cellBox(layout, column);
    context.fillText(labels.across[column] ?? '', x + size / 2, top + plotHeight + 12);
  }
}

/** Draws some cells over the ground. */
export function drawCells(
  context: CanvasRenderingContext2D,
  layout: MapLayout,
  { colors, scale, hatching: hatched, pixelRatio }: MapPalette,
  { low, high }: { readonly low: number; readonly high: number },
  cells: readonly number[],
  stateOf: (cell: number) => CellState,
): void {
  // Whole device pixels, or neighbours would blend at their edges.
  context.setTransform(1, 0, 0, 1, 0, 0);
  const snap = (value: number): number => Math.round(value * pixelRatio);
  for (const cell of cells) {
    const state = stateOf(cell);
    if (state === null) continue;
    const box = cellBox(layout, cell);
    const gap = Math.min(box.width, box.height) >= gapFrom ? Math.max(1, snap(1)) : 0;
    const x = snap(box.x);
    const y = snap(box.y);
    const width = Math.max(1, snap(box.x + box.width) - x - gap);
    const height = Math.max(1, snap(box.y + box.height) - y - gap);
    // Gaps, hatching and empty cells show the surface, not the dots of what is to come.
    if (gap > 0 || typeof state === 'string') {
      context.fillStyle = colors.surface;
      context.fillRect(x, y, width + gap, height + gap);
    }
    if (state === 'none') {
      context.strokeStyle = colors.line2;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y + 0.5, Math.max(1, width - 1), Math.max(1, height - 1));
      continue;
    }
    context.fillStyle = state === 'refused' ? hatched : scale[scaleStep(state, low, high)]!;
    context.fillRect(x, y, width, height);
  }
}

function pattern(
  context: CanvasRenderingContext2D,
  size: number,
  draw: (tile: CanvasRenderingContext2D) => void,
): Fill {
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const inside = tile.getContext('2d');
  if (inside === null) return 'transparent';
  draw(inside);
  return context.createPattern(tile, 'repeat') ?? 'transparent';
}

const dots = (context: CanvasRenderingContext2D, { faint }: ChartColors): Fill =>
  pattern(context, 5, (tile) => {
    tile.fillStyle = withAlpha(faint, 0.55);
    tile.fillRect(2, 2, 1, 1);
  });

function hatching(
  context: CanvasRenderingContext2D,
  { line2 }: ChartColors,
  pixelRatio: number,
): Fill {
  const size = Math.max(4, Math.round(5 * pixelRatio));
  return pattern(context, size, (tile) => {
    tile.strokeStyle = line2;
    tile.lineWidth = Math.max(1, pixelRatio);
    tile.beginPath();
    for (const shift of [-size, 0, size]) {
      tile.moveTo(shift, size);
      tile.lineTo(shift + size, 0);
    }
    tile.stroke();
  });
}
