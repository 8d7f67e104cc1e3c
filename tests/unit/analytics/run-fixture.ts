import * as z from 'zod/mini';
import type { BacktestRun } from '../../../lib/backtest/backtest-run';
import {
  type RunConfig,
  type RunConfigInput,
  runConfigSchema,
} from '../../../lib/backtest/run-config.schema';
import { type RunPeriod, resolvePeriod } from '../../../lib/backtest/run-period';
import type { BarIndex, OrderId, Sha256Hex } from '../../../lib/core/nominal';
import type {
  Fill,
  FillReason,
  Ledger,
  OpenTrade,
  OrderRecord,
  Trade,
} from '../../../lib/execution/ledger';
import type { Bars } from '../../../lib/market/bars';

export const dayMs = 86_400_000;
const hash = 'ab12'.repeat(16) as Sha256Hex;

export interface BarInput {
  readonly open: readonly number[];
  readonly close?: readonly number[];
  readonly high?: readonly number[];
  readonly low?: readonly number[];
}

/** Bars from opens; close defaults to the open, high and low to the extremes of both. */
export function barsOf(input: BarInput, about: Partial<Bars> = {}): Bars {
  const open = Float64Array.from(input.open);
  const close = Float64Array.from(input.close ?? input.open);
  const length = open.length;
  const intervalMs = about.intervalMs ?? dayMs;
  return {
    time: Float64Array.from({ length }, (_, i) => Date.UTC(2020, 0, 1) + i * intervalMs),
    open,
    close,
    high: Float64Array.from(input.high ?? open.map((v, i) => Math.max(v, close[i]!))),
    low: Float64Array.from(input.low ?? open.map((v, i) => Math.min(v, close[i]!))),
    volume: new Float64Array(length).fill(1),
    length,
    instrument: {
      symbol: 'TEST',
      name: 'Test market',
      assetClass: 'other',
      quoteCurrency: 'USD',
      calendar: 'unknown',
      tickSize: 0,
    },
    intervalMs,
    timeZone: 'UTC',
    source: { kind: 'file', fileName: 'test.csv', rawSha256: hash, recipe: {} },
    fingerprint: hash,
    ...about,
  };
}

/** Signed quantity filled at the open of a bar, or at `refPrice` where given. */
export interface FillInput {
  readonly bar: number;
  readonly signed: number;
  readonly refPrice?: number;
  readonly reason?: FillReason;
}

/** A run whose ledger follows from its fills at average cost, written apart from the product's broker. */
export function runOf(
  bars: Bars,
  fills: readonly FillInput[],
  config: Partial<RunConfigInput> = {},
  more: Partial<BacktestRun> & {
    readonly orders?: readonly OrderRecord[];
    /** Interest charged at the open of each bar, money. */
    readonly interest?: readonly number[];
  } = {},
): BacktestRun {
  const full = z.parse(runConfigSchema, {
    strategy: { id: 'sma-cross', params: { fast: 2, slow: 3 } },
    ...config,
  });
  const { orders, interest, ...rest } = more;
  return {
    bars,
    period: periodOf(bars, full.period),
    extra: {},
    benchmark: null,
    fundingCoverage: null,
    config: full,
    identity: {
      semanticsVersion: 1,
      dataFingerprint: hash,
      runId: hash,
      ledgerHash: hash,
      equityHash: hash,
      engineVersion: '0.1.0',
      wasmSha256: hash,
    },
    ledger: ledgerOf(bars, fills, full.account, { orders: orders ?? [], interest: interest ?? [] }),
    title: 'SMA cross 2/3',
    plots: [],
    warmupBars: 3,
    emptyReason: fills.length === 0 ? 'No trades: the price never crossed.' : null,
    exitReason: (index) =>
      fills[index]!.reason === 'stop-loss' ? 'Stop-loss' : `Rule of fill ${index}`,
    explainFill: (index) => ({
      decidedBar: (fills[index]!.bar - 1) as BarIndex,
      decidedTime: 0,
      inputs: [],
      rule: `fill ${index}`,
      target: '',
      fill: {
        bar: fills[index]!.bar as BarIndex,
        time: 0,
        side: 'buy',
        quantity: 0,
        refPrice: 0,
        price: 0,
        slippage: 0,
        spread: 0,
        fee: 0,
        reason: 'target',
        cut: null,
        sentence: '',
      },
    }),
    ...rest,
  };
}

/** The whole of the bars, were they only one, where nothing is chosen. */
function periodOf(bars: Bars, period: RunConfig['period']): RunPeriod {
  const chosen = period.from !== null || period.to !== null || period.split !== null;
  return chosen
    ? resolvePeriod(bars, period)
    : { firstBar: 0 as BarIndex, splitBar: null, endBar: bars.length };
}

