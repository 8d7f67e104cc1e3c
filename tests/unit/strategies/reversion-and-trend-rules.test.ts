import { describe, expect, it } from 'vitest';
import { strategyDefinition } from '../../../lib/strategies/catalogue';
import { strategySignals } from '../../support/strategy-signals';

const nan = Number.NaN;
const line = (value: number, n: number) => Array.from({ length: n }, () => value);

describe('Bollinger reversion', () => {
  const close = [100, 100, 97, 99, 100, 104, 101, 100, 98, 103];
  const bands = { upper: line(103, 10), middle: line(100, 10), lower: line(98, 10) };

  it('is long from below the lower band to the mean', () => {
    const params = { period: 2, deviations: 2, allowShort: false };
    expect(strategySignals('bollinger-reversion', params, close, bands)).toEqual([
      0, 0, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('mirrors the short side, and a close on a band is not beyond it', () => {
    const params = { period: 2, deviations: 2, allowShort: true };
    expect(strategySignals('bollinger-reversion', params, close, bands)).toEqual([
      0, 0, 1, 1, 0, -1, -1, 0, 0, 0,
    ]);
  });

  it('decides nothing where the bands are one line', () => {
    const flat = { upper: line(100, 4), middle: line(100, 4), lower: line(100, 4) };
    const params = { period: 2, deviations: 2, allowShort: true };
    expect(strategySignals('bollinger-reversion', params, line(100, 4), flat)).toEqual(line(0, 4));
  });
});

describe('MACD', () => {
  const macd = [nan, nan, 1, 2, 1, -1, -2, -2, 1];
  const signal = [nan, nan, nan, 1, 1.5, 0, -1, -2, -1];
  const params = { fast: 2, slow: 3, signal: 2 };

  it('is long above its signal line, keeps the side on it and is flat until both are known', () => {
    const long = { ...params, trigger: 'signal-line', allowShort: false };
    expect(strategySignals('macd', long, line(1, 9), { macd, signal })).toEqual([
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      nan,
      1,
    ]);
  });

  it('is short below the zero line where told so', () => {
    const both = { ...params, trigger: 'zero-line', allowShort: true };
    expect(strategySignals('macd', both, line(1, 9), { macd, signal })).toEqual([
      0, 0, 1, 1, 1, -1, -1, -1, 1,
    ]);
  });

  it('refuses a fast average that is not shorter', () => {
    expect(() => strategyDefinition('macd').prepare({ fast: 26 })).toThrow(
      /fast average \(26 bars\) must be shorter than the slow one \(26 bars\)/,
    );
  });
});

describe('time-series momentum', () => {
  const close = [10, 11, 12, 9, 13, 8, 8, 8, 7];

  it('takes the side of the change over the look-back, only on its decision bars', () => {
    // Decisions on bars 2, 4, 6, 8 against bars 0, 2, 4, 6: up, up, down, down.
    const params = { lookback: 2, every: 2, allowShort: true };
    expect(strategySignals('time-series-momentum', params, close, {})).toEqual([
      0, 0, 1, 1, 1, 1, -1, -1, -1,
    ]);
  });

  it('keeps its side where the price is unchanged and stands aside after a fall unless short is allowed', () => {
    const params = { lookback: 1, every: 1, allowShort: false };
    expect(strategySignals('time-series-momentum', params, close, {})).toEqual([
      0, 1, 1, 0, 1, 0, 0, 0, 0,
    ]);
  });
});

describe('Keltner breakout', () => {
  const close = [10, 13, 12, 10, 9, 7, 8, 10.5];
  const channel = { upper: line(12, 8), middle: line(10, 8), lower: line(8, 8) };
  const params = { period: 2, atrPeriod: 2, multiple: 1 };

  it('is in above the channel and out below its middle', () => {
    const long = { ...params, allowShort: false };
    expect(strategySignals('keltner-breakout', long, close, channel)).toEqual([
      0, 1, 1, 1, 0, 0, 0, 0,
    ]);
  });

  it('mirrors the short side', () => {
    const both = { ...params, allowShort: true };
    expect(strategySignals('keltner-breakout', both, close, channel)).toEqual([
      0, 1, 1, 1, 0, -1, -1, 0,
    ]);
  });
});

describe('pullback in trend', () => {
  const params = { trendBars: 20, rsiPeriod: 2, pullback: 10, exitBars: 3 };
  const trend = line(100, 8);
  const exit = line(105, 8);

  it('buys a low RSI above the trend average and leaves above the exit average', () => {
    const close = [110, 104, 103, 106, 104, 103, 99, 98];
    const rsi = [50, 5, 5, 60, 12, 5, 5, 5];
    const long = { ...params, allowShort: false };
    // Bar 6 breaks the trend; below it a low RSI buys nothing.
    expect(strategySignals('trend-pullback', long, close, { trend, exit, rsi })).toEqual([
      0, 1, 1, 0, 0, 1, 0, 0,
    ]);
  });

  it('sells a rally short below the trend average and leaves below the exit average', () => {
    const close = [99, 98, 97, 94, 97, 101, 97, 97];
    const rsi = [50, 95, 95, 60, 95, 95, 95, 85];
    const both = { ...params, allowShort: true };
    const low = line(95, 8);
    expect(strategySignals('trend-pullback', both, close, { trend, exit: low, rsi })).toEqual([
      0, -1, -1, 0, -1, 0, -1, -1,
    ]);
  });

  it('reads an RSI of 0 on an unmoved price as neutral', () => {
    const long = { ...params, allowShort: false };
    const rsi = line(0, 6);
    const features = { trend: line(90, 6), exit: line(105, 6), rsi };
    expect(strategySignals('trend-pullback', long, line(101, 6), features)).toEqual(line(0, 6));
  });

  it('refuses an exit average that is not shorter than the trend average', () => {
    expect(() => strategyDefinition('trend-pullback').prepare({ exitBars: 200 })).toThrow(
      /exit average \(200 bars\) must be shorter/,
    );
  });
});
