/** A fill as it is drawn: where, which way, and the words beside it. */
export interface FillMark {
  /** Place on the scale, in candles. */
  readonly point: number;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  /** Edge of the candle the mark stands off from: its low for a buy, its high for a sell. */
  readonly edge: number;
  /** `Buy 3,081`. */
  readonly label: string;
  readonly trade: number;
}

export interface MarkShape {
  readonly mark: FillMark;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly label: { readonly text: string; readonly x: number; readonly y: number } | null;
}

export interface MarkSpace {
  readonly width: number;
  readonly height: number;
  x(point: number): number | null;
  y(price: number): number | null;
  textWidth(text: string): number;
  readonly selected: number | null;
}

const STAND_OFF = 4;
const SIZE = 8;
const LABEL_GAP = 9;
const LABEL_HEIGHT = 14;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where triangles and their words go: buys under the low, sells over the high. A label that would cover another is
 * left out; those of the chosen trade are placed first. Of triangles closer than 5 px on one side one is drawn.
 */
export function layoutMarks(marks: readonly FillMark[], space: MarkSpace): MarkShape[] {
  const ordered = [...marks].sort(
    (a, b) => Number(b.trade === space.selected) - Number(a.trade === space.selected),
  );
  const columns = { buy: new Set<number>(), sell: new Set<number>() };
  const triangles: Omit<MarkShape, 'label'>[] = [];
  for (const mark of ordered) {
    const x = space.x(mark.point);
    const edge = space.y(mark.edge);
    if (x === null || edge === null || x < -SIZE || x > space.width + SIZE) continue;
    const column = Math.round(x / 5);
    if (columns[mark.side].has(column)) continue;
    columns[mark.side].add(column);
    const top = mark.side === 'buy' ? edge + STAND_OFF : edge - STAND_OFF - SIZE;
    triangles.push({ mark, x, top, bottom: top + SIZE });
  }
  const half = SIZE / 2;
  const taken: Box[] = triangles.map(({ x, top, bottom }) => ({
    left: x - half,
    right: x + half,
    top,
    bottom,
  }));
  return triangles.map((shape) => {
    const y = shape.mark.side === 'buy' ? shape.bottom + LABEL_GAP : shape.top - LABEL_GAP;
    return { ...shape, label: placeLabel(shape.mark, shape.x, y, space, taken) };
  });
}

function placeLabel(
  mark: FillMark,
  x: number,
  y: number,
  space: MarkSpace,
  taken: Box[],
): MarkShape['label'] {
  const half = space.textWidth(mark.label) / 2 + 3;
  const center = Math.max(half, Math.min(space.width - half, x));
  const box = {
    left: center - half,
    right: center + half,
    top: y - LABEL_HEIGHT / 2,
    bottom: y + LABEL_HEIGHT / 2,
  };
  const covers = (other: Box): boolean =>
    box.left < other.right &&
    box.right > other.left &&
    box.top < other.bottom &&
    box.bottom > other.top;
  if (box.top < 0 || box.bottom > space.height || taken.some(covers)) return null;
  taken.push(box);
  return { text: mark.label, x: center, y };
}
