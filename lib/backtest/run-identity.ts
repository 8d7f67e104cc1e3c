import { canonicalJson } from '../core/canonical-json';
import { KernelError } from '../core/errors';
import { Sha256Beginning, sha256HexLarge, sha256Length, sha256Text } from '../core/hashing';
import { type JobControl, uncontrolled } from '../core/job';
import type { Sha256Hex } from '../core/nominal';
import { inSlices, type SlicedWork, stepValues } from '../core/sliced-work';
import { withoutDefaults } from '../core/without-defaults';
import { littleEndianBytes } from '../market/fingerprint';
import { type RunConfig, runConfigSchema } from './run-config.schema';

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

/** Version of the rules that make a ledger. Raised only together with the hashes in tests/golden/ledger-hashes.json. */
export const semanticsVersion = 1;

/** Version of the program, as in package.json. */
export const engineVersion = '0.3.0';

/**
 * SHA-256 of semantics version, data fingerprints, config with defaults filled in, and seed, as canonical JSON.
 * @param data the bars, then the benchmark and the funding rates where the run uses some; see extra-data.ts
 */
export function runIdOf(data: readonly Sha256Hex[], config: RunConfig): Sha256Hex {
  return new RunNames().idOf(data, config);
}

/** Sections of a config in the order they are hashed in. The last, which every config has, is the one searches vary. */
const sections = (Object.keys(runConfigSchema.shape) as (keyof RunConfig)[])
  .filter((name) => name !== 'seed')
  .sort();
const lastSection = sections.at(-1)!;

/**
 * {@link runIdOf} of one config after another. A section that is the same object as in the config before is not written
 * out again, and what stands before the last, the strategy, is hashed once as long as it is the same.
 */
export class RunNames {
  private readonly written = new Map<
    string,
    { readonly section: unknown; readonly text: string }
  >();
  /** All up to the last section; null where one of these changed. */
  private beginning: Sha256Beginning | null = null;
  private last: {
    readonly data: readonly Sha256Hex[];
    readonly seed: number;
    readonly text: string;
  } | null = null;

  /** @param config not changed as long as this is used */
  idOf(data: readonly Sha256Hex[], config: RunConfig): Sha256Hex {
    const digest = new Uint8Array(sha256Length);
    this.putIdOf(data, config, digest);
    return sha256Text(digest);
  }

  /** The bytes of {@link idOf} into `digest`. */
  putIdOf(data: readonly Sha256Hex[], config: RunConfig, digest: Uint8Array): void {
    for (const name of sections) this.write(name, config[name]);
    this.beginning ??= new Sha256Beginning(this.textBefore(lastSection));
    const besides = this.besides(data, config.seed);
    this.beginning.digestWith(`${this.written.get(lastSection)!.text}},${besides}`, digest);
  }

  /** What is hashed besides the config, without its first brace: `"data":[…],"seed":7,"semanticsVersion":1}`. */
  private besides(data: readonly Sha256Hex[], seed: number): string {
    const { last } = this;
    if (last !== null && last.seed === seed && sameNames(last.data, data)) return last.text;
    const text = canonicalJson({ data, seed, semanticsVersion }).slice(1);
    this.last = { data, seed, text };
    return text;
  }

  private textBefore(section: string): string {
    let text = '{"config":{';
    for (const name of sections) {
      if (name === section) break;
      const own = this.written.get(name)!.text;
      if (own !== '') text += `${own},`;
    }
    return text;
  }

  /** `"account":{…}`; nothing where every setting is idle. */
  private write(name: keyof RunConfig, section: unknown): void {
    const before = this.written.get(name);
    if (before !== undefined && before.section === section) return;
    const hashed = withoutDefaults({ [name]: section }, idleSettings);
    const text = canonicalJson(hashed).slice(1, -1);
    this.written.set(name, { section, text });
    if (name !== lastSection && text !== before?.text) this.beginning = null;
  }
}

const sameNames = (a: readonly Sha256Hex[], b: readonly Sha256Hex[]): boolean =>
  a.length === b.length && a.every((name, k) => name === b[k]);

/**
 * Settings that came after the first runs were named, at the value that leaves a run as it was without them. There
 * they are not hashed, so that a run keeps its name: links to it verify and it counts as one trial.
 */
const idleSettings = {
  account: {
    slippageModel: 'constant',
    slippageExponent: 1,
    participation: 0,
    strictCash: false,
    maintenance: 0,
    borrowShort: 0,
    borrowCash: 0,
    funding: 'none',
    fundingRate: 0.0001,
    fundingSeries: null,
  },
  protection: { trailingStop: 0 },
  period: { from: null, to: null, split: null },
  statistics: { benchmark: { kind: 'hold' } },
  live: { away: [], commands: [] },
} as const;

/**
 * SHA-256 of the equity column as little-endian f64, −0 as 0.
 * @throws {KernelError} when a value is not finite: a ledger never holds one
 */
export async function equityHashOf(
  equity: Float64Array,
  control: JobControl = uncontrolled,
): Promise<Sha256Hex> {
  return sha256HexLarge(littleEndianBytes(await inSlices(canonicalWork(equity), control)));
}

function* canonicalWork(equity: Float64Array): SlicedWork<Float64Array> {
  const canonical = new Float64Array(equity.length);
  for (let from = 0; from < equity.length; from += stepValues) {
    const to = Math.min(equity.length, from + stepValues);
    for (let i = from; i < to; i++) {
      const value = equity[i]!;
      if (!Number.isFinite(value)) {
        throw new KernelError(
          `Equity at bar ${i} is not a number. Please report this run.`,
          'broker',
        );
      }
      canonical[i] = value === 0 ? 0 : value;
    }
    yield to - from;
  }
  return canonical;
}

/** SHA-256 of the broker's records as they were appended. */
export async function ledgerHashOf(logBytes: Uint8Array): Promise<Sha256Hex> {
  return sha256HexLarge(logBytes);
}
