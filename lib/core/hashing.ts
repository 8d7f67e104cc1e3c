import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Sha256Hex } from './nominal';

const encoder = new TextEncoder();

/** Bytes of a digest. */
export const sha256Length = 32;

/** SHA-256 in this thread; for small inputs. */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** A digest as text. */
export function sha256Text(digest: Uint8Array): Sha256Hex {
  return bytesToHex(digest) as Sha256Hex;
}

/** SHA-256 in this thread as hex; for small inputs. */
export function sha256Hex(input: Uint8Array | string): Sha256Hex {
  const bytes = typeof input === 'string' ? encoder.encode(input) : input;
  return sha256Text(sha256(bytes));
}

/** SHA-256 of texts that begin alike: what the beginning leaves in the hash is worked out once, and memory is used again. */
export class Sha256Beginning {
  private readonly begun: ReturnType<typeof sha256.create>;
  private readonly going = sha256.create();
  private encoded = new Uint8Array(256);

  constructor(text: string) {
    this.begun = sha256.create().update(encoder.encode(text));
  }

  /**
   * Writes the 32 bytes of the beginning with `rest` after it into `digest`. The two are encoded apart, so neither may
   * end within a character.
   */
  digestWith(rest: string, digest: Uint8Array): void {
    // No character takes more than three bytes.
    if (this.encoded.length < 3 * rest.length) this.encoded = new Uint8Array(6 * rest.length);
    const { written } = encoder.encodeInto(rest, this.encoded);
    this.begun._cloneInto(this.going);
    this.going.update(this.encoded.subarray(0, written)).digestInto(digest);
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
  return sha256Text(new Uint8Array(digest));
}

/** First and second group of four hex digits, as shown to people: `77ab·04e9`. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)}·${hash.slice(4, 8)}`;
}
