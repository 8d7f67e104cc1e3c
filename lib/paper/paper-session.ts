import type { ExtraData } from '../backtest/extra-data';
import { DataError } from '../core/errors';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import type { LedgerReader } from '../execution/decode-ledger';
import type { Fill, OrderRecord } from '../execution/ledger';
import { isReplayExchange } from '../market/exchange/exchange-listings.schema';
import type { Candle } from '../market/exchange/exchange-port';
import { FeedTally, type LoggedHealth } from './feed-tally';
import { paperChart } from './paper-chart';
import type { BarArrival, PaperEvent, PaperStarted } from './paper-event';
import { PaperLines } from './paper-lines';
import { PaperOrders, typeOf, waitingOrder } from './paper-orders';
import type { PaperRecord, RecordedCommand } from './paper-record';
import type {
  PaperChart,
  PaperLogLine,
  PaperOrder,
  PaperSnapshot,
  PaperState,
} from './paper-snapshot';
import { PaperTrading } from './paper-trading';
import { barsText, commandText, endWords, fillText } from './paper-words';

/** A session's account and history as its log tells them; what only the worker that runs it knows is left out. */
export type PaperAccount = Omit<
  PaperSnapshot,
  'id' | 'name' | 'state' | 'isMine' | 'problem' | 'feed' | 'chart'
> & {
  readonly isHalted: boolean;
  readonly isEnded: boolean;
  readonly feed: LoggedHealth;
  readonly chart: Omit<PaperChart, 'forming'>;
};

const shownTrades = 200;
/** What hearing a bar counts for. */
const valuesABar = 2000;

/**
 * A paper session as a machine that hears its log, event by event, and steps the one {@link TradingSession} path. It has
 * no clock and no line out: hearing the same log again gives the same state, which is how a session is recovered.
 */
export class PaperSession {
  readonly record: PaperRecord;
  private readonly trading: PaperTrading;
  private readonly tally = new FeedTally();
  private readonly lines = new PaperLines();
  private readonly orders: PaperOrders;
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
  private ordersGiven = 0;
  /** Bars of the absence that is being heard. */
  private awayBars = 0;

  /** @param extra data the config names besides the bars @throws {ConfigError} for a config that can't be run */
  constructor(
    private readonly started: PaperStarted,
    extra: ExtraData = {},
  ) {
    this.trading = new PaperTrading(started, extra);
    this.record = this.trading.record;
    this.peak = started.config.account.capital;
    this.orders = new PaperOrders((bar) => this.trading.closeOf(bar));
    this.reader = this.newReader();
    this.events = 1;
    this.lines.add('started', this.toldAt(started.at), this.startedText());
  }

  /** The session of a log, null where it has no beginning. */
  static of(events: Iterable<PaperEvent>, extra?: ExtraData): PaperSession | null {
    return atOnce(PaperSession.ofWork(events, extra));
  }

  /** {@link of} in slices. */
  static *ofWork(events: Iterable<PaperEvent>, extra?: ExtraData): SlicedWork<PaperSession | null> {
    let session: PaperSession | null = null;
    for (const event of events) {
      if (session !== null) session.hear(event);
      else if (event.kind === 'started') session = new PaperSession(event, extra);
      yield event.kind === 'bars' ? valuesABar * event.candles.length : valuesABar;
    }
    return session;
  }

  /** `SMA cross 20/100`. */
  get title(): string {
    return this.trading.strategy.title;
  }

  /** Equity over the starting capital, less 1. */
  get totalReturn(): number {
    return this.trading.session.broker.equity / this.started.config.account.capital - 1;
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
    return this.tally.isPaused;
  }

  /** As who only reads the log can tell. */
  get state(): PaperState {
    if (this.ended) return 'ended';
    if (this.tally.isPaused) return 'paused';
    if (!this.tally.isConnected) return 'disconnected';
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
    const decidedAt =
      bar < 0 ? this.started.at : this.trading.closeOf(bar) + this.record.intervalMs;
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
    return this.trading.session.broker.logBytes();
  }

  /** The account so far, decoded. */
  ledger() {
    return this.trading.session.broker.ledger();
  }

  /** Hears the next event of the log. @throws {DataError} for one that can't follow */
  hear(event: PaperEvent): void {
    this.events++;
    switch (event.kind) {
      case 'started':
        throw new DataError('The log of a paper session begins twice.');
      case 'bars':
        this.tally.heardBars(event, this.record.bars.lastTime, this.record.intervalMs);
        for (const candle of event.candles) this.hearBar(candle, event.how);
        this.tellBars(event.how, event.candles.length, this.toldAt(event.at));
        return;
      case 'command':
        this.record.addCommand(event);
        if (event.command.kind === 'order') this.ordersGiven++;
        this.lines.add(
          'command',
          this.toldAt(event.at),
          `${commandText(event.command)}, at the close of this bar`,
        );
        return;
      case 'feed':
        this.lines.add(feedKinds[event.what], this.toldAt(event.at), event.text);
        this.tally.heardState(event);
        return;
      case 'recovered':
        this.lines.add('recovered', this.toldAt(event.at), 'Recovered from its log');
        return;
      case 'ended':
        this.ended = true;
        this.lines.add('ended', this.toldAt(event.at), 'Ended');
    }
  }

