import type { ExtraData } from '../backtest/extra-data';
import { resolveConfig } from '../backtest/resolve-config';
import { userCommand } from '../backtest/resolve-live';
import { withItsModel } from '../backtest/strategy-model';
import type { BarIndex, TimestampMs } from '../core/nominal';
import { newColumnStore } from '../kernels/runtime';
import type { Candle } from '../market/exchange/exchange-port';
import { barsPerYear } from '../portfolio/bars-per-year';
import { TradingSession } from '../session/trading-session';
import type { PreparedStrategy } from '../strategies/definition';
import type { BarArrival, PaperStarted } from './paper-event';
import { type AnsweredCommands, PaperRecord, type RecordedCommand } from './paper-record';

/** What became of a bar. */
export interface SteppedBar extends AnsweredCommands {
  readonly bar: number;
}

/**
 * The trading session of a record that grows: bars are written into its columns as they are heard, and when these are
 * full, a session of twice the room hears everything again.
 */
export class PaperTrading {
  readonly record: PaperRecord;
  readonly strategy: PreparedStrategy;
  session: TradingSession;

  /** @throws {ConfigError} for a config that can't be run */
  constructor(
    private readonly started: PaperStarted,
    private readonly extra: ExtraData,
  ) {
    this.record = new PaperRecord(started);
    const { strategy } = resolveConfig(started.config);
    this.strategy = withItsModel(strategy, extra.model, this.record.intervalMs);
    this.session = this.newSession();
  }

  /**
   * Steps a bar; the commands that waited for it are left to be heard.
   * @param moved called before where a new session has heard everything up to it @throws {DataError} out of order
   */
  hearBar(candle: Candle, how: BarArrival, moved: () => void): SteppedBar {
    const { bars } = this.record;
    const { capacity, length: bar } = bars;
    const answered = this.record.addBar(candle, how);
    if (bars.capacity !== capacity) {
      this.moveOver(bar);
      moved();
    }
    if (how === 'back-filled') this.session.leaveOut(bar, bar + 1);
    this.step(bar);
    return { ...answered, bar };
  }

  /** Hears a command after the last bar. */
  hearCommand({ command }: RecordedCommand): void {
    this.session.command(userCommand(command));
  }

  timeOf(bar: number): number {
    return this.record.bars.columns.time[bar]!;
  }

  closeOf(bar: number): number {
    return this.timeOf(bar) + this.record.intervalMs;
  }

  private step(bar: number): void {
    this.session.step({
      kind: 'bar',
      instrument: 0,
      intervalMs: this.record.intervalMs,
      bar: bar as BarIndex,
      knownTime: this.closeOf(bar) as TimestampMs,
    });
  }

  /** Goes on in a new session, which hears everything again up to bar `to`, not included. */
  private moveOver(to: number): void {
    const { away, commands } = this.record;
    this.session = this.newSession();
    for (const [from, end] of away) {
      if (from < to) this.session.leaveOut(from, Math.min(end, to));
    }
    let next = 0;
    for (let bar = 0; bar < to; bar++) {
      this.step(bar);
      while (next < commands.length && commands[next]!.bar === bar) {
        this.hearCommand(commands[next++]!);
      }
    }
  }

  private newSession(): TradingSession {
    const { config } = this.started;
    const { bars, firstBar, intervalMs } = this.record;
    return new TradingSession(newColumnStore(), {
      bars: bars.columns,
      strategy: this.strategy,
      sizing: config.sizing,
      protection: config.protection,
      account: config.account,
      barsPerYear: barsPerYear('crypto-24x7', intervalMs),
      firstDecisionBar: firstBar,
      // Only what the event made known is in the columns.
      featureBlock: 1,
      ...(this.extra.funding === undefined ? {} : { funding: this.extra.funding }),
    });
  }
}
