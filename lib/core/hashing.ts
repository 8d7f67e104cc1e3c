import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Sha256Hex } from './nominal';

/** SHA-256 in this thread; for small inputs. */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** SHA-256 in this thread as hex; for small inputs. */
export function sha256Hex(input: Uint8Array | string): Sha256Hex {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return bytesToHex(sha256(bytes)) as Sha256Hex;
}

/** SHA-256 of texts that begin alike: what the beginning leaves in the hash is worked out once. */
export class Sha256Beginning {
  private readonly begun: ReturnType<typeof sha256.create>;

  constructor(readonly text: string) {
    this.begun = sha256.create().update(new TextEncoder().encode(text));
  }

  /** Of the beginning with `rest` after it; the two are encoded apart, so neither may end within a character. */
  hexWith(rest: string): Sha256Hex {
    const bytes = new TextEncoder().encode(rest);
    return bytesToHex(this.begun.clone().update(bytes).digest()) as Sha256Hex;
  }
}

/**
 * SHA-256 of large inputs: the platform's own implementation where there is one
 * (secure contexts and Node), else the same digest computed in this thread.
 */
export async function sha256HexLarge(bytes: Uint8Array): Promise<Sha256Hex> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return sha256Hex(bytes);
  const digest = await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return bytesToHex(new Uint8Array(digest)) as Sha256Hex;
}

/** First and second group of four hex digits, as shown to people: `77ab·04e9`. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)}·${hash.slice(4, 8)}`;
}
