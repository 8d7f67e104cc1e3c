/** Counts and sums of closed trades. */
export interface TradeTally {
  readonly trades: number;
  /** Result above 0. */
  readonly wins: number;
  /** Result below 0; a trade of exactly 0 is neither. */
  readonly losses: number;
  /** Sums of their results, both ≥ 0. */
  readonly won: number;
  readonly lost: number;
}

/** @param pnl result of each trade after costs */
export function tallyTrades(pnl: ArrayLike<number>): TradeTally {
  let wins = 0;
  let losses = 0;
  let won = 0;
  let lost = 0;
  for (let i = 0; i < pnl.length; i++) {
    const result = pnl[i]!;
    if (result > 0) {
      wins++;
      won += result;
    } else if (result < 0) {
      losses++;
      lost -= result;
    }
  }
  return { trades: pnl.length, wins, losses, won, lost };
}
