import { DataError } from '../../core/errors';
import type { Bars, ExchangeSource } from '../bars';
import { resampleBars } from '../resample';
import { type DownloadOptions, downloadBars } from './download-bars';
import { downloadId } from './download-store';

/**
 * The bars of a source as the exchange has them now: the same again, unless it changed them. The pages wait in the store
 * until `discard`.
 * @throws as {@link downloadBars} does
 */
export async function barsOfSource(
  source: ExchangeSource,
  options: Omit<DownloadOptions, 'base'>,
): Promise<{ readonly bars: Bars; discard(): Promise<void> }> {
  const { exchange, symbol, interval, from, to, resampleMs } = source;
  const plan = { series: { exchange, symbol, interval }, from, to, extending: null };
  const downloaded = await downloadBars(plan, options);
  if (resampleMs !== undefined && resampleMs % downloaded.intervalMs !== 0) {
    throw new DataError('The bars of this exchange can’t be gathered as the data set says.');
  }
  return {
    bars: resampleMs === undefined ? downloaded : await resampleBars(downloaded, resampleMs),
    discard: () => options.store.discard(downloadId(plan)),
  };
}
