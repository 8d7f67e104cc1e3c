import { type Metric, metricUnless } from './metric';

/**
 * Common-sense ratio: profit factor · tail ratio. Above 1 for a strategy that earns more than it loses and whose large
 * gains outweigh its large losses. No value where one of the two has none. Source: Bernut, Algorithmic Short Selling with Python, 2021.
 */
export function commonSenseRatio(profitFactor: Metric, tailRatio: Metric): Metric {
  if (profitFactor.value === null) return profitFactor;
  if (tailRatio.value === null) return tailRatio;
  return metricUnless(
    profitFactor.value * tailRatio.value,
    'the losses are too small to divide by',
  );
}
