import { moduleMath } from '../../kernels/math';

/** What each of the last moves says of the next one, latest first. */
const votes = [0.9, -0.7, 0.5, 0.6] as const;

/**
 * What the last bars of a market with a planted signal say of the next one: tanh(Σ vote·move), every move in units of
 * its bar's volatility. Bounded, and no line through the moves: a network can do better at it than a regression.
 * Needs the loaded module for its exponential.
 */
export class PlantedSignal {
  private readonly moves = votes.map(() => 0);

  /** Adds the move of a bar that has closed, in units of its volatility. */
  see(move: number): void {
    this.moves.unshift(move);
    this.moves.pop();
  }

  /** Of the next bar's move, in (−1, 1). 0 as long as no bar was seen. */
  next(): number {
    let sum = 0;
    for (let k = 0; k < votes.length; k++) sum += votes[k]! * this.moves[k]!;
    // tanh by the exponential; past 20 nothing more is gained.
    const twice = moduleMath().exp(2 * Math.max(-20, Math.min(20, sum)));
    return (twice - 1) / (twice + 1);
  }
}
