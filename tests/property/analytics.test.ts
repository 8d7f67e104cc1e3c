import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeProfit } from '../../lib/analytics/attribution';
import { buildRunAnalysis } from '../../lib/analytics/build-run-analysis';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import { buildCandlePyramid } from '../../lib/analytics/candle-pyramid';
import { formatNumber, formatSigned } from '../../lib/analytics/views/format';
import { kpiStrip } from '../../lib/analytics/views/kpi-strip';
import { metricsTable } from '../../lib/analytics/views/metrics-table';
import { testStore } from '../support/kernels';
import { barsOf, type FillInput, runOf } from '../unit/analytics/run-fixture';

await testStore();

const price = fc.double({ min: 0.01, max: 1e5, noNaN: true });
const rate = fc.double({ min: 0, max: 100, noNaN: true });

/** Any bars, any fills inside them, any costs; equity may fall below zero. */
const anyRun = fc
  .record({
    open: fc.array(price, { minLength: 1, maxLength: 60 }),
    moves: fc.array(
      fc.record({
        skip: fc.nat({ max: 4 }),
        signed: fc.double({ min: -50, max: 50, noNaN: true }),
        inside: fc.double({ min: 0, max: 1, noNaN: true }),
        flat: fc.boolean(),
      }),
      { maxLength: 30 },
    ),
    account: fc.record({
      capital: fc.double({ min: 1, max: 1e7, noNaN: true }),
      feeBps: rate,
      slippageBps: rate,
      halfSpreadBps: rate,
    }),
    interest: fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 60 }),
    intervalMs: fc.constantFrom(3_600_000, 86_400_000, 604_800_000),
    trialSharpes: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 5 }),
    from: fc.constantFrom(0, 0, 3),
    split: fc.option(fc.integer({ min: 2, max: 58 })),
    benchmark: fc.constantFrom({ kind: 'hold' as const }, { kind: 'cash' as const, rate: 0.05 }),
  })
  .map((input) => {
    const { open, moves, account, interest, intervalMs, trialSharpes } = input;
    const close = open.map((_, i) => open[(i + 1) % open.length]!);
    const bars = barsOf({ open, close }, { intervalMs });
    const fills: FillInput[] = [];
    const from = open.length < input.from + 4 ? 0 : input.from;
    const split =
      input.split === null || input.split < from + 2 || input.split > open.length - 2
        ? null
        : bars.time[input.split]!;
    const period = { from: from === 0 ? null : bars.time[from]!, split };
    const charged = interest.map((paid, i) => (i < from ? 0 : paid));
    let bar = from;
    let held = 0;
    for (const { skip, signed, inside, flat } of moves) {
      bar += skip;
      if (bar >= open.length) break;
      const quantity = flat && held !== 0 ? -held : signed;
      if (Math.abs(quantity) < 1e-3 || (held + quantity !== 0 && Math.abs(held + quantity) < 1e-3))
        continue;
      held += quantity;
      const refPrice = bars.low[bar]! + inside * (bars.high[bar]! - bars.low[bar]!);
      fills.push({ bar, signed: quantity, refPrice });
    }
    const config = { account, period, statistics: { benchmark: input.benchmark } };
    return { run: runOf(bars, fills, config, { interest: charged }), trialSharpes };
  });

function badNumbers(value: unknown, path: string, found: string[]): string[] {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Object.is(value, -0)) found.push(`${path} = ${value}`);
  } else if (value instanceof Float64Array) {
    for (const [i, x] of value.entries()) badNumbers(x, `${path}[${i}]`, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) badNumbers(item, `${path}.${key}`, found);
  }
  return found;
}

