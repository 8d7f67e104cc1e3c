import { sha256Bytes } from './hashing';

/** Seeded random numbers: xoshiro128** on u32, seeded by four rounds of a 32-bit mixer. */
export interface Rng {
  /** Next u32. */
  next(): number;
  /** Uniform in [0, 1): next · 2⁻³². */
  uniform(): number;
  /** Integer in [0, n): floor(next · n / 2³²). */
  below(n: number): number;
  /** An independent child stream; depends on this stream's seed and path only, not on what it has drawn. */
  fork(name: string): Rng;
}

const rotl = (x: number, k: number): number => ((x << k) | (x >>> (32 - k))) >>> 0;

class Xoshiro128 implements Rng {
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;

  constructor(
    private readonly seed: number,
    private readonly path: string,
  ) {
    let s = seed >>> 0;
    const mixed = (): number => {
      s = (s + 0x9e3779b9) >>> 0;
      let z = s;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad) >>> 0;
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97) >>> 0;
      return (z ^ (z >>> 15)) >>> 0;
    };
    this.s0 = mixed();
    this.s1 = mixed();
    this.s2 = mixed();
    this.s3 = mixed();
  }

  next(): number {
    const r = Math.imul(rotl(Math.imul(this.s1, 5) >>> 0, 7), 9) >>> 0;
    const t = (this.s1 << 9) >>> 0;
    this.s2 = (this.s2 ^ this.s0) >>> 0;
    this.s3 = (this.s3 ^ this.s1) >>> 0;
    this.s1 = (this.s1 ^ this.s2) >>> 0;
    this.s0 = (this.s0 ^ this.s3) >>> 0;
    this.s2 = (this.s2 ^ t) >>> 0;
    this.s3 = rotl(this.s3, 11);
    return r;
  }

  uniform(): number {
    return this.next() * 2.3283064365386963e-10;
  }

  below(n: number): number {
    return Math.floor((this.next() * n) / 4294967296);
  }

  fork(name: string): Rng {
    const path = `${this.path}/${name}`;
    const digest = sha256Bytes(new TextEncoder().encode(`${this.seed}‖${path}`));
    const child = new DataView(digest.buffer, digest.byteOffset).getUint32(0, true);
    return new Xoshiro128(child, path);
  }
}

/** A stream for a seed (its low 32 bits). Same seed, same numbers, on every machine. */
export function createRng(seed: number): Rng {
  return new Xoshiro128(seed >>> 0, '');
}