  /** As the session stands: owned columns and plain data. */
  account(): PaperAccount {
    const { started, record, trading, reader } = this;
    const { broker } = trading.session;
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
          entryTime: this.trading.timeOf(entryBar),
          exitTime: this.trading.timeOf(exitBar),
        })),
      closedTrades: reader.book.trades.length,
      drawdown: this.drawdown,
      exposure: broker.equity > 0 ? Math.abs(value) / broker.equity : 0,
      feed: this.tally.health,
      log: this.lines.newestFirst(),
      events: this.events,
      chart: paperChart(trading, reader),
      config: started.config,
    };
  }

  private hearBar(candle: Candle, how: BarArrival): void {
    const { trading } = this;
    const { bar, heard, dropped } = trading.hearBar(candle, how, () => this.readAgain());
    const { broker } = trading.session;
    if (how !== 'warm-up') {
      this.decision = this.changeOfMind(bar);
      broker.readOn(this.reader);
      this.orders.follow((order) => broker.levelOf(order));
      this.tellDecision();
      this.peak = Math.max(this.peak, broker.equity);
      if (this.peak > 0) this.drawdown = Math.max(this.drawdown, 1 - broker.equity / this.peak);
    }
    for (const command of dropped) {
      const text = `Not sent, as the line broke before the bar closed: ${commandText(command)}`;
      this.lines.add('command', trading.closeOf(bar), text);
    }
    for (const command of heard) this.hearCommand(command);
  }

  /** Follows the account of a new trading session, which has come as far as the old one; all of it was told. */
  private readAgain(): void {
    this.muted = true;
    this.reader = this.newReader();
    this.trading.session.broker.readOn(this.reader);
    this.muted = false;
  }

  private hearCommand(heard: RecordedCommand): void {
    if (heard.command.kind === 'halt') this.halted = true;
    this.trading.hearCommand(heard);
    this.command = heard;
    this.trading.session.broker.readOn(this.reader);
    this.command = null;
  }

  private newReader(): LedgerReader {
    return this.trading.session.broker.newReader({
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
        const at = this.trading.closeOf(order.decidedAt);
        if (order.status === 'open') {
          if (sent.parent === null && !byHand) this.lines.add('order', at, `${typeOf(sent)} sent`);
        } else this.lines.add('order', at, `Refused: ${endWords(order.reason ?? '')}`);
      },
      filled: (fill, order) => {
        if (this.muted) return;
        this.charges += fill.spread + fill.fee;
        if (order !== undefined) this.orders.changed(order);
        this.lines.add('fill', this.trading.closeOf(fill.bar), fillText(fill, exitText(fill)));
      },
      closed: (order) => {
        if (!this.muted) this.orders.changed(order);
      },
    });
  }

  /** What the strategy's signal at a bar changed to, in words; null where it stayed. */
  private changeOfMind(bar: number): string | null {
    const { store, trace } = this.trading.session;
    const signal = store.view(trace.signals, bar, bar + 1)[0]!;
    const before = this.lastSignal;
    if (Number.isNaN(signal) || signal === before) return null;
    this.lastSignal = signal;
    return this.trading.strategy.changeReason(Number.isNaN(before) ? 0 : before, signal);
  }

  private tellDecision(): void {
    if (this.decision === null) return;
    this.lines.add('decision', this.trading.closeOf(this.record.bars.length - 1), this.decision);
    this.reason = this.decision;
    this.decision = null;
    this.decidedBar = this.record.bars.length - 1;
  }

  private reasonOf(order: OrderRecord): string {
    return order.decidedAt === this.decidedBar ? this.reason : 'Kept at its target';
  }

  /** A replay plays another day than ours: what was heard stands at the close of its last bar there. */
  private toldAt(heardAt: number): number {
    const { series, warmup } = this.started;
    if (!isReplayExchange(series.exchange)) return heardAt;
    const last = this.record.bars.length - 1;
    return last < 0 ? warmup.to : this.trading.closeOf(last);
  }

  private tellBars(how: BarArrival, count: number, at: number): void {
    this.awayBars = how === 'back-filled' ? this.awayBars + count : 0;
    if (how === 'warm-up') this.lines.add('bar', at, `${barsText(count)} of history loaded`);
    if (how !== 'back-filled') return;
    // Pages of one absence are told together.
    const text = `Away for ${barsText(this.awayBars)}: back-filled, nothing was decided meanwhile`;
    this.lines.amend('away', at, text);
  }

  private startedText(): string {
    const { series } = this.started;
    return `${this.title} on ${series.symbol}, ${series.interval}, started with paper money`;
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
