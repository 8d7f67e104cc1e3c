import type { ExtraData } from '../backtest/extra-data';
import { resolveConfig } from '../backtest/resolve-config';
import { userCommand } from '../backtest/resolve-live';
import { withItsModel } from '../backtest/strategy-model';
import { DataError } from '../core/errors';
import type { BarIndex, TimestampMs } from '../core/nominal';
import type { LedgerReader } from '../execution/decode-ledger';
import type { Fill, OrderRecord } from '../execution/ledger';
import { newColumnStore } from '../kernels/runtime';
import type { Candle } from '../market/exchange/exchange-port';
import { barsPerYear } from '../portfolio/bars-per-year';
import { TradingSession } from '../session/trading-session';
import type { PreparedStrategy } from '../strategies/definition';
import type { BarArrival, PaperEvent, PaperStarted } from './paper-event';
import { PaperLines } from './paper-lines';
import { PaperOrders, typeOf, waitingOrder } from './paper-orders';
import { PaperRecord, type RecordedCommand } from './paper-record';
import type {
  PaperChart,
  PaperLogLine,
  PaperOrder,
  PaperSnapshot,
  PaperState,
} from './paper-snapshot';
import { barsText, commandText, endWords, fillText } from './paper-words';

/** A session's account and history as its log tells them; what only the worker that runs it knows is left out. */
export type PaperAccount = Omit<
  PaperSnapshot,
  'id' | 'name' | 'state' | 'isMine' | 'problem' | 'feed' | 'chart'
> & {
  readonly isHalted: boolean;
  readonly isEnded: boolean;
  readonly feed: Pick<
    PaperSnapshot['feed'],
    'latencyMs' | 'worstLatencyMs' | 'liveBars' | 'backFilledBars' | 'missingBars' | 'reconnections'
  >;
  readonly chart: Omit<PaperChart, 'forming'>;
};

const chartBars = 1000;
const shownTrades = 200;
const keptDelays = 200;

/**
 * A paper session as a machine that hears its log, event by event, and steps the one {@link TradingSession} path. It has
 * no clock and no line out: hearing the same log again gives the same state, which is how a session is recovered.
 */
export class PaperSession {
  readonly record: PaperRecord;
  private readonly strategy: PreparedStrategy;
  private readonly lines = new PaperLines();
  private readonly orders: PaperOrders;
  private trading: TradingSession;
  private reader: LedgerReader;
  private charges = 0;
  private peak: number;
  private drawdown = 0;
  private lastSignal = Number.NaN;
  /** Why the strategy changed its mind at the bar that is being heard, until it was told. */
  private decision: string | null = null;
  /** The bar at which it last did, and why. */
  private decidedBar = -1;
  private reason = '';
  private command: RecordedCommand | null = null;
  private muted = false;
  private halted = false;
  private ended = false;
  private events = 0;
  private liveBars = 0;
  private backFilledBars = 0;
  private missingBars = 0;
  private reconnections = 0;
  private isConnected = true;
  private paused = false;
  private ordersGiven = 0;
  private delays: number[] = [];
  private worstDelay: number | null = null;

  /** @param extra data the config names besides the bars @throws {ConfigError} for a config that can't be run */
  constructor(
    private readonly started: PaperStarted,
    private readonly extra: ExtraData = {},
  ) {
    this.record = new PaperRecord(started);
    const { strategy } = resolveConfig(started.config);
    this.strategy = withItsModel(strategy, extra.model, this.record.intervalMs);
    this.peak = started.config.account.capital;
    this.orders = new PaperOrders((bar) => this.closeOf(bar));
    this.trading = this.newTrading();
    this.reader = this.newReader();
    this.events = 1;
    this.lines.add('started', started.at, this.startedText());
  }

  /** The session of a log, null where it has no beginning. */
  static of(events: Iterable<PaperEvent>, extra?: ExtraData): PaperSession | null {
    let session: PaperSession | null = null;
    for (const event of events) {
      if (session !== null) session.hear(event);
      else if (event.kind === 'started') session = new PaperSession(event, extra);
    }
    return session;
  }

  /** `SMA cross 20/100`. */
  get title(): string {
    return this.strategy.title;
  }

