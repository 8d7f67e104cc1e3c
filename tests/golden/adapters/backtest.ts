import { runBacktest } from '../../../lib/backtest/run-backtest';
import { parseConfig } from '../../../lib/core/parse-config';
import { accountSchema } from '../../../lib/execution/account.schema';
import type { Fill } from '../../../lib/execution/ledger';
import { newColumnStore } from '../../../lib/kernels/runtime';
import type { Bars } from '../../../lib/market/bars';
import { createBars } from '../../../lib/market/create-bars';
import { BarEventSource } from '../../../lib/session/market-event-source';
import { TradingSession } from '../../../lib/session/trading-session';
import { drawdown } from '../../../lib/statistics/drawdown';
import { sharpe } from '../../../lib/statistics/sharpe';
import { BarSignalStrategy } from '../../../lib/strategies/bar-signal-strategy';
import { loadKernels } from '../../support/sessions';
import type { GoldenAdapter, GoldenVector } from '../adapter';

type Path = 'column' | 'stepped';

interface GoldenBars {
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume?: readonly number[];
}

interface Bracket {
  readonly entry_bar: number;
  readonly side: 1 | -1;
  readonly stop_pct: number;
  readonly tp_pct: number;
  readonly max_bars: number;
}

const day = 86_400_000;

function barsOf(golden: GoldenBars): Promise<Bars> {
  const n = golden.close.length;
  return createBars(
    {
      time: Float64Array.from({ length: n }, (_, i) => i * day),
      open: Float64Array.from(golden.open),
      high: Float64Array.from(golden.high),
      low: Float64Array.from(golden.low),
      close: Float64Array.from(golden.close),
      volume: golden.volume ? Float64Array.from(golden.volume) : new Float64Array(n),
    },
    {
      instrument: {
        symbol: 'GOLDEN',
        name: 'Golden bars',
        assetClass: 'crypto',
        quoteCurrency: 'USD',
        calendar: 'crypto-24x7',
        tickSize: 0,
      },
      intervalMs: day,
      timeZone: 'UTC',
      source: { kind: 'synthetic', config: {}, asset: 0 },
    },
  );
}

async function smaCross(bars: Bars, vector: GoldenVector, path: Path): Promise<unknown> {
  const { params } = vector;
  const asked = Object.keys(vector.expected.sma_cross as object).filter((k) =>
    /^sharpe_\d+$/.test(k),
  );
  const sharpeKeys = asked.length > 0 ? asked : ['sharpe_365'];
  const number = (key: string) => params[key] as number;
  const capital = number('capital');
  const run = await runBacktest(
    bars,
    {
      strategy: {
        id: 'sma-cross',
        params: {
          fast: number('fast'),
          slow: number('slow'),
          entry: 'level',
          allowShort: params.allow_short as boolean,
          band: 1e-9,
        },
      },
      account: {
        capital,
        feeBps: number('fee_bps'),
        makerFeeBps: number('fee_bps'),
        slippageBps: number('slip_bps'),
        overdraft: null,
      },
    },
    { path },
  );
  const { equity, position, fills } = run.ledger;
  const returns = Array.from(equity.subarray(1), (value, i) => value / equity[i]! - 1);
  return {
    equity,
    position,
    fills: fills.map((f) => [f.bar, f.side === 'buy' ? f.quantity : -f.quantity, f.price, f.fee]),
    total_return: equity[equity.length - 1]! / capital - 1,
    max_drawdown: drawdown(equity).max,
    ...Object.fromEntries(
      sharpeKeys.map((key) => [
        key,
        sharpe(returns, { periodsPerYear: Number(key.slice('sharpe_'.length)) }).value,
      ]),
    ),
    total_fees: fills.reduce((sum, f) => sum + f.fee, 0),
    trades: fills.length,
  };
}

/** Asks for one position, once, so that it is entered at the open of `entryBar`. */
class OneEntry extends BarSignalStrategy {
  constructor(
    private readonly entryBar: number,
    private readonly side: 1 | -1,
  ) {
    super();
  }
  attach(): void {}
  protected decideAt(i: number): number {
    return i === this.entryBar - 1 ? this.side : Number.NaN;
  }
  protected reason(): string {
    return 'Golden entry';
  }
}

const reasons: Readonly<Record<string, string>> = {
  'stop-loss': 'stop',
  'stop-loss-gap': 'stop_gap',
  'take-profit': 'target',
  'take-profit-gap': 'target_gap',
  time: 'time',
};

