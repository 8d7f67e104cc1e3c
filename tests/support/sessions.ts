import type { ExtraData } from '../../lib/backtest/extra-data';
import { resolveConfig } from '../../lib/backtest/resolve-config';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { withItsModel } from '../../lib/backtest/strategy-model';
import { sha256Hex } from '../../lib/core/hashing';
import { newColumnStore } from '../../lib/kernels/runtime';
import type { BarColumns, Bars } from '../../lib/market/bars';
import { createBars } from '../../lib/market/create-bars';
import { barsPerYear } from '../../lib/portfolio/bars-per-year';
import { BarEventSource } from '../../lib/session/market-event-source';
import { TradingSession } from '../../lib/session/trading-session';

export { loadKernels } from './kernels';

/** A session in a fresh instance of the module. */
export function openSession(
  bars: Bars,
  input: RunConfigInput,
  { featureBlock, extra }: { readonly featureBlock?: number; readonly extra?: ExtraData } = {},
): TradingSession {
  const { config, strategy: prepared } = resolveConfig(input);
  const strategy = withItsModel(prepared, extra?.model, bars.intervalMs);
  return new TradingSession(newColumnStore(), {
    bars,
    strategy,
    sizing: config.sizing,
    protection: config.protection,
    account: config.account,
    barsPerYear: barsPerYear(bars.instrument.calendar, bars.intervalMs),
    prevClose: bars.open[0]!,
    ...(featureBlock === undefined ? {} : { featureBlock }),
  });
}

/** Steps a session through bars `[from, to)`. */
export function stepThrough(session: TradingSession, bars: Bars, from = 0, to = bars.length): void {
  const source = new BarEventSource(bars, { from, to });
  for (let event = source.next(); event !== null; event = source.next()) session.step(event);
}

/** Hash of the broker's records so far. */
export function ledgerHash(session: TradingSession): string {
  return sha256Hex(session.broker.logBytes());
}

/** Other columns under the same name and interval. */
export function withColumns(bars: Bars, columns: Partial<BarColumns>): Promise<Bars> {
  const { time, open, high, low, close, volume } = { ...bars, ...columns };
  const { instrument, intervalMs, timeZone, source } = bars;
  return createBars(
    { time, open, high, low, close, volume },
    { instrument, intervalMs, timeZone, source },
  );
}