  /** Equity over the starting capital, less 1. */
  get totalReturn(): number {
    return this.trading.broker.equity / this.started.config.account.capital - 1;
  }

  /** Lines of the log from number `sequence` on, oldest first, as far as they are kept. */
  linesFrom(sequence: number): readonly PaperLogLine[] {
    return this.lines.from(sequence);
  }

  get isHalted(): boolean {
    return this.halted;
  }

  /** Whether the user cut the line and has not connected it again. */
  get isPaused(): boolean {
    return this.paused;
  }

  /** As who only reads the log can tell. */
  get state(): PaperState {
    if (this.ended) return 'ended';
    if (this.paused) return 'paused';
    if (!this.isConnected) return 'disconnected';
    return this.halted ? 'halted' : 'live';
  }

  /** Entries of the log heard so far. */
  get eventCount(): number {
    return this.events;
  }

  /** Orders the user gave so far, sent or not. */
  get handOrders(): number {
    return this.ordersGiven;
  }

  get isEnded(): boolean {
    return this.ended;
  }

  /** Orders that rest, and those that wait for the bar to close. */
  private get openOrders(): readonly PaperOrder[] {
    const bar = this.record.bars.length - 1;
    const decidedAt = bar < 0 ? this.started.at : this.closeOf(bar) + this.record.intervalMs;
    const waiting = this.record.waitingCommands.flatMap((command) =>
      command.kind === 'order' ? [waitingOrder(command.order, decidedAt)] : [],
    );
    return [...this.orders.open(this.reader.orders), ...waiting];
  }

  /** Whether an order of that name rests or waits. */
  hasOpenOrder(name: string): boolean {
    return this.openOrders.some((order) => order.name === name);
  }

  /** The broker's records so far, as they are hashed. */
  logBytes(): Uint8Array<ArrayBuffer> {
    return this.trading.broker.logBytes();
  }

  /** The account so far, decoded. */
  ledger() {
    return this.trading.broker.ledger();
  }

  /** Hears the next event of the log. @throws {DataError} for one that can't follow */
  hear(event: PaperEvent): void {
    this.events++;
    switch (event.kind) {
      case 'started':
        throw new DataError('The log of a paper session begins twice.');
      case 'bars':
        for (const candle of event.candles) this.hearBar(candle, event.how);
        this.tellBars(event.how, event.candles.length, event.at);
        if (event.delayMs !== null) this.measure(event.delayMs);
        return;
      case 'command':
        this.record.addCommand(event);
        if (event.command.kind === 'order') this.ordersGiven++;
        this.lines.add(
          'command',
          event.at,
          `${commandText(event.command)}, at the close of this bar`,
        );
        return;
      case 'feed':
        this.lines.add(feedKinds[event.what], event.at, event.text);
        if (event.what === 'paused') this.paused = true;
        if (event.what === 'resumed') this.paused = false;
        if (event.what === 'connected') {
          if (!this.isConnected) this.reconnections++;
          this.isConnected = true;
        } else this.isConnected = false;
        return;
      case 'recovered':
        this.lines.add('recovered', event.at, 'Recovered from its log');
        return;
      case 'ended':
        this.ended = true;
        this.lines.add('ended', event.at, 'Ended');
    }
  }

