import { createRng } from '../../lib/core/rng';
import type { Bars, BarsSource } from '../../lib/market/bars';
import { createBars } from '../../lib/market/create-bars';

const hour = 3_600_000;

/** A random walk of `n` hourly bars from a seed, high and low around open and close. */
export function walkColumns(n: number, seed = 1) {
  const rng = createRng(seed);
  const columns = {
    time: new Float64Array(n),
    open: new Float64Array(n),
    high: new Float64Array(n),
    low: new Float64Array(n),
    close: new Float64Array(n),
    volume: new Float64Array(n),
  };
  let price = 100;
  for (let i = 0; i < n; i++) {
    const open = price;
    const close = open * (1 + 0.02 * (rng.uniform() - 0.5));
    columns.time[i] = 1_600_000_000_000 - (1_600_000_000_000 % hour) + i * hour;
    columns.open[i] = open;
    columns.close[i] = close;
    columns.high[i] = Math.max(open, close) * (1 + 0.005 * rng.uniform());
    columns.low[i] = Math.min(open, close) * (1 - 0.005 * rng.uniform());
    columns.volume[i] = 1000 * rng.uniform();
    price = close;
  }
  return columns;
}

/** Those columns as hourly bars of a made-up crypto instrument. */
export function walkBars(
  n: number,
  seed = 1,
  source: BarsSource = { kind: 'synthetic', config: { seed }, asset: 0 },
): Promise<Bars> {
  return createBars(walkColumns(n, seed), {
    instrument: {
      symbol: 'WALK',
      name: 'Random walk',
      assetClass: 'crypto',
      quoteCurrency: 'USD',
      calendar: 'crypto-24x7',
      tickSize: 0,
    },
    intervalMs: hour,
    timeZone: 'UTC',
    source,
  });
}
