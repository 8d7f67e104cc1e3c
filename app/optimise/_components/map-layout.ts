/** Where the cells of a map lie, in CSS pixels. Columns count from the left, rows from below. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly rows: number;
  readonly columns: number;
}

export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const margins = { left: 56, right: 10, top: 8, bottom: 40 } as const;

export function mapLayout(width: number, height: number, rows: number, columns: number): MapLayout {
  return {
    width,
    height,
    left: margins.left,
    top: margins.top,
    plotWidth: Math.max(1, width - margins.left - margins.right),
    plotHeight: Math.max(1, height - margins.top - margins.bottom),
    rows,
    columns,
  };
}

/** A cell's box; neighbours share their edge, so nothing shows between them at any size. */
export function cellBox(layout: MapLayout, cell: number): CellBox {
  const { rows, columns, left, top, plotWidth, plotHeight } = layout;
  const row = Math.floor(cell / columns);
  const column = cell - row * columns;
  const x = left + (column * plotWidth) / columns;
  const y = top + ((rows - 1 - row) * plotHeight) / rows;
  return { x, y, width: plotWidth / columns, height: plotHeight / rows };
}

/** The cell under a point; null beside the map. */
export function cellAt(layout: MapLayout, x: number, y: number): number | null {
  const { rows, columns, left, top, plotWidth, plotHeight } = layout;
  const column = Math.floor(((x - left) / plotWidth) * columns);
  const row = rows - 1 - Math.floor(((y - top) / plotHeight) * rows);
  if (column < 0 || column >= columns || row < 0 || row >= rows) return null;
  return row * columns + column;
}

/** Where an arrow key goes from a cell; null for other keys. Without a cell it begins at the first one. */
export function cellByKey(
  { rows, columns }: Pick<MapLayout, 'rows' | 'columns'>,
  cell: number | null,
  key: string,
  by: number,
): number | null {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowRight: [0, by],
    ArrowLeft: [0, -by],
    ArrowUp: [by, 0],
    ArrowDown: [-by, 0],
    Home: [0, -columns],
    End: [0, columns],
  };
  const step = steps[key];
  if (step === undefined) return null;
  if (cell === null) return 0;
  const row = Math.floor(cell / columns);
  const to = (at: number, most: number): number => Math.max(0, Math.min(most - 1, at));
  return to(row + step[0], rows) * columns + to(cell - row * columns + step[1], columns);
}

/** Which of `count` values are labelled so that no two labels come closer than `room` pixels. */
export function labelledValues(count: number, length: number, room: number): readonly number[] {
  const every = Math.max(1, Math.ceil((room * count) / Math.max(1, length)));
  const labelled: number[] = [];
  for (let i = 0; i < count; i += every) labelled.push(i);
  return labelled;
}
