import { normalDistribution } from '../kernels/normal';

/** Fractions in 0..1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson score interval of a share: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), clipped to 0..1.
 * null without observations. Source: Wilson 1927.
 */
export function wilsonInterval(
  successes: number,
  observations: number,
  confidence = 0.95,
): Interval | null {
  if (observations === 0) return null;
  const z = normalDistribution().quantile(0.5 + confidence / 2);
  const share = successes / observations;
  const squared = z * z;
  const center = share + squared / (2 * observations);
  const reach =
    z *
    Math.sqrt((share * (1 - share)) / observations + squared / (4 * observations * observations));
  const scale = 1 + squared / observations;
  return {
    low: successes === 0 ? 0 : Math.max(0, (center - reach) / scale),
    high: successes === observations ? 1 : Math.min(1, (center + reach) / scale),
  };
}
