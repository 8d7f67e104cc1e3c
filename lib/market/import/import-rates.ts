import type { JobControl } from '../../core/job';
import type { RateSeries } from '../rate-series';
import type { DroppedRow } from './assemble-bars';
import type { ImportAnswers, RatesInspection } from './types';

/** What only the user can know of a file of rates. */
export type RatesAnswers = Pick<ImportAnswers, 'dateOrder' | 'timeZone'>;

/** First look at a file of rates, such as the funding of a perpetual. */
export type InspectRates = (bytes: Uint8Array, fileName: string) => Promise<RatesInspection>;

/** One series a symbol, and the rows that are in none. */
export type ImportRates = (
  bytes: Uint8Array,
  fileName: string,
  answers: RatesAnswers,
  control?: JobControl,
) => Promise<{ series: RateSeries[]; dropped: DroppedRow[] }>;
