import { type Metric, metric, noValue } from './metric';

/**
 * Most results in a row above 0 (`win`) or below 0 (`loss`); a result of exactly 0 ends either. No value without results.
 */
export function longestStreak(results: ArrayLike<number>, side: 'win' | 'loss'): Metric {
  if (results.length === 0) return noValue('no closed trades');
  let run = 0;
  let longest = 0;
  for (let i = 0; i < results.length; i++) {
    run = (side === 'win' ? results[i]! > 0 : results[i]! < 0) ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return metric(longest);
}
