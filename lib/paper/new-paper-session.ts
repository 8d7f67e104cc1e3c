import type { RunConfigInput } from '../backtest/run-config.schema';
import type { ExchangeSeries } from '../market/exchange/exchange.schema';

/** What a new session is made of. */
export interface NewPaperSession {
  readonly series: ExchangeSeries;
  /** Bars of history before the first decision; at least what the strategy's warm-up needs is loaded. */
  readonly warmupBars: number;
  readonly config: RunConfigInput;
  /** Left out = named after the strategy and the symbol. */
  readonly name?: string;
}
