import type { Bars } from '../../lib/market/bars';
import { createBars } from '../../lib/market/create-bars';
import { replayStart } from '../../lib/server/venue/replay-market';
import { walkColumns } from './bars';

/** A random walk of minutes of BTC/USDT from `replayStart` on, with every digit a double has. */
export function minuteBars(n: number, seed = 1): Promise<Bars> {
  const columns = walkColumns(n, seed);
  for (let i = 0; i < n; i++) columns.time[i] = replayStart + i * 60_000;
  return createBars(columns, {
    instrument: {
      symbol: 'BTCUSDT',
      name: 'BTC/USDT',
      assetClass: 'crypto',
      quoteCurrency: 'USDT',
      calendar: 'crypto-24x7',
      tickSize: 0,
    },
    intervalMs: 60_000,
    timeZone: 'UTC',
    source: { kind: 'synthetic', config: { seed }, asset: 0 },
  });
}
