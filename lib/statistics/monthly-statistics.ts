import { type Metric, metric, noValue } from './metric';

export interface MonthlyStatistics {
  /** Share of months with a return above 0. */
  readonly winRate: Metric;
  readonly best: Metric;
  readonly worst: Metric;
}

/** Share of winning months, and the largest and smallest monthly return. No values without months. */
export function monthlyStatistics(months: ArrayLike<number>): MonthlyStatistics {
  if (months.length === 0) {
    const none = noValue('no months');
    return { winRate: none, best: none, worst: none };
  }
  let wins = 0;
  let best = months[0]!;
  let worst = months[0]!;
  for (let i = 0; i < months.length; i++) {
    if (months[i]! > 0) wins++;
    if (months[i]! > best) best = months[i]!;
    if (months[i]! < worst) worst = months[i]!;
  }
  return { winRate: metric(wins / months.length), best: metric(best), worst: metric(worst) };
}