  /** As the session stands: owned columns and plain data. */
  account(): PaperAccount {
    const { started, record, trading, reader } = this;
    const { broker } = trading;
    const { capital } = started.config.account;
    const lastPrice = record.bars.lastClose;
    const open = reader.book.openTrade;
    const price = lastPrice ?? 0;
    const pnl = open === null ? 0 : open.position * (price - open.averageCost);
    const value = open === null ? 0 : open.position * price;
    return {
      series: started.series,
      strategy: this.title,
      totalReturn: this.totalReturn,
      startedAt: started.at,
      quoteCurrency: started.market.quote,
      intervalMs: record.intervalMs,
      isPaperMoney: true,
      isHalted: this.halted,
      isEnded: this.ended,
      capital,
      equity: broker.equity,
      cash: broker.cash,
      openPnl: pnl,
      costsPaid: this.charges,
      lastPrice,
      position:
        open === null ? null : { units: open.position, averagePrice: open.averageCost, value, pnl },
      openOrders: this.openOrders,
      doneOrders: this.orders.done(reader.orders),
      trades: reader.book.trades
        .slice(-shownTrades)
        .reverse()
        .map(({ entryBar, exitBar, costs: _costs, ...trade }) => ({
          ...trade,
          entryTime: this.timeOf(entryBar),
          exitTime: this.timeOf(exitBar),
        })),
      closedTrades: reader.book.trades.length,
      drawdown: this.drawdown,
      exposure: broker.equity > 0 ? Math.abs(value) / broker.equity : 0,
      feed: {
        latencyMs: median(this.delays),
        worstLatencyMs: this.worstDelay,
        liveBars: this.liveBars,
        backFilledBars: this.backFilledBars,
        missingBars: this.missingBars,
        reconnections: this.reconnections,
      },
      log: this.lines.newestFirst(),
      events: this.events,
      chart: this.chart(),
      config: started.config,
    };
  }

  private hearBar(candle: Candle, how: BarArrival): void {
    const { record } = this;
    const { capacity, lastTime, length } = record.bars;
    const { heard, dropped } = record.addBar(candle, how);
    const bar = length;
    if (record.bars.capacity !== capacity) this.moveOver(bar);
    if (how === 'back-filled') this.trading.leaveOut(bar, bar + 1);
    this.step(bar);
    if (how !== 'warm-up') {
      if (how === 'live') this.liveBars++;
      else this.backFilledBars++;
      if (length > 0)
        this.missingBars += Math.floor((candle[0] - lastTime) / record.intervalMs) - 1;
      this.decision = this.changeOfMind(bar);
      this.trading.broker.readOn(this.reader);
      this.tellDecision();
      this.markEquity();
    }
    for (const command of dropped) {
      const text = `Not sent, as the line broke before the bar closed: ${commandText(command)}`;
      this.lines.add('command', this.closeOf(bar), text);
    }
    for (const command of heard) this.hearCommand(command);
  }

  private hearCommand(heard: RecordedCommand): void {
    const { command } = heard;
    if (command.kind === 'halt') this.halted = true;
    this.trading.command(userCommand(command));
    this.command = heard;
    this.trading.broker.readOn(this.reader);
    this.command = null;
  }

  private step(bar: number): void {
    const { intervalMs } = this.record;
    this.trading.step({
      kind: 'bar',
      instrument: 0,
      intervalMs,
      bar: bar as BarIndex,
      knownTime: this.closeOf(bar) as TimestampMs,
    });
  }

  /** Goes on in a session with room for more bars, which hears everything again up to bar `to`, not included. */
  private moveOver(to: number): void {
    const { commands } = this.record;
    this.trading = this.newTrading();
    for (const [from, end] of this.record.away) {
      if (from < to) this.trading.leaveOut(from, Math.min(end, to));
    }
    let next = 0;
    for (let bar = 0; bar < to; bar++) {
      this.step(bar);
      for (; next < commands.length && commands[next]!.bar === bar; next++) {
        this.trading.command(userCommand(commands[next]!.command));
      }
    }
    this.muted = true;
    this.reader = this.newReader();
    this.trading.broker.readOn(this.reader);
    this.muted = false;
  }

