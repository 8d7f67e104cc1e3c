import type { BacktestRun } from '../backtest/backtest-run';
import type { BenchmarkConfig } from '../backtest/run-config.schema';
import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { AccountConfig } from '../execution/account.schema';
import { moduleMath } from '../kernels/math';
import type { Bars } from '../market/bars';
import { DAY_MS } from '../market/civil-date';

const yearMs = 365.25 * DAY_MS;

type BenchmarkedRun = Pick<BacktestRun, 'bars' | 'config' | 'period' | 'benchmark'>;

/**
 * What the capital would have become in the config's benchmark, one value a bar: the capital before the first
 * measured bar, and from its open on bought and held, or left at a yearly rate.
 */
export function* benchmarkEquity(run: BenchmarkedRun): SlicedWork<Float64Array> {
  const { bars, config } = run;
  const { benchmark } = config.statistics;
  const { firstBar } = run.period;
  if (benchmark.kind === 'cash') {
    return yield* cashEquity(bars, firstBar, config.account.capital, benchmark.rate);
  }
  const own = benchmark.kind === 'hold' || run.benchmark === null;
  // The lot is that of the run's market.
  const account = own ? config.account : { ...config.account, lot: 0 };
  return yield* heldEquity(own ? bars : run.benchmark!, firstBar, account);
}

/**
 * Buy and hold: the whole capital buys at the open of the first bar, slippage, half-spread and fee included and
 * rounded down to the lot; it is never sold and never borrowed for. What a lot leaves over stays cash. Marked at
 * every close.
 */
function* heldEquity(bars: Bars, first: number, account: AccountConfig): SlicedWork<Float64Array> {
  const open = bars.open[first]!;
  const price = open * (1 + account.slippageBps / 1e4);
  const perUnit = price * (1 + account.feeBps / 1e4) + (open * account.halfSpreadBps) / 1e4;
  const affordable = Math.max(0, (account.capital - account.feeFixed) / perUnit);
  const units =
    account.lot > 0 ? Math.floor(affordable / account.lot + 1e-6) * account.lot : affordable;
  const paid = units > 0 ? units * perUnit + account.feeFixed : 0;
  const cash = account.capital - paid;
  return yield* fromBar(bars.length, first, account.capital, (i) => cash + units * bars.close[i]!);
}

/** capital · (1 + rate)^years at the calendar time since the first bar opened. */
function cashEquity(
  bars: Bars,
  first: number,
  capital: number,
  rate: number,
): SlicedWork<Float64Array> {
  const { pow } = moduleMath();
  const start = bars.time[first]!;
  return fromBar(
    bars.length,
    first,
    capital,
    (i) => capital * pow(1 + rate, (bars.time[i]! - start) / yearMs),
  );
}

function* fromBar(
  length: number,
  first: number,
  capital: number,
  valueAt: (bar: number) => number,
): SlicedWork<Float64Array> {
  const equity = new Float64Array(length).fill(capital, 0, first);
  for (let from = first; from < length; from += stepValues) {
    const to = Math.min(length, from + stepValues);
    for (let i = from; i < to; i++) equity[i] = valueAt(i);
    yield 2 * (to - from);
  }
  return equity;
}

/** What the benchmark is called: `Buy and hold`, `Buy and hold BTCUSDT`, `Cash at 4%`. */
export function benchmarkLabel(
  config: BenchmarkConfig,
  benchmark: Pick<Bars, 'instrument'> | null,
): string {
  if (config.kind === 'cash') return `Cash at ${Math.floor(config.rate * 1e4 + 0.5) / 100}%`;
  return config.kind === 'hold' || benchmark === null
    ? 'Buy and hold'
    : `Buy and hold ${benchmark.instrument.name}`;
}
