import type { BarIndex } from '../core/nominal';
import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { DrawdownEpisode } from './run-result';

const kept = 100;

/**
 * Every stretch below a peak, deepest first, earlier first among equals; the 100 deepest are kept.
 * The capital is the peak before the first measured bar, shown as that bar. An episode's bars run from its peak to its recovery,
 * or to the last bar where there is none yet.
 */
export function* drawdownEpisodes(
  equity: Float64Array,
  capital: number,
  first = 0,
): SlicedWork<DrawdownEpisode[]> {
  const episodes: DrawdownEpisode[] = [];
  let peakValue = capital;
  let peakBar = first;
  let troughBar = -1;
  let lowest = 0;
  const close = (recoveryBar: number | null): void => {
    const end = recoveryBar ?? equity.length - 1;
    episodes.push({
      peakBar: peakBar as BarIndex,
      troughBar: troughBar as BarIndex,
      recoveryBar: recoveryBar as BarIndex | null,
      depth: 1 - lowest / peakValue,
      bars: end - peakBar,
    });
    troughBar = -1;
  };
  for (let i = first; i < equity.length; i++) {
    if (i % stepValues === stepValues - 1) yield 2 * stepValues;
    const value = equity[i]!;
    if (value < peakValue) {
      if (troughBar < 0 || value < lowest) {
        lowest = value;
        troughBar = i;
      }
      continue;
    }
    if (troughBar >= 0) close(i);
    peakValue = value;
    peakBar = i;
  }
  if (troughBar >= 0) close(null);
  return episodes.sort((a, b) => b.depth - a.depth || a.peakBar - b.peakBar).slice(0, kept);
}
