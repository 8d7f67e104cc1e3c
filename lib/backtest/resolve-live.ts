import { ConfigError } from '../core/errors';
import type { BarIndex } from '../core/nominal';
import type { OrderIntent } from '../core/order-intent';
import type { Bars } from '../market/bars';
import { formatMinute } from '../market/civil-date';
import type { BarSpan } from '../session/decided-bars';
import type { UserCommand } from '../session/event-log';
import type { HandOrder, LiveCommand, LiveRecord } from './live-record.schema';
import { firstAt } from './run-period';

/** A command and the bar at whose close it is heard. */
export interface HeardCommand {
  readonly bar: BarIndex;
  readonly command: UserCommand;
}

/** A live record on its bars. */
export interface ResolvedLive {
  readonly away: readonly BarSpan[];
  readonly commands: readonly HeardCommand[];
}

/**
 * The record of a paper session at the bars it is replayed on.
 * @throws {ConfigError} for a command after no bar of these, before decisions began or during an absence, and for an order that can't be
 */
export function resolveLive(
  bars: Bars,
  { away, commands }: LiveRecord,
  firstBar: number,
): ResolvedLive {
  const spans: BarSpan[] = [];
  for (const [from, to] of away) {
    const span: BarSpan = [Math.max(firstBar, firstAt(bars.time, from)), firstAt(bars.time, to)];
    if (span[0] < span[1]) spans.push(span);
  }
  return {
    away: spans,
    commands: commands.map((heard, k) => {
      const field = `live.commands.${k}`;
      const bar = firstAt(bars.time, heard.after);
      if (bars.time[bar] !== heard.after) {
        throw new ConfigError(
          `Command ${k + 1} follows a bar at ${formatMinute(heard.after)}, and the data have none there.`,
          `${field}.after`,
        );
      }
      if (bar < firstBar || spans.some(([from, to]) => from <= bar && bar < to)) {
        throw new ConfigError(
          `Command ${k + 1} was given at ${formatMinute(heard.after)}, when nothing could have been sent.`,
          `${field}.after`,
        );
      }
      return { bar: bar as BarIndex, command: userCommand(heard, field) };
    }),
  };
}

/** A command as a session hears it. @throws {ConfigError} for an order without the price its kind needs */
export function userCommand(command: LiveCommand, field = 'live'): UserCommand {
  switch (command.kind) {
    case 'order':
      return { kind: 'order', intent: handIntent(command.order, field) };
    case 'cancel':
      return { kind: 'cancel', name: command.name };
    case 'flatten':
    case 'halt':
      return { kind: command.kind };
  }
}

function handIntent({ kind, price, ...order }: HandOrder, field: string): OrderIntent {
  const shared = { ...order, instrument: 0, reason: 'By hand' };
  if (kind === 'market') return { ...shared, kind };
  if (price === undefined) {
    throw new ConfigError(`A ${kind} order needs a price.`, `${field}.order.price`);
  }
  return kind === 'limit' ? { ...shared, kind, limit: price } : { ...shared, kind, stop: price };
}
