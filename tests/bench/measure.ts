/** Milliseconds of one call, over several calls after warming up. */
export interface Measured {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface MeasureOptions {
  /** Counted calls, 9 by default. */
  readonly runs?: number;
  /** Uncounted calls before, 3 by default. */
  readonly warmup?: number;
}

const summarise = (times: number[]): Measured => {
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, min: times[0]!, max: times[times.length - 1]! };
};

/** Times a synchronous function. */
export function measure(work: () => void, options: MeasureOptions = {}): Measured {
  for (let i = 0; i < (options.warmup ?? 3); i++) work();
  const times: number[] = [];
  for (let i = 0; i < (options.runs ?? 9); i++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return summarise(times);
}

/** Times an asynchronous function. */
export async function measureAsync(
  work: () => Promise<unknown>,
  options: MeasureOptions = {},
): Promise<Measured> {
  for (let i = 0; i < (options.warmup ?? 2); i++) await work();
  const times: number[] = [];
  for (let i = 0; i < (options.runs ?? 7); i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return summarise(times);
}

const yardstickBars = 1_000_000;
let yardstick: (() => void) | null = null;

function yardstickWork(): () => void {
  const x = new Float64Array(yardstickBars);
  const y = new Float64Array(yardstickBars);
  for (let i = 0; i < yardstickBars; i++) x[i] = 100 + (i % 97) * 0.25;
  const k = 2 / 22;
  return () => {
    let e = x[0]!;
    for (let i = 0; i < yardstickBars; i++) {
      e += (x[i]! - e) * k;
      y[i] = e;
    }
  };
}

/** The yardstick of the machine: plain-JavaScript EMA21 over 1e6 values, ns a bar. */
export function calibrate(options: MeasureOptions = { runs: 15, warmup: 5 }): number {
  yardstick ??= yardstickWork();
  return (measure(yardstick, options).median * 1e6) / yardstickBars;
}
