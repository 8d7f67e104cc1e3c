import type { JobControl } from '../core/job';
import type { Bars } from '../market/bars';
import { createBars } from '../market/create-bars';
import { exchangeInstrument } from '../market/exchange/exchange-instrument';
import type { PaperRecord } from './paper-record';

/** All bars a session has heard, the warm-up among them, as a data set of its exchange. */
export function recordedBars(record: PaperRecord, control: JobControl): Promise<Bars> {
  const { market, series } = record.started;
  const columns = record.bars.copied();
  const { intervalMs } = record;
  return createBars(
    columns,
    {
      instrument: exchangeInstrument({ ...market, symbol: series.symbol }),
      intervalMs,
      timeZone: 'UTC',
      source: {
        kind: 'exchange',
        ...series,
        from: columns.time[0]!,
        to: record.bars.lastTime + intervalMs,
      },
    },
    control,
  );
}
