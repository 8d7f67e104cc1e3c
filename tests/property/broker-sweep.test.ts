import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountSchema, protectionSchema } from '../../lib/execution/account.schema';
import { Broker } from '../../lib/execution/broker';
import type { BrokerTerms } from '../../lib/execution/broker-terms';
import { canonicalLog } from '../../lib/execution/log-bytes';
import { createTargetSweep, sweepKnows } from '../../lib/execution/target-sweep';
import { newColumnStore } from '../../lib/kernels/runtime';
import { frictionless } from '../support/accounts';
import { walkColumns } from '../support/bars';
import { testStore } from '../support/kernels';

beforeAll(async () => {
  await testStore();
});

const of = fc.constantFrom;
const plain = accountSchema.parse({});
const unprotected = protectionSchema.parse({});

const accountArbitrary: fc.Arbitrary<BrokerTerms> = fc.record({
  capital: of(1, 10_000, 300),
  maxLeverage: of(1, 2),
  overdraft: of(0.02, 0, null),
  feeBps: of(0, 5),
  makerFeeBps: of(0),
  feeFixed: of(0, 0.5, 20),
  slippageBps: of(0, 5),
  halfSpreadBps: of(0, 3),
  lot: of(0, 0, 0.01, 1),
  tick: of(0),
  minNotional: of(0, 0, 250, 9_000),
  participation: of(0),
  strictCash: of(false, false, true),
  maintenance: of(0),
  borrowShort: of(0),
  borrowCash: of(0),
  fill: of<BrokerTerms['fill'][]>('next-open', 'close'),
});

/** Mean of the last `n` values, rounded so that equal averages happen. */
function roundedMean(x: Float64Array, n: number): Float64Array {
  const out = new Float64Array(x.length).fill(Number.NaN);
  for (let i = n - 1; i < x.length; i++) {
    let sum = 0;
    for (let k = i - n + 1; k <= i; k++) sum += x[k]!;
    out[i] = Math.round((sum / n) * 10) / 10;
  }
  return out;
}

interface Rule {
  readonly entry: 'cross' | 'level';
  readonly above: number;
  readonly below: number;
  readonly deadBand: number;
}

/** The rule as a target column, repeated on every bar as strategies state it. */
function targetsOf(first: Float64Array, second: Float64Array, rule: Rule): Float64Array {
  let side = 0;
  let before = Number.NaN;
  return first.map((fast, i) => {
    const slow = second[i]!;
    const width = rule.deadBand * Math.abs(slow);
    const distance = fast - slow;
    const now = Number.isNaN(distance)
      ? Number.NaN
      : distance > width
        ? 1
        : distance < -width
          ? -1
          : 0;
    if (rule.entry === 'level') {
      return now > 0 ? rule.above : now < 0 ? rule.below : Number.isNaN(now) ? 0 : Number.NaN;
    }
    if (now > 0 && before <= 0) side = rule.above;
    else if (now < 0 && before >= 0) side = rule.below;
    before = now;
    return side;
  });
}

