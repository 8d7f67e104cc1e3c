/** Numbers appended one by one, in memory that is used again after {@link clear}. */
export class NumberList {
  private numbers = new Float64Array(64);
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.numbers.length) {
      const larger = new Float64Array(2 * this.count);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.count++] = value;
  }

  clear(): void {
    this.count = 0;
  }

  /** A view of them, until the next change. */
  view(): Float64Array<ArrayBuffer> {
    return this.numbers.subarray(0, this.count);
  }
}
