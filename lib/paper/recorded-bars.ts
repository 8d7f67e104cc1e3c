import type { JobControl } from '../core/job';
import type { Bars } from '../market/bars';
import { createBars } from '../market/create-bars';
import type { PaperRecord } from './paper-record';

/** All bars a session has heard, the warm-up among them, as a data set. */
export function recordedBars(record: PaperRecord, control: JobControl): Promise<Bars> {
  const { market, series } = record.started;
  const columns = record.bars.copied();
  return createBars(
    columns,
    {
      instrument: {
        symbol: series.symbol.replace('/', ''),
        name: series.symbol,
        assetClass: 'crypto',
        quoteCurrency: market.quote,
        calendar: 'crypto-24x7',
        tickSize: market.tickSize,
      },
      intervalMs: record.intervalMs,
      timeZone: 'UTC',
      source: { kind: 'exchange', series } as never,
    },
    control,
  );
}
