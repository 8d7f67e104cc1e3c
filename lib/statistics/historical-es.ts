import { historicalVar } from './historical-var';
import { type Metric, mapMetric, metric } from './metric';

/**
 * Historical expected shortfall: mean loss of the periods at or below −VaR, as a positive number.
 * Per period, not annualised. Source: Acerbi & Tasche 2002.
 */
export function historicalEs(returns: ArrayLike<number>, confidence: number): Metric {
  return mapMetric(historicalVar(returns, confidence), (valueAtRisk) => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < returns.length; i++) {
      if (returns[i]! <= -valueAtRisk) {
        sum += returns[i]!;
        count++;
      }
    }
    return metric(-sum / count);
  });
}
