import { ConfigError } from '../core/errors';
import type { MarketEvent } from '../core/market-event';
import type { BarIndex, InstrumentId } from '../core/nominal';
import type { OrderIntent, Protection } from '../core/order-intent';
import type { TargetWeights } from '../core/signal';
import type { AccountConfig } from '../execution/account.schema';
import { Broker } from '../execution/broker';
import { brokerTerms } from '../execution/broker-terms';
import type { ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import type { RateSeries } from '../market/rate-series';
import { createSizer, type Sizer, type SizingSettings, type TargetUnit } from '../portfolio/sizing';
import type { PreparedStrategy } from '../strategies/definition';
import { type DecisionSink, type Strategy, statesColumns } from '../strategies/strategy';
import { ColumnViews } from './column-views';
import { type BarSpan, DecidedBars } from './decided-bars';
import { DecisionTrace } from './decision-trace';
import { EventLog, type UserCommand } from './event-log';
import { FeatureColumns } from './feature-columns';
import { FundingColumn, fundingRatesOf } from './funding-column';
import { InputColumns } from './input-columns';
import { SlippageColumn } from './slippage-column';

export interface SessionSetup {
  readonly bars: BarColumns;
  readonly strategy: Pick<PreparedStrategy, 'create' | 'features'>;
  readonly sizing: SizingSettings & { readonly rebalanceBand: number };
  readonly protection: Protection;
  readonly account: AccountConfig;
  /** Rates of funding `series`. */
  readonly funding?: RateSeries;
  /** Makes measured volatility yearly. */
  readonly barsPerYear: number;
  /**
   * How many known bars features are computed ahead of the event, as blocks are faster than single bars;
   * their bits don't depend on it. 1 = only what the event made known.
   */
  readonly featureBlock?: number;
  /** The same bars in the store's instance with what was computed over them before; left out, it makes its own. */
  readonly inputs?: InputColumns;
  /** The close before bar 0, by which orders before it are decided; without one there can be none. */
  readonly prevClose?: number;
  /**
   * First bar at whose close the strategy is acted on; 0 where left out. It hears every bar from 0 on, so that its own
   * state is warm too, but what it says earlier is only remembered: at the first decision the signal in force counts,
   * which is the one said there or else the last one said before it.
   */
  readonly firstDecisionBar?: number;
  /**
   * Later bars that are not decided on, in order: nobody was there. What the strategy says on them is remembered in the
   * same way, and orders that rested before may fill.
   */
  readonly away?: readonly BarSpan[];
}

const inForce = 'In force when decisions began';

/**
 * The whole path from events to orders for one account. `step` hears one event; `advance` runs many bars of a
 * strategy that states its signals as a column. A session uses one of the two throughout.
 * One instrument is matched; events of others are refused.
 */
export class TradingSession implements DecisionSink {
  readonly broker: Broker;
  readonly features: FeatureColumns;
  readonly trace: DecisionTrace;
  readonly log = new EventLog();
  private readonly strategy: Strategy;
  private readonly sizer: Sizer;
  private readonly views: ColumnViews;
  private readonly inputs: InputColumns;
  private readonly funding: FundingColumn | null;
  private readonly slippage: SlippageColumn | null;
  private readonly length: number;
  private readonly featureBlock: number;
  private readonly protection: Protection;
  private readonly decided: DecidedBars;
  /** The last signal and weight said on bars that are not decided on, NaN = none. */
  private signalInForce = Number.NaN;
  private weightInForce = Number.NaN;
  private bar = -1;
  private halted = false;
  private mode: 'stepped' | 'column' | null = null;
  private signals: Float64Array;
  private targets: Float64Array;

  constructor(
    readonly store: ColumnStore,
    setup: SessionSetup,
  ) {
    const { bars, account, sizing } = setup;
    this.length = bars.time.length;
    this.protection = setup.protection;
    this.decided = new DecidedBars([[0, setup.firstDecisionBar ?? 0], ...(setup.away ?? [])]);
    this.inputs = setup.inputs ?? new InputColumns(store, bars);
    const columns = this.inputs.bars;
    this.sizer = createSizer(sizing, account.maxLeverage, setup.barsPerYear);
    const requests = [...setup.strategy.features, ...this.sizer.features];
    this.features = new FeatureColumns(this.inputs, requests);
    this.featureBlock = Math.min(setup.featureBlock ?? 8192, this.features.barsPerSlice);
    this.trace = new DecisionTrace(store, this.length);
    const rates = fundingRatesOf(account, setup.funding);
    this.funding = rates === null ? null : new FundingColumn(store, bars.time, rates);
    this.slippage =
      account.slippageModel === 'constant'
        ? null
        : new SlippageColumn(store, this.inputs, account.slippageBps, account.slippageExponent);
    this.broker = Broker.create(store, {
      account: brokerTerms(account, setup.barsPerYear),
      rebalanceBand: sizing.rebalanceBand,
      flatClearsTarget: true,
      bars: columns,
      barCount: this.length,
      ...(this.funding === null ? {} : { funding: this.funding.column }),
      ...(this.slippage === null ? {} : { slippage: this.slippage.column }),
      ...(setup.prevClose === undefined ? {} : { prevClose: setup.prevClose }),
    });
    this.strategy = setup.strategy.create();
    this.views = new ColumnViews(store, columns, this.features);
    this.signals = store.view(this.trace.signals);
    this.targets = store.view(this.trace.targets);
    this.attach();
  }

  /** Whether {@link advance} may be used. */
  get statesColumns(): boolean {
    return statesColumns(this.strategy);
  }

  /** What the targets of signals are measured in. */
  get targetUnit(): TargetUnit {
    return this.sizer.unit;
  }

  /** Last bar heard, −1 before the first. */
  get lastBar(): BarIndex {
    return this.bar as BarIndex;
  }

  /** Hears one event: fills, marks, decides, queues. */
  step(event: MarketEvent): void {
    const i = event.bar;
    if (event.instrument !== 0) {
      throw new ConfigError(`This session trades one instrument; event of ${event.instrument}.`);
    }
    if (i !== this.bar + 1) {
      throw new ConfigError(`Bar ${i} can't follow bar ${this.bar}: events come in order.`);
    }
    this.enter('stepped');
    if (i >= this.inputs.known) this.inputs.fillTo(Math.min(this.length, i + this.featureBlock));
    this.funding?.advanceTo(i + 1);
    this.broker.advance(i, i + 1);
    this.bar = i;
    if (i >= this.features.length) {
      this.features.advanceTo(this.inputs.known);
      this.slippage?.advanceTo(this.inputs.known);
    }
    if (this.views.stale) this.attach();
    this.signals[i] = Number.NaN;
    this.targets[i] = Number.NaN;
    if (this.halted) return;
    if (this.decided.leavesAt(i)) this.forgetWhatIsInForce();
    this.strategy.onEvent(event, this);
    if (this.decided.resumesAt(i)) this.takeUpWhatIsInForce(i);
  }

  /** Bars `[from, to)`, none of which was heard yet, won't be decided on: nobody is there. */
  leaveOut(from: number, to: number): void {
    if (from <= this.bar) {
      throw new ConfigError(`Bar ${from} was decided on: it can't be left out any more.`);
    }
    this.decided.leaveOut(from, to);
  }

  /** Runs bars `[from, to)`, which follow the last one, on the strategy's signal column. */
  advance(from: number, to: number): void {
    if (from !== this.bar + 1 || to < from || to > this.length) {
      throw new ConfigError(`Bars ${from} to ${to} can't follow bar ${this.bar}.`);
    }
    if (!statesColumns(this.strategy)) {
      throw new ConfigError('This strategy needs its fills: it is stepped bar by bar.');
    }
    if (this.mode === null) {
      this.broker.setTargetColumn(this.trace.targets, this.sizer.unit, this.protection);
    }
    this.enter('column');
    this.inputs.fillTo(to);
    this.features.advanceTo(to);
    this.funding?.advanceTo(to);
    this.slippage?.advanceTo(to);
    if (this.views.stale) this.attach();
    this.strategy.stateSignals(from, to, this.signals);
    const { sizer, signals, targets } = this;
    this.rememberSignals(from, to);
    for (let i = from; i < to; i++) targets[i] = sizer.targetAt(i, signals[i]!);
    for (const [first, end] of this.decided.within(from, to)) {
      targets.fill(Number.NaN, Math.max(from, first), Math.min(to, end));
    }
    this.broker.advance(from, to);
    this.bar = to - 1;
  }

  /** Hears the user after the last bar's decisions, and keeps the command for replays. */
  command(command: UserCommand): void {
    if (this.mode === 'column') {
      throw new ConfigError('A session run by columns takes no commands.');
    }
    this.mode = 'stepped';
    this.log.append(this.bar as BarIndex, command);
    switch (command.kind) {
      case 'order':
        this.broker.submit(command.intent);
        break;
      case 'cancel':
        this.broker.cancel(command.name);
        break;
      case 'flatten':
        this.flatten(command.kind, 'Closed by the user');
        break;
      case 'halt':
        this.halted = true;
        this.flatten(command.kind, 'Stopped by the user');
    }
  }

  signal(instrument: InstrumentId, direction: number, _reason: string): void {
    if (instrument !== 0) throw new ConfigError(`No instrument ${instrument} in this session.`);
    const i = this.bar;
    if (!this.decided.has(i)) {
      if (!Number.isNaN(direction)) this.signalInForce = direction;
      return;
    }
    const target = this.sizer.targetAt(i, direction);
    this.signals[i] = direction;
    this.targets[i] = target;
    if (!Number.isNaN(target)) {
      this.broker.submitTarget(target, this.sizer.unit, this.protection);
    }
  }

  targetWeights(target: TargetWeights): void {
    if (target.weights.length !== 1) {
      throw new ConfigError(`This session has 1 instrument, not ${target.weights.length}.`);
    }
    const weight = target.weights[0]!;
    if (!this.decided.has(this.bar)) {
      if (!Number.isNaN(weight)) this.weightInForce = weight;
      return;
    }
    this.targets[this.bar] = weight;
    if (!Number.isNaN(weight)) this.broker.submitTarget(weight, 'fraction', this.protection);
  }

  order(intent: OrderIntent): void {
    if (this.decided.has(this.bar)) this.broker.submit(intent);
  }

  cancel(name: string): void {
    if (this.decided.has(this.bar)) this.broker.cancel(name);
  }

  /** Of what was said before an absence nothing is taken up after it: that was acted on. */
  private forgetWhatIsInForce(): void {
    this.signalInForce = Number.NaN;
    this.weightInForce = Number.NaN;
  }

  /** Where nothing is said when decisions begin, what was said last before them stands. */
  private takeUpWhatIsInForce(bar: number): void {
    if (!Number.isNaN(this.signals[bar]!) || !Number.isNaN(this.targets[bar]!)) return;
    if (!Number.isNaN(this.signalInForce)) {
      this.signal(0, this.signalInForce, inForce);
    } else if (!Number.isNaN(this.weightInForce)) {
      this.targetWeights({ weights: Float64Array.of(this.weightInForce), reason: inForce });
    }
  }

  /** The same for signals stated as a column: those on bars that are not decided on are taken back. */
  private rememberSignals(from: number, to: number): void {
    const { signals } = this;
    for (const [first, end] of this.decided.within(from, to)) {
      if (first >= from) this.forgetWhatIsInForce();
      for (let i = Math.max(from, first); i < Math.min(to, end); i++) {
        if (!Number.isNaN(signals[i]!)) this.signalInForce = signals[i]!;
        signals[i] = Number.NaN;
      }
      if (end < to && Number.isNaN(signals[end]!)) signals[end] = this.signalInForce;
    }
  }

  private flatten(kind: 'flatten' | 'halt', reason: string): void {
    this.broker.cancelAll();
    const held = this.broker.position;
    if (held === 0) return;
    this.broker.submit({
      kind: 'market',
      instrument: 0,
      name: `${kind}-${this.log.all().length}`,
      reason,
      side: held > 0 ? 'sell' : 'buy',
      quantity: Math.abs(held),
      reduceOnly: true,
    });
  }

  private enter(mode: 'stepped' | 'column'): void {
    if (this.mode === null) this.mode = mode;
    else if (this.mode !== mode) {
      throw new ConfigError(`This session runs ${this.mode}; it can't change over half-way.`);
    }
  }

  private attach(): void {
    this.views.refresh();
    this.signals = this.store.view(this.trace.signals);
    this.targets = this.store.view(this.trace.targets);
    this.strategy.attach(this.views);
    this.sizer.attach(this.views);
  }
}