  private newTrading(): TradingSession {
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
      featureBlock: 1,
      ...(this.extra.funding === undefined ? {} : { funding: this.extra.funding }),
    });
  }

  private newReader(): LedgerReader {
    return this.trading.broker.newReader({
      charged: (_bar, money) => {
        if (!this.muted) this.charges += money;
      },
      ordered: (order, sent) => {
        if (this.muted) return;
        const { command } = this;
        const byHand = command !== null && sent.parent === null;
        if (!byHand && sent.parent === null) this.tellDecision();
        const why = byHand ? handReasons[command.command.kind] : this.reasonOf(order);
        this.orders.ordered(order, sent, why, byHand);
        const at = this.closeOf(order.decidedAt);
        if (order.status === 'open') {
          if (sent.parent === null && !byHand) this.lines.add('order', at, `${typeOf(sent)} sent`);
        } else this.lines.add('order', at, `Refused: ${endWords(order.reason ?? '')}`);
      },
      filled: (fill, order) => {
        if (this.muted) return;
        this.charges += fill.spread + fill.fee;
        if (order !== undefined) this.orders.changed(order);
        this.lines.add('fill', this.closeOf(fill.bar), fillText(fill, exitText(fill)));
      },
      closed: (order) => {
        if (!this.muted) this.orders.changed(order);
      },
    });
  }

  /** What the strategy's signal at a bar changed to, in words; null where it stayed. */
  private changeOfMind(bar: number): string | null {
    const { store, trace } = this.trading;
    const signal = store.view(trace.signals, bar, bar + 1)[0]!;
    const before = this.lastSignal;
    if (Number.isNaN(signal) || signal === before) return null;
    this.lastSignal = signal;
    return this.strategy.changeReason(Number.isNaN(before) ? 0 : before, signal);
  }

  private tellDecision(): void {
    if (this.decision === null) return;
    this.lines.add('decision', this.closeOf(this.record.bars.length - 1), this.decision);
    this.reason = this.decision;
    this.decision = null;
    this.decidedBar = this.record.bars.length - 1;
  }

  private reasonOf(order: OrderRecord): string {
    return order.decidedAt === this.decidedBar ? this.reason : 'Kept at its target';
  }

  private tellBars(how: BarArrival, count: number, at: number): void {
    if (how === 'live' || count === 0) return;
    const text =
      how === 'warm-up'
        ? `${barsText(count)} of history loaded`
        : `Away for ${barsText(count)}: back-filled, nothing was decided on them`;
    this.lines.add(how === 'warm-up' ? 'bar' : 'away', at, text);
  }

  private measure(delayMs: number): void {
    this.delays.push(delayMs);
    if (this.delays.length > 2 * keptDelays) this.delays = this.delays.slice(-keptDelays);
    this.worstDelay = Math.max(this.worstDelay ?? delayMs, delayMs);
  }

  private markEquity(): void {
    const { equity } = this.trading.broker;
    this.peak = Math.max(this.peak, equity);
    if (this.peak > 0) this.drawdown = Math.max(this.drawdown, 1 - equity / this.peak);
  }

  private chart(): Omit<PaperChart, 'forming'> {
    const { record, reader, trading } = this;
    const { bars } = record;
    const from = Math.max(0, bars.length - chartBars);
    const { equityColumn, store } = trading.broker;
    const shown = (bar: number) => bar >= from;
    const fills: Fill[] = [];
    for (let k = reader.fills.length - 1; k >= 0 && shown(reader.fills[k]!.bar); k--) {
      fills.push(reader.fills[k]!);
    }
    return {
      ...bars.copied(from),
      equity: store.copy(equityColumn, from, bars.length),
      away: record.away
        .filter(([, end]) => end > from)
        .map(([first, end]) => [
          this.timeOf(Math.max(from, first)),
          this.timeOf(end - 1) + record.intervalMs,
        ]),
      fills: fills.reverse().map(({ bar, price, quantity, side }) => {
        return { time: this.timeOf(bar), side, quantity, price };
      }),
      liveFrom: this.started.config.period.from ?? bars.columns.time[0]!,
    };
  }

  private startedText(): string {
    const { series } = this.started;
    return `${this.title} on ${series.symbol}, ${series.interval}, started with paper money`;
  }

  private timeOf(bar: number): number {
    return this.record.bars.columns.time[bar]!;
  }

  private closeOf(bar: number): number {
    return this.timeOf(bar) + this.record.intervalMs;
  }
}

const feedKinds = {
  connected: 'reconnected',
  disconnected: 'disconnected',
  paused: 'disconnected',
  resumed: 'reconnected',
  fault: 'fault',
} as const;

const handReasons = {
  order: 'By hand',
  cancel: 'By hand',
  flatten: 'Closed by hand',
  halt: 'Kill switch',
} as const;

/** Why a protective exit filled; nothing for an order whose reason stands beside it. */
function exitText(fill: Fill): string {
  return fill.reason === 'market' || fill.reason === 'target'
    ? ''
    : fill.reason.replaceAll('-', ' ');
}

/** The middle of the last delays, the lower of two; null of none. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.slice(-keptDelays).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}
