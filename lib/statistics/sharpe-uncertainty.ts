import { kurtosis } from './kurtosis';
import type { Metric } from './metric';
import { sharpe } from './sharpe';
import { skewness } from './skewness';

/** A per-period Sharpe ratio and how widely its estimate scatters. */
export interface SharpeUncertainty {
  readonly sharpe: number;
  /** 1 − γ₃·SR + (γ₄ − 1)/4·SR²: variance of the estimate times (n − 1). Always positive. */
  readonly spread: number;
}

/**
 * Per-period Sharpe (n − 1), population skewness γ₃ and Pearson kurtosis γ₄ of the returns.
 * Where there is none, the reason. Source: Bailey & López de Prado 2012.
 */
export function sharpeUncertainty(
  returns: ArrayLike<number>,
): SharpeUncertainty | { readonly reason: string } {
  const ratio = sharpe(returns, { periodsPerYear: 1 });
  const third = skewness(returns);
  const fourth = kurtosis(returns);
  const missing = [ratio, third, fourth].find((m: Metric) => m.value === null);
  if (missing?.reason !== undefined) return { reason: missing.reason };
  const sr = ratio.value!;
  const spread = 1 - third.value! * sr + ((fourth.value! - 1) / 4) * sr * sr;
  if (!(spread > 0)) return { reason: 'the returns are too skewed for their number' };
  return { sharpe: sr, spread };
}
