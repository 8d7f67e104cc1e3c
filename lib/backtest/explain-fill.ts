import { ConfigError } from '../core/errors';
import type { BarIndex } from '../core/nominal';
import type { Fill, Ledger } from '../execution/ledger';
import { childOf } from '../execution/order-names';
import { type Bars, knownTime } from '../market/bars';
import type { StepColumn } from '../session/step-column';
import type { PreparedStrategy, StrategyExplanation } from '../strategies/definition';
import { figureText, percentText } from '../strategies/figure-text';
import type { StrategyInputs } from '../strategies/strategy';
import type { DecisionExplanation } from './backtest-run';
import { exitNames, fillSentence, protectionRule, protectiveExit } from './fill-sentence';
import type { RunConfig } from './run-config.schema';

/** All that is kept of a finished session to explain its fills. */
export interface ExplainedRun {
  readonly bars: Bars;
  readonly config: RunConfig;
  readonly strategy: PreparedStrategy;
  readonly ledger: Ledger;
  /** What was heard of the strategy at each bar's close, and the target made of it; NaN = nothing decided. */
  readonly signals: StepColumn;
  readonly targets: StepColumn;
  readonly inputs: StrategyInputs;
  /** What targets are measured in. */
  readonly unit: 'fraction' | 'units';
}

/** Answers why a fill happened, from the ledger, the trace and the strategy's own explanation. */
export class FillExplainer {
  constructor(private readonly run: ExplainedRun) {}

  /** Plain words: "Fast crossed below slow", "Stop-loss". */
  exitReason(fillIndex: number): string {
    const fill = this.fill(fillIndex);
    const exit = protectiveExit(fill.reason);
    if (exit !== null) return exitNames[exit];
    const byHand = this.byHand(fill);
    if (byHand !== null) return byHand;
    const bar = this.decidedBar(fill);
    const { signal, previous } = this.change(bar);
    if (signal === previous) return 'Rebalanced to its target';
    return this.run.strategy.changeReason(previous, signal);
  }

  explain(fillIndex: number): DecisionExplanation {
    const fill = this.fill(fillIndex);
    const { bars, config } = this.run;
    const decidedBar = this.decidedBar(fill);
    const exit = protectiveExit(fill.reason);
    const byHand = this.byHand(fill);
    const { inputs, rule } =
      exit === null
        ? byHand === null
          ? this.strategyView(decidedBar)
          : { inputs: [], rule: byHand }
        : {
            inputs: this.exitInputs(fillIndex, fill),
            rule: protectionRule(exit, fill.side, config.protection, config.account),
          };
    return {
      decidedBar,
      decidedTime: decidedBar < 0 ? bars.time[0]! : knownTime(bars, decidedBar),
      inputs,
      rule,
      target: exit !== null ? 'Flat' : byHand === null ? this.targetText(decidedBar) : 'As ordered',
      fill: {
        bar: fill.bar,
        time: bars.time[fill.bar]!,
        side: fill.side,
        quantity: fill.quantity,
        refPrice: fill.refPrice,
        price: fill.price,
        slippage: fill.slippage,
        spread: fill.spread,
        fee: fill.fee,
        reason: fill.reason,
        cut: fill.cut,
        sentence: fillSentence(fill, decidedBar, config.account),
      },
    };
  }

  private fill(index: number): Fill {
    const fill = this.run.ledger.fills[index];
    if (fill !== undefined) return fill;
    throw new ConfigError(
      `There is no fill ${index}; this run has ${this.run.ledger.fills.length}, counted from 0.`,
    );
  }

  /** What the user did that led to the fill; null where the strategy decided it. */
  private byHand(fill: Fill): string | null {
    const order = this.run.ledger.orders[fill.order];
    if (order === undefined || order.order !== fill.order) return null;
    const { commands } = this.run.config.live;
    if (commands.length === 0) return null;
    const kind = /^(flatten|halt)-\d+$/.exec(order.name)?.[1];
    if (kind === 'flatten') return 'Closed by hand';
    if (kind === 'halt') return 'Kill switch';
    const isOrdered = commands.some((it) => it.kind === 'order' && it.order.name === order.name);
    return isOrdered ? 'Ordered by hand' : null;
  }