describe('a sweep', () => {
  it('gives every cell the log, the equity and the figures of its backtest, bit for bit', () => {
    const ruleArbitrary: fc.Arbitrary<Rule> = fc.record({
      entry: of<Rule['entry'][]>('cross', 'level'),
      above: of(1, 0.5),
      below: of(0, -1, -0.5),
      deadBand: of(0, 0, 0.001),
    });
    const cellsArbitrary = fc.array(
      fc.record({ first: of(0, 1, 2), second: of(3, 4, 5), start: fc.constant(0) }),
      { minLength: 1, maxLength: 2 },
    );
    fc.assert(
      fc.property(
        accountArbitrary,
        ruleArbitrary,
        cellsArbitrary,
        of(0, 0.6),
        fc.integer({ min: 1, max: 1000 }),
        (account, rule, drafts, rebalanceBand, seed) => {
          const n = 300;
          const bars = walkColumns(n, seed);
          const windows = [2, 3, 5, 6, 7, 11];
          const averages = windows.map((w) => roundedMean(bars.close, w));
          const cells = drafts.map(({ first, second }) => ({
            first,
            second,
            start: windows[second]! - (rule.entry === 'level' ? 1 : 0),
          }));
          const store = newColumnStore();
          const columns = {
            open: store.columnFrom(bars.open),
            high: store.columnFrom(bars.high),
            low: store.columnFrom(bars.low),
            close: store.columnFrom(bars.close),
            volume: store.columnFrom(bars.volume),
          };
          const sweep = createTargetSweep(store, {
            ...rule,
            account,
            rebalanceBand,
            bars: columns,
            barCount: n,
            columns: averages.map((values) => store.columnFrom(values)),
            cells,
            keepMarks: 'all',
          });
          sweep.run();
          cells.forEach((cell, k) => {
            const broker = Broker.create(store, {
              flatClearsTarget: true,
              account,
              rebalanceBand,
              bars: columns,
              barCount: n,
            });
            const targets = targetsOf(averages[cell.first]!, averages[cell.second]!, rule);
            broker.setTargetColumn(store.columnFrom(targets), 'fraction', {
              stopLoss: 0,
              takeProfit: 0,
              timeStopBars: 0,
            });
            broker.advance(0, n);
            const lane = sweep.lane(k as 0 | 1);
            expect(canonicalLog(lane.log as Uint8Array<ArrayBuffer>)).toEqual(broker.logBytes());
            const ledger = broker.ledger();
            expect(lane.equity).toEqual(ledger.equity);
            expect(lane.position).toEqual(ledger.position);

            const figures = sweep.figures(k);
            const { equity } = ledger;
            expect(figures.totalReturn).toBe(equity[n - 1]! / account.capital - 1);
            expect(figures.trades).toBe(ledger.trades.length + (ledger.openTrade ? 1 : 0));
            let peak = account.capital;
            let worst = 0;
            for (const value of equity) {
              peak = Math.max(peak, value);
              worst = Math.min(worst, value / peak - 1);
            }
            expect(figures.maxDrawdown).toBeCloseTo(worst, 12);
            const changes: number[] = [];
            for (let t = cell.start; t < n; t++) changes.push(equity[t]! / equity[t - 1]! - 1);
            const mean = changes.reduce((a, b) => a + b, 0) / changes.length;
            const variance =
              changes.reduce((a, b) => a + (b - mean) ** 2, 0) / (changes.length - 1);
            expect(figures.bars).toBe(changes.length);
            expect(figures.mean).toBeCloseTo(mean, 12);
            expect(figures.deviation).toBeCloseTo(Math.sqrt(variance), 9);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same figures in slices as at once', () => {
    const n = 400;
    const bars = walkColumns(n, 3);
    const make = () => {
      const store = newColumnStore();
      const close = store.columnFrom(bars.close);
      return createTargetSweep(store, {
        account: { ...frictionless, slippageBps: 5 },
        rebalanceBand: 0,
        bars: { open: store.columnFrom(bars.open), high: close, low: close, close },
        barCount: n,
        columns: [3, 5, 8, 9].map((w) => store.columnFrom(roundedMean(bars.close, w))),
        cells: [1, 2, 3, 2, 3].map((second) => ({ first: 0, second, start: 9 })),
        entry: 'cross',
        above: 1,
        below: 0,
        deadBand: 0,
      });
    };
    const whole = make();
    whole.run();
    const sliced = make();
    for (let cell = 0; cell < sliced.length; cell++) sliced.run(cell, cell + 1);
    for (let cell = 0; cell < whole.length; cell++) {
      expect(sliced.figures(cell)).toEqual(whole.figures(cell));
    }
  });

  it('refuses the terms it has no rule for, and says of a run which they are', () => {
    const store = newColumnStore();
    const close = store.columnFrom(walkColumns(50).close);
    const make = (terms: Partial<BrokerTerms>) => () =>
      createTargetSweep(store, {
        account: { ...frictionless, ...terms },
        rebalanceBand: 0,
        bars: { open: close, high: close, low: close, close },
        barCount: 50,
        columns: [close, close],
        cells: [{ first: 0, second: 1, start: 9 }],
        entry: 'cross',
        above: 1,
        below: 0,
        deadBand: 0,
      });
    for (const key of ['participation', 'maintenance', 'borrowShort', 'borrowCash'] as const) {
      expect(make({ [key]: 0.1 })).toThrow(new RegExp(`no rule for ${key}`));
      expect(sweepKnows({ ...plain, [key]: 0.1 }, unprotected)).toBe(`account.${key} is on`);
    }
    expect(make({ strictCash: true })).not.toThrow();
    expect(sweepKnows(plain, unprotected)).toBeNull();
    expect(sweepKnows({ ...plain, funding: 'constant' }, unprotected)).toMatch(/funding/);
    expect(sweepKnows({ ...plain, slippageModel: 'volatility' }, unprotected)).toMatch(/slippage/);
    for (const key of Object.keys(unprotected)) {
      expect(sweepKnows(plain, { ...unprotected, [key]: 0.5 })).toMatch(key);
    }
  });

  it('refuses a cell whose column does not exist or that starts after the end', () => {
    const store = newColumnStore();
    const close = store.columnFrom(walkColumns(50).close);
    const make = (second: number, start: number) => () =>
      createTargetSweep(store, {
        account: frictionless,
        rebalanceBand: 0,
        bars: { open: close, high: close, low: close, close },
        barCount: 50,
        columns: [close, close],
        cells: [{ first: 0, second, start }],
        entry: 'cross',
        above: 1,
        below: 0,
        deadBand: 0,
      });
    expect(make(1, 9)).not.toThrow();
    expect(make(2, 9)).toThrow(/there are 2 columns/);
    expect(make(1, 49)).toThrow(/50 bars/);
  });
});