/**
 * One trade with its exits through the session and the broker. On the stepped path the entry is a market order
 * given by hand, also before bar 0; on the column path it is a target. A position still open at the end is reported
 * as closed at the last close, which the vector calls `eod`; the broker itself leaves it open.
 */
function bracketTrade(bars: Bars, bracket: Bracket, slipBps: number, path: Path): unknown {
  const { entry_bar: entryBar, side } = bracket;
  const protection = {
    stopLoss: bracket.stop_pct,
    takeProfit: bracket.tp_pct,
    timeStopBars: bracket.max_bars,
  };
  const session = new TradingSession(newColumnStore(), {
    bars,
    strategy: { features: [], create: () => new OneEntry(path === 'column' ? entryBar : -1, side) },
    sizing: {
      kind: 'units',
      percent: 1,
      notional: 1,
      units: 1,
      targetVolatility: 0.1,
      volatilityLookback: 30,
      rebalanceBand: 0,
    },
    protection,
    account: parseConfig(accountSchema, {
      // Enough for one unit at any price, whatever the units of the prices.
      capital: Math.max(
        1e9,
        10 * bars.high.reduce((highest, price) => Math.max(highest, price), 0),
      ),
      feeBps: 0,
      makerFeeBps: 0,
      slippageBps: slipBps,
      overdraft: null,
    }),
    barsPerYear: 365,
    prevClose: bars.open[0]!,
  });
  if (path === 'column') session.advance(0, bars.length);
  else {
    const enter = () =>
      session.command({
        kind: 'order',
        intent: {
          kind: 'market',
          instrument: 0,
          name: 'entry',
          reason: 'Golden entry',
          side: side > 0 ? 'buy' : 'sell',
          quantity: 1,
          protection,
        },
      });
    if (entryBar === 0) enter();
    const source = new BarEventSource(bars);
    for (let event = source.next(); event !== null; event = source.next()) {
      session.step(event);
      if (event.bar === entryBar - 1) enter();
    }
  }
  const { fills } = session.broker.ledger();
  const entry = fills[0]!;
  const exit = fills[1] ?? endOfData(bars, side, slipBps);
  return {
    entry_bar: entry.bar,
    side,
    entry: entry.price,
    stop: entry.price * (1 - side * bracket.stop_pct),
    target: entry.price * (1 + side * bracket.tp_pct),
    exit_bar: exit.bar,
    exit: exit.price,
    reason: fills[1] === undefined ? 'eod' : (reasons[fills[1].reason] ?? fills[1].reason),
    ret: (side * (exit.price - entry.price)) / entry.price,
  };
}

function endOfData(bars: Bars, side: number, slipBps: number): Pick<Fill, 'bar' | 'price'> {
  const bar = bars.length - 1;
  return { bar, price: bars.close[bar]! * (1 - (side * slipBps) / 10_000) };
}

export const backtestAdapter: GoldenAdapter = {
  topic: 'backtest',
  async answers(vector) {
    await loadKernels();
    const { inputs, params } = vector;
    const slipBps = (params.slip_bps as number | undefined) ?? 2;
    const bars = inputs.bars === undefined ? null : await barsOf(inputs.bars as GoldenBars);
    const brackets = (inputs.brackets ?? []) as readonly Bracket[];
    const mini = (inputs.mini ?? []) as readonly { bars: GoldenBars; bracket: Bracket }[];
    const answers = [];
    for (const path of ['column', 'stepped'] as const) {
      const outputs: Record<string, unknown> = {};
      const notByThisPath: Record<string, string> = {};
      const beforeFirstBar = 'an entry at the first open is ordered before any bar is closed';
      if ('sma_cross' in vector.expected && bars !== null) {
        outputs.sma_cross = await smaCross(bars, vector, path);
      }
      if ('brackets' in vector.expected && bars !== null) {
        if (path === 'column' && brackets.some((b) => b.entry_bar === 0)) {
          notByThisPath.brackets = beforeFirstBar;
        } else outputs.brackets = brackets.map((b) => bracketTrade(bars, b, slipBps, path));
      }
      if ('mini' in vector.expected) {
        if (path === 'column' && mini.some((m) => m.bracket.entry_bar === 0)) {
          notByThisPath.mini = beforeFirstBar;
        } else {
          const trades: unknown[] = [];
          for (const m of mini) {
            trades.push(bracketTrade(await barsOf(m.bars), m.bracket, slipBps, path));
          }
          outputs.mini = trades;
        }
      }
      answers.push({ path: `${path} path`, outputs, notByThisPath });
    }
    return answers;
  },
};
