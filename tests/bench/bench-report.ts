/** One measured row. */
export interface BenchRow {
  /** Number of the group of rows it belongs to. */
  section: string;
  name: string;
  host: 'Node' | 'Chromium';
  unit: string;
  median: number;
  min: number;
  max: number;
  /** What the median is held to, on the reference machine when `absolute`; null = printed only. */
  bar: number | null;
  /** `max`: the median may not be above the bar. */
  barKind: 'max' | 'min';
  /** Who does the same work beside it in the same run. */
  peer: string | null;
  peerValue: number | null;
  /** How many times better than the peer. */
  ratio: number | null;
  pass: boolean | null;
  /** The bar moves with the machine's speed. */
  absolute: boolean;
  /** How slow the machine was while the row was measured, 1 = the reference machine; put in by the report. */
  speed?: number;
}

/** Where a bench file puts its rows, and how it measures. */
export interface BenchReport {
  add(row: BenchRow): void;
  /** Measured calibration over the reference machine's: 1 = as fast, 2 = half as fast. */
  readonly calibration: number;
  /** Takes the yardstick beside a measurement that the report does not make itself. */
  besideMachine(): void;
  /** Milliseconds of one call, over several calls after warming up. */
  measure(
    work: () => void,
    options?: { readonly runs?: number; readonly warmup?: number },
  ): { readonly median: number; readonly min: number; readonly max: number };
}
