import { describe, expect, it } from 'vitest';
import { InputColumns } from '../../../lib/session/input-columns';
import { SlippageColumn } from '../../../lib/session/slippage-column';
import { walkColumns } from '../../support/bars';
import { testStore } from '../../support/kernels';

const length = 400;
/** A walk whose moves are five times as large from bar 200 on. */
function twoRegimes() {
  const bars = walkColumns(length, 3);
  for (let i = 1; i < length; i++) {
    const move = bars.close[i]! / bars.open[i]! - 1;
    bars.close[i] = bars.close[i - 1]! * (1 + (i < 200 ? move : 5 * move));
  }
  return bars;
}

async function stated(exponent: number, chunk = length, bars = twoRegimes()) {
  const store = await testStore();
  const inputs = new InputColumns(store, bars);
  const slippage = new SlippageColumn(store, inputs, 4, exponent);
  for (let to = chunk; to < length + chunk; to += chunk) {
    inputs.fillTo(Math.min(length, to));
    slippage.advanceTo(Math.min(length, to));
  }
  return store.copy(slippage.column);
}

/** The rule again, slowly: sample deviation of the last 20 log returns over the mean of all such so far. */
function reference(close: Float64Array, exponent: number): number[] {
  const sigma: number[] = [];
  for (let i = 0; i < close.length; i++) {
    if (i < 20) continue;
    const returns = Array.from({ length: 20 }, (_, k) =>
      Math.log(close[i - k]! / close[i - k - 1]!),
    );
    const mean = returns.reduce((a, b) => a + b) / 20;
    sigma.push(Math.sqrt(returns.reduce((a, r) => a + (r - mean) ** 2, 0) / 19));
  }
  return Array.from(close, (_, t) => {
    const seen = sigma.slice(0, Math.max(0, t - 20));
    if (seen.length === 0) return 4e-4;
    const usual = seen.reduce((a, b) => a + b) / seen.length;
    return 4e-4 * Math.max(1, seen.at(-1)! / usual) ** exponent;
  });
}

describe('slippage that grows with volatility', () => {
  it('is the one set until 20 returns are known, and never less', async () => {
    const column = await stated(1);
    expect([...column.subarray(0, 21)]).toEqual(Array.from({ length: 21 }, () => 4e-4));
    expect(Math.min(...column)).toBe(4e-4);
    expect(Math.max(...column.subarray(220, 240))).toBeGreaterThan(8e-4);
  });

  it('is the volatility of the last 20 returns over its mean so far, to the power set', async () => {
    const { close } = twoRegimes();
    for (const exponent of [0.5, 1, 2]) {
      const expected = reference(close, exponent);
      (await stated(exponent)).forEach((value, i) => {
        expect(value / expected[i]!).toBeCloseTo(1, 9);
      });
    }
  });

  it('has the same bits in any steps', async () => {
    const whole = await stated(1.5);
    for (const chunk of [1, 7, 64]) expect(await stated(1.5, chunk)).toEqual(whole);
  });

  it('does not know the bar it is for', async () => {
    const bars = twoRegimes();
    const before = await stated(1, length, bars);
    const close = bars.close.slice();
    for (let i = 250; i < length; i++) close[i] = close[i]! * 3;
    const after = await stated(1, length, { ...bars, close });
    expect(after.subarray(0, 251)).toEqual(before.subarray(0, 251));
    expect(after[251]).not.toBe(before[251]);
  });

  it('stays at the one set where prices never move', async () => {
    const bars = walkColumns(length, 1);
    const close = new Float64Array(length).fill(50);
    const column = await stated(2, length, { ...bars, close });
    expect(new Set(column)).toEqual(new Set([4e-4]));
  });
});
