import { describe, expect, it } from 'vitest';
import { walk } from '../../bench/walk';

describe('the price walk of the benchmarks', () => {
  it('has the stated checksum over its first 1000 bars and the stated last close', () => {
    const { open, high, low, close, volume } = walk(12345, 1_000_000);
    const view = new DataView(new ArrayBuffer(8));
    let hash = 2166136261;
    for (let i = 0; i < 1000; i++) {
      for (const column of [open, high, low, close, volume]) {
        view.setFloat64(0, column[i]!, true);
        for (let k = 0; k < 8; k++) hash = Math.imul(hash ^ view.getUint8(k), 16777619) >>> 0;
      }
    }
    expect(hash.toString(16)).toBe('5fc4e79b');
    expect(close[999_999]).toBe(71.395252255846216);
  });
});
