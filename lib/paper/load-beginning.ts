import type { ExtraData } from '../backtest/extra-data';
import { resolveConfig } from '../backtest/resolve-config';
import { withItsModel } from '../backtest/strategy-model';
import { CancelledError, ConfigError } from '../core/errors';
import { type JobControl, uncontrolled } from '../core/job';
import { CandleReader } from '../market/exchange/candle-reader';
import { exchangeIntervals, exchangeListing } from '../market/exchange/exchange.schema';
import type { Candle, ExchangePort } from '../market/exchange/exchange-port';
import type { Timing } from '../market/exchange/timing';
import { untilCancelled } from '../market/exchange/until-cancelled';
import { type PaperBeginning, paperConfig } from './first-events';
import type { NewPaperSession } from './new-paper-session';

/** A session may ask for this many bars of history at most. */
export const mostWarmupBars = 50_000;

export interface BeginningOptions {
  readonly port: ExchangePort;
  readonly timing: Timing;
  /** Data the config names besides the bars. */
  readonly extra?: ExtraData;
  readonly control?: JobControl;
  /** Wait before a try, ms; 1 = the first after a failure. */
  readonly waits?: (attempt: number) => number;
}

/**
 * Looks the symbol up and loads the bars of the warm-up: as many as asked for, and no fewer than the strategy needs
 * where the exchange has them.
 * @throws {ConfigError} for a config that can't be run or a symbol there is not; {ExchangeError} for what waiting doesn't
 * mend; {CancelledError}
 */
export async function loadBeginning(
  { series, warmupBars, config: input }: NewPaperSession,
  { port, timing, extra = {}, control = uncontrolled, waits }: BeginningOptions,
): Promise<PaperBeginning> {
  const config = paperConfig(input);
  const { strategy: prepared } = resolveConfig(config);
  const strategy = withItsModel(prepared, extra.model, exchangeIntervals[series.interval]);
  const wanted = Math.max(warmupBars, strategy.warmupBars);
  if (!Number.isInteger(wanted) || wanted > mostWarmupBars) {
    throw new ConfigError(
      `A warm-up has at most ${mostWarmupBars} bars, not ${wanted}. Choose fewer, or shorter settings of the strategy.`,
      'warmupBars',
    );
  }
  control.report({ done: 0, total: Math.max(1, wanted), label: 'Asking the exchange' });
  return untilCancelled(control, timing, async (signal) => {
    const market = await marketOf(series, port, signal);
    const options = { port, timing, control, ...(waits && { waits }) };
    const warmup = await lastBars(series, wanted, options, signal);
    return { series, market, config, warmup, at: timing.now() };
  });
}

async function marketOf(
  series: NewPaperSession['series'],
  port: ExchangePort,
  signal: AbortSignal,
): Promise<PaperBeginning['market']> {
  const symbols = await port.symbols(series.exchange, signal);
  const found = symbols.find((it) => it.symbol === series.symbol);
  if (found === undefined) {
    const { label } = exchangeListing(series.exchange);
    throw new ConfigError(
      `${label} has no market ${series.symbol}. Choose one of its list.`,
      'symbol',
    );
  }
  const { base, quote, tickSize } = found;
  return { base, quote, tickSize };
}

/** The last closed bars; fewer where the exchange has no more. */
async function lastBars(
  series: NewPaperSession['series'],
  wanted: number,
  { port, timing, control = uncontrolled, waits }: BeginningOptions,
  signal: AbortSignal,
): Promise<readonly Candle[]> {
  if (wanted === 0) return [];
  const intervalMs = exchangeIntervals[series.interval];
  const candles: Candle[] = [];
  const reader = new CandleReader({
    series,
    port,
    timing,
    ...(waits && { waits }),
    waiting(error) {
      const label = `${error.message} Trying again`;
      control.report({ done: candles.length, total: wanted, label });
    },
  });
  const read = async (from: number, to: number) => {
    const answer = await reader.read({ from, to }, signal);
    if (answer === null) throw new CancelledError();
    return answer;
  };
  // What time it is at the exchange, which may not be ours, is said by any answer.
  const { exchangeTime } = await read(0, intervalMs);
  const end = Math.floor(exchangeTime / intervalMs) * intervalMs;
  for (let from = Math.max(0, end - wanted * intervalMs); from < end; ) {
    const answer = await read(from, end);
    for (const candle of answer.candles) candles.push(candle);
    if (answer.until <= from) break;
    from = answer.until;
    control.report({ done: candles.length, total: wanted, label: 'Loading the warm-up' });
    await control.checkpoint();
  }
  return candles;
}
