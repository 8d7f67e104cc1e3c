/** How a live feed does, for the user to see. */
export interface LiveHealth {
  /** UTC epoch ms by the local clock of the last message of any kind; null = none yet. */
  readonly lastMessageAt: number | null;
  /** Median and worst delay from a bar's close to its arrival, ms by the exchange's clock; null = none yet. */
  readonly latencyMs: number | null;
  readonly worstLatencyMs: number | null;
  readonly liveBars: number;
  readonly backFilledBars: number;
  /** Bars the exchange itself has none of. */
  readonly missingBars: number;
  readonly reconnections: number;
  /** Messages that were left out because they repeat a bar, come too late or can't be read. */
  readonly repeated: number;
  readonly late: number;
  readonly malformed: number;
  /** The exchange's clock less this machine's, ms; null = not known. */
  readonly clockOffsetMs: number | null;
}

const keptLatencies = 201;

/** Counts of a live feed. */
export class LiveTally {
  live = 0;
  backFilled = 0;
  missing = 0;
  repeated = 0;
  late = 0;
  malformed = 0;
  private readonly latencies: number[] = [];
  private worst: number | null = null;

  /** A bar came `ms` after its close. */
  took(ms: number): void {
    this.latencies.push(ms);
    if (this.latencies.length > keptLatencies) this.latencies.shift();
    this.worst = this.worst === null ? ms : Math.max(this.worst, ms);
  }

  /** Of the last 201 bars. */
  get latencyMs(): number | null {
    const sorted = [...this.latencies].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? null;
  }

  get worstLatencyMs(): number | null {
    return this.worst;
  }
}
