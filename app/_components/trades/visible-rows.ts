/** Which rows of a long table are made, and the empty space that stands for the others. */
export interface VisibleRows {
  readonly from: number;
  /** First row that is not made any more. */
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

/** Rows kept ready above and below what is seen. */
const RESERVE = 12;
/** A table that is not bounded in height makes no more than this at once. */
const MOST = 300;

export function visibleRows(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
): VisibleRows {
  const seen = Math.ceil(viewHeight / rowHeight);
  const from = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - RESERVE);
  const to = Math.min(count, from + Math.min(MOST, seen + 2 * RESERVE));
  return { from, to, before: from * rowHeight, after: (count - to) * rowHeight };
}

/** Where to scroll so that row `index` is seen whole under a header of `headHeight`; null where it already is. */
export function scrollToRow(
  index: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
  headHeight: number,
): number | null {
  const top = index * rowHeight;
  const room = viewHeight - headHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + room) return top + rowHeight - room;
  return null;
}
