import type { GoldenAdapter } from '../adapter';
import { backtestAdapter } from './backtest';
import { fillsAdapter, fillsFullAdapter } from './fills';
import { indicatorsAdapter } from './indicators';
import { metricsAdapter } from './metrics';

/** Topics that are built. Any other topic of a folder is pending. */
export const adapters: readonly GoldenAdapter[] = [
  indicatorsAdapter,
  metricsAdapter,
  backtestAdapter,
  fillsAdapter,
  fillsFullAdapter,
];
