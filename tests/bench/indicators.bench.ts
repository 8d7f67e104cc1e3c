import * as peers from 'technicalindicators';
import * as signals from 'trading-signals';
import { indicator } from '../../lib/indicators/catalogue';
import { indicatorParams } from '../../lib/indicators/indicator';
import type { Column, ColumnStore } from '../../lib/kernels/column-store';
import { KernelRun } from '../../lib/kernels/indicators';
import { testStore } from '../support/kernels';
import type { BenchReport } from './bench-report';
import { type Candles, walk } from './walk';

const bars = 1_000_000;
const peerBars = 100_000;

type Field = 'open' | 'high' | 'low' | 'close';

interface Case {
  readonly name: string;
  readonly id: string;
  readonly params: Record<string, number>;
  readonly inputs: readonly Field[];
  /** ns a bar on the reference machine; null where no figure is set. */
  readonly bar: number | null;
  /** The same work by npm libraries: prepares, then returns the work. */
  readonly peers: Readonly<Record<string, (data: PeerData) => () => void>>;
}

interface PeerData {
  readonly close: number[];
  readonly high: number[];
  readonly low: number[];
  readonly candles: { high: number; low: number; close: number }[];
}

type Updatable<T, R> = { update(value: T, replace: boolean): R | null | undefined };

// A library that is fed bar by bar keeps its results in columns, as ours does.
function keep<R>(names: readonly (keyof R)[]): (result: R | null | undefined, i: number) => void {
  if (names.length === 0) {
    const column = new Float64Array(peerBars);
    return (result, i) => {
      column[i] = result == null ? Number.NaN : (result as number);
    };
  }
  const columns = names.map((name) => [name, new Float64Array(peerBars)] as const);
  return (result, i) => {
    for (const [name, column] of columns) {
      column[i] = result == null ? Number.NaN : (result[name] as number);
    }
  };
}

const overCloses =
  <R>(make: () => Updatable<number, R>, names: readonly (keyof R)[] = []) =>
  (data: PeerData) => {
    const store = keep(names);
    return () => {
      const it = make();
      const { close } = data;
      for (let i = 0; i < close.length; i++) store(it.update(close[i]!, false), i);
    };
  };

const overCandles =
  <R>(
    make: () => Updatable<{ high: number; low: number; close: number }, R>,
    names: readonly (keyof R)[] = [],
  ) =>
  (data: PeerData) => {
    const store = keep(names);
    return () => {
      const it = make();
      const { candles } = data;
      for (let i = 0; i < candles.length; i++) store(it.update(candles[i]!, false), i);
    };
  };

const cases: readonly Case[] = [
  {
    name: 'SMA20',
    id: 'sma',
    params: { period: 20 },
    inputs: ['close'],
    bar: 1.2,
    peers: {
      'trading-signals': overCloses(() => new signals.SMA(20)),
      technicalindicators: (d) => () => peers.sma({ period: 20, values: d.close }),
    },
  },
  {
    name: 'EMA21',
    id: 'ema',
    params: { period: 21 },
    inputs: ['close'],
    bar: 2.4,
    peers: {
      'trading-signals': overCloses(() => new signals.EMA(21)),
      technicalindicators: (d) => () => peers.ema({ period: 21, values: d.close }),
    },
  },
  {
    name: 'RSI14',
    id: 'rsi',
    params: { period: 14 },
    inputs: ['close'],
    bar: 3,
    peers: {
      'trading-signals': overCloses(() => new signals.RSI(14)),
      technicalindicators: (d) => () => peers.rsi({ period: 14, values: d.close }),
    },
  },
  {
    name: 'ATR14',
    id: 'atr',
    params: { period: 14 },
    inputs: ['high', 'low', 'close'],
    bar: 2.6,
    peers: {
      'trading-signals': overCandles(() => new signals.ATR(14)),
      technicalindicators: (d) => () =>
        peers.atr({ period: 14, high: d.high, low: d.low, close: d.close }),
    },
  },
  {
    name: 'ADX14',
    id: 'adx',
    params: { period: 14 },
    inputs: ['high', 'low', 'close'],
    bar: 9,
    peers: {
      'trading-signals': overCandles(() => new signals.ADX(14)),
      technicalindicators: (d) => () =>
        peers.adx({ period: 14, high: d.high, low: d.low, close: d.close }),
    },
  },
  {
    name: 'BB20',
    id: 'bollinger',
    params: { period: 20, deviations: 2 },
    inputs: ['close'],
    bar: 3.7,
    peers: {
      'trading-signals': overCloses(
        () => new signals.BollingerBands(20, 2),
        ['upper', 'middle', 'lower'],
      ),
      technicalindicators: (d) => () =>
        peers.bollingerbands({ period: 20, stdDev: 2, values: d.close }),
    },
  },
  {
    name: 'MACD12,26,9',
    id: 'macd',
    params: { fast: 12, slow: 26, signal: 9 },
    inputs: ['close'],
    bar: 3,
    peers: {
      'trading-signals': overCloses(
        () => new signals.MACD(new signals.EMA(12), new signals.EMA(26), new signals.EMA(9)),
        ['macd', 'signal', 'histogram'],
      ),
      technicalindicators: (d) => () =>
        peers.macd({
          fastPeriod: 12,
          slowPeriod: 26,
          signalPeriod: 9,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
          values: d.close,
        }),
    },
  },
  {
    name: 'STDDEV20',
    id: 'standard-deviation',
    params: { period: 20, ddof: 0 },
    inputs: ['close'],
    bar: 3.4,
    peers: { technicalindicators: (d) => () => peers.sd({ period: 20, values: d.close }) },
  },
  {
    name: 'CORREL30',
    id: 'correlation',
    params: { period: 30 },
    inputs: ['close', 'open'],
    bar: 6,
    peers: {},
  },
  {
    name: 'STOCH14,3,3',
    id: 'stochastic',
    params: { period: 14, smoothing: 3, dPeriod: 3 },
    inputs: ['high', 'low', 'close'],
    bar: 6.5,
    peers: {
      'trading-signals': overCandles(
        () => new signals.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }),
        ['stochK', 'stochD'],
      ),
      technicalindicators: (d) => () =>
        peers.stochastic({
          period: 14,
          signalPeriod: 3,
          high: d.high,
          low: d.low,
          close: d.close,
        }),
    },
  },
  {
    name: 'CCI20',
    id: 'cci',
    params: { period: 20 },
    inputs: ['high', 'low', 'close'],
    bar: 17,
    peers: {
      'trading-signals': overCandles(() => new signals.CCI(20)),
      technicalindicators: (d) => () =>
        peers.cci({ period: 20, high: d.high, low: d.low, close: d.close }),
    },
  },
  {
    name: 'WMA20',
    id: 'wma',
    params: { period: 20 },
    inputs: ['close'],
    bar: null,
    peers: {
      'trading-signals': overCloses(() => new signals.WMA(20)),
      technicalindicators: (d) => () => peers.wma({ period: 20, values: d.close }),
    },
  },
  {
    name: 'ROC10',
    id: 'roc',
    params: { period: 10 },
    inputs: ['close'],
    bar: null,
    peers: {
      'trading-signals': overCloses(() => new signals.ROC(10)),
      technicalindicators: (d) => () => peers.roc({ period: 10, values: d.close }),
    },
  },
  {
    name: 'TRANGE',
    id: 'true-range',
    params: {},
    inputs: ['high', 'low', 'close'],
    bar: null,
    peers: {
      'trading-signals': overCandles(() => new signals.TR()),
      technicalindicators: (d) => () =>
        peers.truerange({ high: d.high, low: d.low, close: d.close }),
    },
  },
];

