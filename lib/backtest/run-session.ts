import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import type { ColumnStore } from '../kernels/column-store';
import type { Bars } from '../market/bars';
import { barsPerYear } from '../portfolio/bars-per-year';
import type { InputColumns } from '../session/input-columns';
import { BarEventSource } from '../session/market-event-source';
import { TradingSession } from '../session/trading-session';
import type { HeardCommand } from './resolve-live';
import type { UnnamedRun } from './resolve-run';

/** `auto` = by columns where the strategy states them. The result is the same, bit for bit. */
export type RunPath = 'auto' | 'column' | 'stepped';

export interface SessionRun extends UnnamedRun {
  readonly path: RunPath;
  /** The same bars in the store's instance, where several sessions share them. */
  readonly inputs?: InputColumns;
}

/** Most bars between two checkpoints: about 5 ms on either path, and under 30 ms on a slow or busy machine. */
const columnSlice = 32_768;
const steppedSlice = 8192;

/**
 * Runs a config over all its bars and hands over the session as it stands at the end.
 * @throws {ConfigError} for a config that can't be run; {@link CancelledError} once the job was cancelled
 */
export async function runSession(
  store: ColumnStore,
  { bars, config, strategy, period, live, extra, path, inputs }: SessionRun,
  control: JobControl,
): Promise<TradingSession> {
  const session = new TradingSession(store, {
    bars,
    strategy,
    sizing: config.sizing,
    protection: config.protection,
    account: config.account,
    barsPerYear: barsPerYear(bars.instrument.calendar, bars.intervalMs),
    firstDecisionBar: period.firstBar,
    away: live.away,
    ...(extra.funding === undefined ? {} : { funding: extra.funding }),
    ...(inputs === undefined ? {} : { inputs }),
  });
  if (path === 'column' && !session.statesColumns) {
    throw new ConfigError(`${strategy.title} needs its fills and can only be stepped.`, 'path');
  }
  if (path === 'column' && live.commands.length > 0) {
    throw new ConfigError('A run with commands of the user can only be stepped.', 'path');
  }
  const byColumns = path !== 'stepped' && session.statesColumns && live.commands.length === 0;
  await (byColumns
    ? runColumns(session, bars, control)
    : runStepped(session, bars, live.commands, control));
  return session;
}

async function runColumns(session: TradingSession, bars: Bars, control: JobControl): Promise<void> {
  const slice = Math.min(columnSlice, session.features.barsPerSlice);
  for (let from = 0; from < bars.length; from += slice) {
    const to = Math.min(bars.length, from + slice);
    session.advance(from, to);
    control.report({ done: to, total: bars.length, label: 'Running the backtest' });
    if (to < bars.length) await control.checkpoint();
  }
}

async function runStepped(
  session: TradingSession,
  bars: Bars,
  commands: readonly HeardCommand[],
  control: JobControl,
): Promise<void> {
  let heard = 0;
  const slice = Math.min(steppedSlice, session.features.barsPerSlice);
  for (let from = 0; from < bars.length; from += slice) {
    const to = Math.min(bars.length, from + slice);
    const source = new BarEventSource(bars, { from, to });
    for (let event = source.next(); event !== null; event = source.next()) {
      session.step(event);
      while (commands[heard]?.bar === event.bar) session.command(commands[heard++]!.command);
    }
    control.report({ done: to, total: bars.length, label: 'Running bar by bar' });
    if (to < bars.length) await control.checkpoint();
  }
}
