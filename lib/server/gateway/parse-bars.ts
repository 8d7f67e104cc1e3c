import { candleProblem } from '../../market/exchange/check-candles';
import type { Candle } from '../../market/exchange/exchange-port';
import { malformedAnswer } from './upstream-error';

/**
 * Bars as an exchange sent them, held to what bars are: six finite values, low and high around open and close, on the
 * grid of the interval, in order, none twice. One bad bar spoils the answer: nothing is repaired.
 * @throws {ExchangeError} malformed
 */
export function parseBars(raw: unknown, intervalMs: number, label: string): Candle[] {
  if (!Array.isArray(raw)) throw malformedAnswer(label, 'it is no list of bars');
  let last = Number.NEGATIVE_INFINITY;
  return raw.map((value: unknown) => {
    const bar = (Array.isArray(value) ? value.slice(0, 6) : value) as Candle;
    const problem = candleProblem(bar, intervalMs);
    if (problem !== null) throw malformedAnswer(label, `of a bar, ${problem}`);
    if (bar[0] <= last) throw malformedAnswer(label, 'its bars are not in order');
    last = bar[0];
    return bar;
  });
}
