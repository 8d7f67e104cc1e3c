/** The best cells of a search while it runs: highest score first, the lowest index of equals. */
export class RankedCells {
  private readonly ranked: Ranked[] = [];
  private lowest = Number.POSITIVE_INFINITY;
  private highest = Number.NEGATIVE_INFINITY;

  /** @param most how many are kept */
  constructor(private readonly most: number) {}

  add(cell: number, score: number): void {
    this.lowest = Math.min(this.lowest, score);
    this.highest = Math.max(this.highest, score);
    const worst = this.ranked.at(-1);
    const isFull = this.ranked.length >= this.most;
    if (isFull && worst !== undefined && !isBefore({ cell, score }, worst)) return;
    let at = this.ranked.length;
    while (at > 0 && isBefore({ cell, score }, this.ranked[at - 1]!)) at -= 1;
    this.ranked.splice(at, 0, { cell, score });
    if (this.ranked.length > this.most) this.ranked.pop();
  }

  list(): readonly number[] {
    return this.ranked.map(({ cell }) => cell);
  }

  /** Least and greatest score of all that were added; null before the first. */
  get extent(): { readonly low: number; readonly high: number } | null {
    return this.lowest <= this.highest ? { low: this.lowest, high: this.highest } : null;
  }
}

interface Ranked {
  readonly cell: number;
  readonly score: number;
}

const isBefore = (a: Ranked, b: Ranked): boolean =>
  a.score > b.score || (a.score === b.score && a.cell < b.cell);
