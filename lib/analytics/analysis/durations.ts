import type { Histogram } from '../run-analysis';

const mostBins = 60;

/**
 * Number of trades by bars held: bins of whole bars from the shortest trade on, at most 2·√trades of them and never
 * more than 60. A trade counts to the bin whose lower edge it reaches.
 */
export function durations(bars: readonly number[]): Histogram {
  if (bars.length === 0) return { edges: [], counts: [] };
  let least = bars[0]!;
  let most = bars[0]!;
  for (const held of bars) {
    if (held < least) least = held;
    if (held > most) most = held;
  }
  const span = most - least + 1;
  const allowed = Math.min(mostBins, Math.floor(2 * Math.sqrt(bars.length)));
  const width = Math.floor((span + allowed - 1) / allowed);
  const bins = Math.floor((span + width - 1) / width);
  const counts = new Array<number>(bins).fill(0);
  for (const held of bars) counts[Math.floor((held - least) / width)]!++;
  return { edges: Array.from({ length: bins + 1 }, (_, i) => least + i * width), counts };
}
