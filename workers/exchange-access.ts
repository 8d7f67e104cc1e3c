import type { ExchangePort } from '../lib/market/exchange/exchange-port';
import type { Timing } from '../lib/market/exchange/timing';

/** The way to the exchanges. */
export interface ExchangeAccess {
  /** Prices through this site's server. */
  readonly port: ExchangePort;
  readonly timing: Timing;
}
