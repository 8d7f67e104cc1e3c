import type { BarIndex } from '../core/nominal';
import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { DrawdownEpisode } from './run-result';

const kept = 100;

/**
 * Every stretch below a peak, deepest first, earlier first among equals; the 100 deepest are kept.
 * The capital is the peak before the first measured bar, shown as that bar. An episode's bars are those
 * below its peak, so that the longest is the longest stretch under water.
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
  let bars = 0;
  const close = (recoveryBar: number | null): void => {
    episodes.push({
      peakBar: peakBar as BarIndex,
      troughBar: troughBar as BarIndex,
      recoveryBar: recoveryBar as BarIndex | null,
      depth: 1 - lowest / peakValue,
      bars,
    });
    troughBar = -1;
    bars = 0;
  };
  for (let i = first; i < equity.length; i++) {
    if (i % stepValues === stepValues - 1) yield 2 * stepValues;
    const value = equity[i]!;
    if (value < peakValue) {
      bars += 1;
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
