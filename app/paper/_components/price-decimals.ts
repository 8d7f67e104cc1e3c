import type { PaperSnapshot } from '../../../workers/paper.api';

/** Decimals that tell two prices of this market apart: five significant digits, at most eight decimals. */
export function priceDecimals({ lastPrice }: Pick<PaperSnapshot, 'lastPrice'>): number {
  const price = Math.abs(lastPrice ?? 1);
  if (price >= 10_000) return 1;
  let decimals = 2;
  for (let scale = 100; price < scale && decimals < 8; scale /= 10) decimals += 1;
  return price >= 100 ? 2 : decimals;
}
