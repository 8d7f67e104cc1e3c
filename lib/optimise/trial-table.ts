/** Bytes of a runId. */
export const idBytes = 32;

/** Distinct configs tried, as they travel between threads; in no order of meaning. */
export interface TrialTable {
  /** 32 bytes a trial. */
  readonly runIds: Uint8Array<ArrayBuffer>;
  /** Per period, not annualised; NaN = the trial has none. */
  readonly sharpes: Float64Array<ArrayBuffer>;
}

/** One of them. */
export interface Trial {
  readonly runId: string;
  readonly sharpe: number | null;
}

export const noTrials: TrialTable = { runIds: new Uint8Array(0), sharpes: new Float64Array(0) };

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The 64 hex digits of entry `k`. */
export function idAt(runIds: Uint8Array, k: number): string {
  let hex = '';
  for (let i = k * idBytes; i < (k + 1) * idBytes; i++) hex += hexOf[runIds[i]!];
  return hex;
}

/** Writes 64 hex digits as entry `k`. */
export function putId(runIds: Uint8Array, k: number, hex: string): void {
  for (let i = 0; i < idBytes; i++) {
    runIds[k * idBytes + i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
}

export function packTrials(trials: readonly Trial[]): TrialTable {
  const runIds = new Uint8Array(trials.length * idBytes);
  const sharpes = new Float64Array(trials.length);
  trials.forEach(({ runId, sharpe }, k) => {
    putId(runIds, k, runId);
    sharpes[k] = sharpe ?? Number.NaN;
  });
  return { runIds, sharpes };
}

export function unpackTrials({ runIds, sharpes }: TrialTable): Trial[] {
  return Array.from(sharpes, (sharpe, k) => ({
    runId: idAt(runIds, k),
    sharpe: Number.isNaN(sharpe) ? null : sharpe,
  }));
}

/** The distinct trials of several tables in order of runId; of equal ones the one of the later table. */
export function joinedTrials(tables: readonly TrialTable[]): Trial[] {
  const byId = new Map<string, Trial>();
  for (const table of tables) {
    for (const trial of unpackTrials(table)) byId.set(trial.runId, trial);
  }
  return [...byId.values()].sort((a, b) => (a.runId < b.runId ? -1 : 1));
}