describe('any run', () => {
  it('has only finite numbers and no −0 in its result and its analysis', () => {
    fc.assert(
      fc.property(anyRun, ({ run, trialSharpes }) => {
        expect(badNumbers(buildRunResult(run, { trialSharpes }), 'result', [])).toEqual([]);
        expect(badNumbers(buildRunAnalysis(run), 'analysis', [])).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('adds up: final equity − capital = gross − fees − slippage − spread − carry = trades − interest', () => {
    fc.assert(
      fc.property(anyRun, ({ run, trialSharpes }) => {
        const { capital } = run.config.account;
        const profit = attributeProfit(run.ledger, capital, run.bars.close.at(-1)!);
        const scale = capital + profit.tradedValue;
        const { figures, trades } = buildRunResult(run, { trialSharpes });
        const net = figures.finalEquity.value! - capital;
        const parts = profit.gross - profit.fees - profit.slippage - profit.spread - profit.carry;
        const interest = run.ledger.interest.reduce((sum, paid) => sum + paid, 0);
        expect(figures.carryPaid.value).toBe(profit.carry);
        expect(Math.abs(parts - net)).toBeLessThanOrEqual(1e-9 * scale);
        const summed = trades.reduce((sum, trade) => sum + trade.pnl, 0);
        expect(Math.abs(summed - interest - net)).toBeLessThanOrEqual(1e-9 * scale);
      }),
      { numRuns: 300 },
    );
  });

  it('has a reason wherever a figure has no value, and trades whose excursions hold their prices', () => {
    fc.assert(
      fc.property(anyRun, ({ run, trialSharpes }) => {
        const { figures, samples, trades } = buildRunResult(run, { trialSharpes });
        const parts = samples === null ? [] : [samples.inSample, samples.outOfSample];
        for (const figure of [figures, ...parts].flatMap((part) => Object.values(part))) {
          if (figure.value === null) expect(figure.reason.length).toBeGreaterThan(5);
        }
        for (const trade of trades) {
          expect(trade.worst).toBeLessThanOrEqual(0);
          expect(trade.best).toBeGreaterThanOrEqual(0);
          const move = (trade.exitPrice / trade.entryPrice - 1) * (trade.side === 'long' ? 1 : -1);
          expect(move).toBeGreaterThanOrEqual(trade.worst - 1e-12);
          expect(move).toBeLessThanOrEqual(trade.best + 1e-12);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never shows NaN, ∞, undefined or −0', () => {
    fc.assert(
      fc.property(anyRun, ({ run, trialSharpes }) => {
        const result = buildRunResult(run, { trialSharpes });
        const shown = JSON.stringify([kpiStrip(result, 'en-US'), metricsTable(result, 'en-US')]);
        expect(shown).not.toMatch(/NaN|∞|Infinity|undefined|−0(\.0+)?[%"]/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a split', () => {
  it('shares out growth, costs and trades between its parts', () => {
    fc.assert(
      fc.property(anyRun, ({ run, trialSharpes }) => {
        const { figures, samples } = buildRunResult(run, { trialSharpes });
        if (samples === null) return;
        const { inSample, outOfSample } = samples;
        for (const id of ['closedTrades', 'openTrades'] as const) {
          expect(inSample[id].value! + outOfSample[id].value!).toBe(figures[id].value);
        }
        for (const id of ['feesPaid', 'slippagePaid', 'spreadPaid', 'carryPaid'] as const) {
          const both = inSample[id].value! + outOfSample[id].value!;
          expect(Math.abs(both - figures[id].value!)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(both)),
          );
        }
        const parts = [inSample.totalReturn.value, outOfSample.totalReturn.value];
        if (parts[0] == null || parts[1] == null || figures.totalReturn.value === null) return;
        const growth = (1 + parts[0]) * (1 + parts[1]);
        expect(Math.abs(growth - 1 - figures.totalReturn.value)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(growth)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('formatting', () => {
  it('keeps a sign only where a digit is left', () => {
    fc.assert(
      fc.property(fc.double(), fc.nat({ max: 4 }), (value, decimals) => {
        for (const text of [
          formatNumber(value, decimals, 'en-US'),
          formatSigned(value, decimals, 'en-US'),
        ]) {
          if (/^[+−]/.test(text)) expect(text).toMatch(/[1-9]/);
          expect(text).not.toMatch(/NaN|∞|-/);
        }
      }),
    );
  });
});

describe('candle pyramid', () => {
  it('gives for any window what merging the bars one by one gives', () => {
    fc.assert(
      fc.property(
        fc.array(price, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: -5, max: 400 }),
        fc.integer({ min: 0, max: 420 }),
        fc.integer({ min: 1, max: 50 }),
        (open, from, span, most) => {
          const close = open.map((_, i) => open[(i * 7 + 3) % open.length]!);
          const bars = barsOf({ open, close });
          const found = buildCandlePyramid(bars).window(from, from + span, most);
          expect(found.time.length).toBeLessThanOrEqual(most);
          let bar = found.fromBar;
          for (let i = 0; i < found.time.length; i++) {
            const end = Math.min(found.toBar, found.fromBar + (i + 1) * found.step);
            expect(found.open[i]).toBe(bars.open[bar]);
            expect(found.time[i]).toBe(bars.time[bar]);
            expect(found.close[i]).toBe(bars.close[end - 1]);
            expect(found.high[i]).toBe(Math.max(...bars.high.subarray(bar, end)));
            expect(found.low[i]).toBe(Math.min(...bars.low.subarray(bar, end)));
            expect(found.volume[i]).toBe(end - bar);
            bar = end;
          }
          expect(bar).toBe(found.toBar);
          const first = Math.max(0, Math.min(open.length, from));
          const last = Math.max(first, Math.min(open.length, from + span));
          if (last > first) {
            expect(found.fromBar).toBeLessThanOrEqual(first);
            expect(found.toBar).toBeGreaterThanOrEqual(last);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
