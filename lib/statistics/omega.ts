import { type Metric, metricUnless, noValue } from './metric';
import { sampleProblem } from './sample-problem';

/**
 * Omega ratio: Σ max(0, r − threshold) / Σ max(0, threshold − r), gains over losses around a threshold per period.
 * No value without a return below the threshold. Source: Keating & Shadwick 2002.
 */
export function omega(returns: ArrayLike<number>, threshold = 0): Metric {
  const problem = sampleProblem(returns, 1, false);
  if (problem !== null) return noValue(problem);
  let gains = 0;
  let losses = 0;
  for (let i = 0; i < returns.length; i++) {
    const distance = returns[i]! - threshold;
    if (distance > 0) gains += distance;
    else losses -= distance;
  }
  if (losses === 0) return noValue('no losing period');
  return metricUnless(gains / losses, 'the losses are too small to divide by');
}
