import { normalDistribution } from '../kernels/normal';
import { type Metric, metricUnless, noValue } from './metric';

const eulerMascheroni = 0.5772156649015329;

/**
 * Sharpe ratio the best of N trials without any skill is expected to show:
 * √V · ((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))), V the variance of the trials' per-period Sharpes.
 * No value below two trials. Source: Bailey & López de Prado 2014.
 */
export function expectedMaxSharpe(variance: number, trials: number): Metric {
  if (trials < 2) return noValue('fewer than two of the settings tried have a Sharpe ratio');
  if (!(variance >= 0)) return noValue('the variance of the trials is not known');
  const { quantile } = normalDistribution();
  return metricUnless(
    Math.sqrt(variance) *
      ((1 - eulerMascheroni) * quantile(1 - 1 / trials) +
        eulerMascheroni * quantile(1 - 1 / (trials * Math.E))),
    'the Sharpe ratios tried lie too far apart',
  );
}
