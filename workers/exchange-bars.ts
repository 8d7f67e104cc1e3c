import { DataError } from '../lib/core/errors';
import type { JobControl } from '../lib/core/job';
import type { Bars, ExchangeSource } from '../lib/market/bars';
import { downloadBars } from '../lib/market/exchange/download-bars';
import {
  type DownloadPlan,
  type DownloadStore,
  downloadId,
} from '../lib/market/exchange/download-store';
import type { ExchangePort } from '../lib/market/exchange/exchange-port';
import type { Timing } from '../lib/market/exchange/timing';
import { resampleBars } from '../lib/market/resample';

/** What a download takes from the rest of a worker. */
export interface ExchangeAccess {
  /** Prices through this site's server. */
  readonly port: ExchangePort;
  readonly timing: Timing;
}

/** What the plan of a source is: the same bars again. */
export function planOf({ exchange, symbol, interval, from, to }: ExchangeSource): DownloadPlan {
  return { series: { exchange, symbol, interval }, from, to, extending: null };
}

/** The bars of a source as the exchange has them now, and what forgets the pages they were made of. */
export async function barsOfSource(
  source: ExchangeSource,
  store: DownloadStore,
  { port, timing }: ExchangeAccess,
  control: JobControl,
): Promise<{ readonly bars: Bars; discard(): Promise<void> }> {
  const plan = planOf(source);
  const downloaded = await downloadBars(plan, { port, store, timing, control });
  const { resampleMs } = source;
  if (resampleMs !== undefined && resampleMs % downloaded.intervalMs !== 0) {
    throw new DataError('The bars of this exchange can’t be gathered as the data set says.');
  }
  const bars = resampleMs === undefined ? downloaded : await resampleBars(downloaded, resampleMs);
  return { bars, discard: () => store.discard(downloadId(plan)) };
}
