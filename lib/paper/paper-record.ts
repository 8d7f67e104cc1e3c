import type { LiveCommand } from '../backtest/live-record.schema';
import type { RunConfig } from '../backtest/run-config.schema';
import { exchangeIntervals } from '../market/exchange/exchange.schema';
import type { Candle } from '../market/exchange/exchange-port';
import { LiveColumns } from './live-columns';
import type {
  BarArrival,
  PaperCommand,
  PaperCommanded,
  PaperEvent,
  PaperStarted,
} from './paper-event';

/** A command and the bar at whose close it was heard. */
export interface RecordedCommand {
  readonly bar: number;
  readonly command: LiveCommand;
}

/** What a bar made of the commands that waited for it. */
export interface AnsweredCommands {
  readonly heard: readonly RecordedCommand[];
  /** Orders and cancels that could not be sent: the line broke before the bar closed. */
  readonly dropped: readonly PaperCommand[];
}

const nothing: AnsweredCommands = { heard: [], dropped: [] };

/**
 * What of a session's log decides its ledger: the bars, which of them it was away for, and the user's commands at the
 * bars after which they were heard: the first live one that closes after they were given. Where that bar was back-filled
 * instead, nobody was there to send anything: orders and cancels are dropped, and closing the position waits for the
 * first live bar.
 */
export class PaperRecord {
  readonly bars = new LiveColumns();
  readonly commands: RecordedCommand[] = [];
  /** Bars `[from, to)` that were back-filled. */
  readonly away: [from: number, to: number][] = [];
  readonly intervalMs: number;
  /** First bar that may be decided on. */
  readonly firstBar: number;
  private waiting: PaperCommanded[] = [];

  constructor(readonly started: PaperStarted) {
    this.intervalMs = exchangeIntervals[started.series.interval];
    this.firstBar = started.warmup.bars;
  }

  /** The record of a whole log. */
  static of(events: Iterable<PaperEvent>): PaperRecord | null {
    let record: PaperRecord | null = null;
    for (const event of events) {
      if (event.kind === 'started') record ??= new PaperRecord(event);
      if (record === null) continue;
      if (event.kind === 'bars') {
        for (const candle of event.candles) record.addBar(candle, event.how);
      }
      if (event.kind === 'command') record.addCommand(event);
    }
    return record;
  }

  /** Commands that wait for a bar, in the order they were given. */
  get waitingCommands(): readonly PaperCommand[] {
    return this.waiting.map(({ command }) => command);
  }

  addCommand(given: PaperCommanded): void {
    this.waiting.push(given);
  }

  /** Adds a closed bar. @returns what became of the commands that waited for it @throws {DataError} out of order */
  addBar(candle: Candle, how: BarArrival): AnsweredCommands {
    this.bars.push(candle);
    const bar = this.bars.length - 1;
    if (how === 'back-filled') {
      const last = this.away.at(-1);
      if (last !== undefined && last[1] === bar) last[1] = bar + 1;
      else this.away.push([bar, bar + 1]);
    }
    return this.waiting.length === 0 || how === 'warm-up' ? nothing : this.answer(bar, how);
  }

  private answer(bar: number, how: BarArrival): AnsweredCommands {
    const open = this.bars.lastTime;
    const heard: RecordedCommand[] = [];
    const dropped: PaperCommand[] = [];
    const waiting: PaperCommanded[] = [];
    for (const given of this.waiting) {
      const { command, exchangeTime } = given;
      const isLater = exchangeTime !== null && open + this.intervalMs < exchangeTime;
      if (!isLater && how === 'live') heard.push({ bar, command: { ...command, after: open } });
      else if (!isLater && isForTheMoment(command)) dropped.push(command);
      else waiting.push(given);
    }
    this.waiting = waiting;
    this.commands.push(...heard);
    return { heard, dropped };
  }

  /** The config with which a backtest of the bars is this session. */
  config(): RunConfig {
    const { time } = this.bars.columns;
    return {
      ...this.started.config,
      live: {
        away: this.away.map(([from, to]) => [time[from]!, time[to - 1]! + this.intervalMs]),
        commands: this.commands.map(({ command }) => command),
      },
    };
  }
}

/** Whether a command is worth nothing once the moment is over. */
const isForTheMoment = ({ kind }: PaperCommand): boolean => kind === 'order' || kind === 'cancel';
