import type { Sha256Hex } from '../core/nominal';

/** What a run is: equal identities have equal results on every machine. */
export interface RunIdentity {
  /** Changes only when a ledger hash kept in tests/golden changes. */
  readonly semanticsVersion: number;
  readonly dataFingerprint: Sha256Hex;
  readonly runId: Sha256Hex;
  readonly ledgerHash: Sha256Hex;
  readonly equityHash: Sha256Hex;
  /** Recorded, not hashed. */
  readonly engineVersion: string;
  readonly wasmSha256: Sha256Hex;
}