  private decidedBar(fill: Fill): BarIndex {
    // Orders are listed in the order of their numbers, without gaps.
    const order = this.run.ledger.orders[fill.order];
    return order?.order === fill.order ? order.decidedAt : fill.bar;
  }

  private strategyView(bar: BarIndex): StrategyExplanation {
    const { strategy, inputs } = this.run;
    const { signal, previous } = this.change(bar);
    return strategy.explain(inputs, Math.max(0, bar), signal, previous);
  }

  /** The signal in force at `bar` and the last one before it that was different from "no decision"; 0 before any. */
  private change(bar: number): { signal: number; previous: number } {
    const { signals } = this.run;
    const valueAt = (i: number): number => (i < 0 ? 0 : signals.at(i));
    const now = signals.lastKnown(bar);
    return { signal: valueAt(now), previous: valueAt(signals.lastKnown(now - 1)) };
  }

  private exitInputs(index: number, fill: Fill): StrategyExplanation['inputs'] {
    const { bars } = this.run;
    const inputs: { label: string; value: number; previous: number }[] = [];
    const entry = this.protectedFill(fill) ?? this.lastEntry(index, fill.side);
    const row = (label: string, column: Float64Array) =>
      inputs.push({
        label,
        value: column[fill.bar]!,
        previous: column[fill.bar - 1] ?? Number.NaN,
      });
    if (entry !== undefined) {
      inputs.push({ label: 'Entry price', value: entry.price, previous: entry.price });
    }
    if (entry !== undefined && protectiveExit(fill.reason) === 'trailing-stop') {
      inputs.push(this.bestSince(entry, fill));
    }
    row('Open', bars.open);
    row('High', bars.high);
    row('Low', bars.low);
    row('Close', bars.close);
    return inputs;
  }

  /** The fill an exit was put on, by the exit's name; undefined for what no fill made. */
  private protectedFill(exit: Fill): Fill | undefined {
    const { orders, fills } = this.run.ledger;
    const child = childOf(orders[exit.order]?.name ?? '');
    if (child === null) return undefined;
    const parent = orders.find((order) => order.name === child.parent);
    return fills.filter((fill) => fill.order === parent?.order)[child.set - 1];
  }

  private lastEntry(before: number, exitSide: Fill['side']): Fill | undefined {
    return this.run.ledger.fills
      .slice(0, before)
      .findLast((fill) => fill.side !== exitSide && protectiveExit(fill.reason) === null);
  }

  /** Whether all of the bar of an entry came after it: it filled at the open. */
  private isAtOpen(entry: Fill): boolean {
    if (entry.reason === 'market' || entry.reason === 'target') {
      return this.run.config.account.fill !== 'close' || this.decidedBar(entry) < entry.bar;
    }
    return /-(gap|rest)$/.test(entry.reason);
  }

  /** What a trailing stop follows: the best price from the entry up to the bar before the exit, and to the one before that. */
  private bestSince(entry: Fill, exit: Fill): { label: string; value: number; previous: number } {
    const { high, low } = this.run.bars;
    const long = entry.side === 'buy';
    const first = this.isAtOpen(entry) ? entry.bar : entry.bar + 1;
    const upTo = (end: number): number => {
      let best = entry.price;
      for (let i = first; i < end; i++) {
        best = long ? Math.max(best, high[i]!) : Math.min(best, low[i]!);
      }
      return best;
    };
    return {
      label: long ? 'Highest since the entry' : 'Lowest since the entry',
      value: upTo(exit.bar),
      previous: upTo(exit.bar - 1),
    };
  }

  private targetText(bar: number): string {
    const target = this.run.targets.at(Math.max(0, bar));
    if (Number.isNaN(target)) return 'As ordered';
    if (target === 0) return 'Flat';
    const side = target > 0 ? 'long' : 'short';
    const size = Math.abs(target);
    return this.run.unit === 'fraction'
      ? `${percentText(size)} of equity, ${side}`
      : `${figureText(size)} units, ${side}`;
  }
}
