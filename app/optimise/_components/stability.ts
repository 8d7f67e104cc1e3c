/** How a cell stands among its neighbours. */
export type Stability = 'plateau' | 'peak' | 'flat' | 'alone';

export interface StabilityReading {
  readonly kind: Stability;
  /** Share of the cell's lead over the middle cell that its neighbours keep; null where there is no lead. */
  readonly kept: number | null;
}

/** Neighbours that keep this share of the lead make a plateau. */
const plateauShare = 0.5;

/**
 * Whether a good cell stands alone. Its lead is its score minus the median of all cells; neighbours that keep half
 * of it or more make a plateau.
 */
export function stabilityOf(
  score: number,
  neighbourhood: number | null,
  median: number,
): StabilityReading {
  if (neighbourhood === null) return { kind: 'alone', kept: null };
  const lead = score - median;
  if (!(lead > 0)) return { kind: 'flat', kept: null };
  const kept = (neighbourhood - median) / lead;
  return { kind: kept >= plateauShare ? 'plateau' : 'peak', kept };
}

/** The middle of some scores; null of none. */
export function medianOf(scores: readonly number[]): number | null {
  if (scores.length === 0) return null;
  const sorted = Float64Array.from(scores).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
