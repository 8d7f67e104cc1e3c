/** What an import refuses, so that a hostile or mistaken file ends in a sentence instead of a dead tab. */
export interface ImportLimits {
  /** Bytes after inflating; a small archive can hold gigabytes. */
  readonly inflatedBytes: number;
  readonly rows: number;
  readonly columns: number;
  /** Bytes of one cell. */
  readonly cellBytes: number;
}

export const importLimits: ImportLimits = {
  inflatedBytes: 1_500_000_000,
  rows: 20_000_000,
  columns: 256,
  cellBytes: 1_000,
};