/** How much faster than the best npm library an indicator is to be, where one has it. */
const peerFactor = 15;

const rounds = 11;

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Checks the stated sample of the shared generator, so that figures of different machines are of the same work. */
function checkWalk(candles: Candles): void {
  const last = candles.close[bars - 1];
  if (last !== 71.395252255846216) throw new Error(`The walk ends at ${last}.`);
}

function runOurs(store: ColumnStore, columns: Record<Field, Column>, one: Case): () => void {
  const definition = indicator(one.id);
  const inputs = one.inputs.map((field) => columns[field]);
  const instance = definition.create(store, inputs, indicatorParams(definition, one.params), bars);
  if (!(instance instanceof KernelRun)) throw new Error(`${one.name} is not one kernel.`);
  return () => {
    instance.restart();
    instance.advance(0, bars);
  };
}

/** Section 1: ns a bar of every indicator, resident in module memory, beside the npm libraries. */
export async function benchIndicators(report: BenchReport): Promise<void> {
  const candles = walk(12345, bars);
  checkWalk(candles);
  const peerData: PeerData = {
    close: Array.from(candles.close.subarray(0, peerBars)),
    high: Array.from(candles.high.subarray(0, peerBars)),
    low: Array.from(candles.low.subarray(0, peerBars)),
    candles: Array.from({ length: peerBars }, (_, i) => ({
      high: candles.high[i]!,
      low: candles.low[i]!,
      close: candles.close[i]!,
    })),
  };
  for (const one of cases) {
    const store = await testStore();
    const columns: Record<Field, Column> = {
      open: store.columnFrom(candles.open),
      high: store.columnFrom(candles.high),
      low: store.columnFrom(candles.low),
      close: store.columnFrom(candles.close),
    };
    // Ours and the peers take turns, so that a busy moment of the machine meets both.
    const work = runOurs(store, columns, one);
    const rivals = Object.entries(one.peers).map(([name, prepare]) => ({
      name,
      work: prepare(peerData),
      times: [] as number[],
    }));
    const times: { median: number; min: number; max: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      times.push(report.measure(work, { runs: 7, warmup: 2 }));
      for (const rival of rivals) {
        rival.times.push(report.measure(rival.work, { runs: 3, warmup: 1 }).median);
      }
    }
    const perBar = 1e6 / bars;
    const median = middle(times.map((t) => t.median)) * perBar;
    let peer: string | null = null;
    let peerValue: number | null = null;
    for (const rival of rivals) {
      const value = (middle(rival.times) * 1e6) / peerBars;
      if (peerValue === null || value < peerValue) {
        peer = rival.name;
        peerValue = value;
      }
    }
    const ratio = peerValue === null ? null : peerValue / median;
    report.add({
      section: '1',
      name: one.name,
      host: 'Node',
      unit: 'ns/bar',
      median,
      min: Math.min(...times.map((t) => t.min)) * perBar,
      max: Math.max(...times.map((t) => t.max)) * perBar,
      bar: one.bar,
      barKind: 'max',
      peer,
      peerValue,
      ratio,
      pass: ratio === null ? null : ratio >= peerFactor,
      absolute: true,
    });
  }
}
