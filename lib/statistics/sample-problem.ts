import { isFlatButRounding } from './moments';

/**
 * Why a sample of returns can't carry a ratio, in plain words; null where it can.
 * @param atLeast fewest returns the statistic is defined for
 */
export function sampleProblem(
  returns: ArrayLike<number>,
  atLeast: number,
  needsSpread: boolean,
): string | null {
  if (returns.length === 0) return 'no returns';
  if (returns.length < atLeast) {
    return `${returns.length} return${returns.length === 1 ? '' : 's'}, at least ${atLeast} are needed`;
  }
  for (let i = 0; i < returns.length; i++) {
    if (!Number.isFinite(returns[i]!)) return 'equity fell to zero or below';
  }
  if (needsSpread && isFlatButRounding(returns)) return 'the returns never vary';
  return null;
}
