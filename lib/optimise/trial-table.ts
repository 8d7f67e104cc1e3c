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

/** Code of each hex digit, and the value of each code: spelling ids out takes no text per byte. */
const digits = new TextEncoder().encode('0123456789abcdef');
const digitAt = new Uint8Array(128);
for (const [value, code] of digits.entries()) digitAt[code] = value;

/** The ids of a list, 64 hex digits each. */
export function spelledIds(runIds: Uint8Array): string[] {
  const codes = new Uint8Array(2 * runIds.length);
  for (let i = 0; i < runIds.length; i++) {
    codes[2 * i] = digits[runIds[i]! >> 4]!;
    codes[2 * i + 1] = digits[runIds[i]! & 15]!;
  }
  const text = new TextDecoder().decode(codes);
  const ids: string[] = [];
  for (let at = 0; at < text.length; at += 2 * idBytes) ids.push(text.slice(at, at + 2 * idBytes));
  return ids;
}

/** Writes 64 hex digits as entry `k`. */
export function putId(runIds: Uint8Array, k: number, hex: string): void {
  const at = k * idBytes;
  for (let i = 0; i < idBytes; i++) {
    const high = digitAt[hex.charCodeAt(2 * i)]!;
    runIds[at + i] = (high << 4) | digitAt[hex.charCodeAt(2 * i + 1)]!;
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
  return spelledIds(runIds).map((runId, k) => ({
    runId,
    sharpe: Number.isNaN(sharpes[k]!) ? null : sharpes[k]!,
  }));
}
