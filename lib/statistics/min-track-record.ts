import { normalDistribution } from '../kernels/normal';
import { type Metric, metricUnless, noValue } from './metric';
import { sharpeUncertainty } from './sharpe-uncertainty';

/**
 * Minimum track record length in periods: 1 + (1 − γ₃·SR + (γ₄ − 1)/4·SR²)·(Φ⁻¹(confidence) / (SR − SR*))².
 * No value where the measured Sharpe is not above `benchmark`: no record is long enough then.
 * Source: Bailey & López de Prado 2012.
 */
export function minTrackRecord(
  returns: ArrayLike<number>,
  benchmark = 0,
  confidence = 0.95,
): Metric {
  const estimate = sharpeUncertainty(returns);
  if ('reason' in estimate) return noValue(estimate.reason);
  if (estimate.sharpe <= benchmark) {
    return noValue('the Sharpe ratio is not above the one it is compared with');
  }
  const steps = normalDistribution().quantile(confidence) / (estimate.sharpe - benchmark);
  return metricUnless(1 + estimate.spread * steps * steps, 'no record is long enough');
}