function ledgerOf(
  bars: Bars,
  inputs: readonly FillInput[],
  account: { capital: number; feeBps: number; slippageBps: number; halfSpreadBps: number },
  given: { readonly orders: readonly OrderRecord[]; readonly interest: readonly number[] },
): Ledger {
  const interest = Float64Array.from(bars.time, (_, i) => given.interest[i] ?? 0);
  const fills: Fill[] = [];
  const trades: Trade[] = [];
  const cash = new Float64Array(bars.length);
  const position = new Float64Array(bars.length);
  const equity = new Float64Array(bars.length);
  let money = account.capital;
  let held = 0;
  let open:
    | (OpenTrade & { opened: number; openedValue: number; closed: number; closedValue: number })
    | null = null;
  const apply = (input: FillInput, index: number): void => {
    const side = input.signed > 0 ? 'buy' : 'sell';
    const quantity = Math.abs(input.signed);
    const refPrice = input.refPrice ?? bars.open[input.bar]!;
    const price = refPrice * (1 + ((side === 'buy' ? 1 : -1) * account.slippageBps) / 1e4);
    const spread = (account.halfSpreadBps / 1e4) * quantity * refPrice;
    const fee = (account.feeBps / 1e4) * quantity * price;
    const slippage = quantity * Math.abs(price - refPrice);
    const reason = input.reason ?? 'target';
    fills.push({
      bar: input.bar as BarIndex,
      order: index as OrderId,
      side,
      quantity,
      refPrice,
      price,
      slippage,
      spread,
      fee,
      reason,
      cut: null,
    });
    money -= input.signed * price + spread + fee;
    let rest = input.signed;
    if (open !== null && Math.sign(rest) !== Math.sign(held)) {
      const part = Math.min(Math.abs(rest), Math.abs(held));
      const costs = ((spread + fee) * part) / quantity;
      const gain = part * (price - open.averageCost) * Math.sign(held);
      open = {
        ...open,
        realised: open.realised + gain,
        costs: open.costs + costs,
        closed: open.closed + part,
        closedValue: open.closedValue + part * price,
      };
      const before = held;
      held += Math.sign(rest) * part;
      rest -= Math.sign(rest) * part;
      if (Math.abs(held) < 1e-9) {
        held = 0;
        trades.push({
          entryBar: open.entryBar,
          exitBar: input.bar as BarIndex,
          side: before > 0 ? 'long' : 'short',
          quantity: open.opened,
          entryPrice: open.openedValue / open.opened,
          exitPrice: open.closedValue / open.closed,
          pnl: open.realised - open.costs,
          costs: open.costs,
          exitReason: reason,
        });
        open = null;
      } else {
        open = { ...open, position: held };
      }
    }
    if (Math.abs(rest) < 1e-9) return;
    const size = Math.abs(rest);
    const costs = ((spread + fee) * size) / quantity;
    const from = open ?? {
      entryBar: input.bar as BarIndex,
      position: 0,
      averageCost: 0,
      realised: 0,
      costs: 0,
      opened: 0,
      openedValue: 0,
      closed: 0,
      closedValue: 0,
    };
    const was = Math.abs(held);
    held += rest;
    open = {
      ...from,
      position: held,
      averageCost: (from.averageCost * was + price * size) / (was + size),
      costs: from.costs + costs,
      opened: from.opened + size,
      openedValue: from.openedValue + size * price,
    };
  };
  let next = 0;
  for (let i = 0; i < bars.length; i++) {
    money -= interest[i]!;
    while (next < inputs.length && inputs[next]!.bar === i) apply(inputs[next]!, next++);
    cash[i] = money;
    position[i] = held;
    equity[i] = money + held * bars.close[i]!;
  }
  return {
    fills,
    orders: given.orders,
    trades,
    openTrade: open,
    cash,
    position,
    equity,
    carry: interest,
    interest,
  };
}

/** Ten bars up and down; long bars 1–3 (100 → 110), short bars 5–7 (120 → 90), long from bar 8. */
export const prices = [100, 100, 105, 110, 115, 120, 100, 90, 80, 100];
export const trades: FillInput[] = [
  { bar: 1, signed: 2 },
  { bar: 3, signed: -2 },
  { bar: 5, signed: -1 },
  { bar: 7, signed: 1 },
  { bar: 8, signed: 3 },
];

/** An account without costs, and the options of a run that is the only one tried. */
export const free = { feeBps: 0, slippageBps: 0, halfSpreadBps: 0, capital: 1000 };
export const one = { trialSharpes: [0.1] };
