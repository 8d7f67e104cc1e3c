import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import type { LiveCommand } from '../../lib/backtest/live-record.schema';
import { resolveRun } from '../../lib/backtest/resolve-run';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import type { BarIndex } from '../../lib/core/nominal';
import { newColumnStore } from '../../lib/kernels/runtime';
import type { Bars } from '../../lib/market/bars';
import { barsPerYear } from '../../lib/portfolio/bars-per-year';
import { TradingSession } from '../../lib/session/trading-session';
import { decodeLink, encodeLink } from '../../lib/sharing/link-codec';
import { walkBars } from '../support/bars';
import { ledgerHash, loadKernels } from '../support/sessions';
import { protectionCases, sizingCases, strategyCases } from '../support/strategy-cases';

const length = 160;
const pick = <T>(from: readonly T[]) => fc.constantFrom(...from);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** Bars not decided on, in order, not touching. */
const absences = fc
  .uniqueArray(fc.integer({ min: 1, max: length }), { minLength: 2, maxLength: 8 })
  .map((marks) => {
    const sorted = [...marks].sort((a, b) => a - b);
    const spans: [number, number][] = [];
    for (let k = 0; k + 1 < sorted.length; k += 2) spans.push([sorted[k]!, sorted[k + 1]!]);
    return spans;
  });

/** What the user does, as fractions of the bars that are decided on. */
const actions = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    kind: pick(['market', 'limit', 'stop', 'flatten', 'cancel'] as const),
    side: pick(['buy', 'sell'] as const),
    quantity: fc.integer({ min: 1, max: 300 }),
    level: fc.double({ min: 0.97, max: 1.03, noNaN: true }),
  }),
  { maxLength: 6 },
);
type Action = typeof actions extends fc.Arbitrary<(infer T)[]> ? T : never;

const timeOf = (bars: Bars, i: number): number =>
  i < bars.length ? bars.time[i]! : bars.time[bars.length - 1]! + bars.intervalMs;

const awayOf = (bars: Bars, spans: readonly (readonly [number, number])[]): [number, number][] =>
  spans.map(([from, to]) => [timeOf(bars, from), timeOf(bars, to)]);

const isAway = (spans: readonly (readonly [number, number])[], i: number): boolean =>
  spans.some(([from, to]) => from <= i && i < to);

function commandsOf(
  bars: Bars,
  spans: readonly (readonly [number, number])[],
  done: readonly Action[],
): LiveCommand[] {
  const present = Array.from({ length }, (_, i) => i).filter((i) => !isAway(spans, i));
  // Who was never there gave no command.
  if (present.length === 0) return [];
  return [...done]
    .sort((a, b) => a.at - b.at)
    .map(({ at, kind, side, quantity, level }, k): LiveCommand => {
      const bar = present[Math.floor(at * present.length)]!;
      const after = bars.time[bar]!;
      if (kind === 'flatten') return { kind, after };
      if (kind === 'cancel') return { kind, after, name: `hand-${k - 1}` };
      const price = kind === 'market' ? {} : { price: bars.close[bar]! * level };
      const order = { kind, side, quantity, name: `hand-${k}`, reduceOnly: false, ...price };
      return { kind: 'order', after, order };
    });
}

/** The session that made the record, heard bar by bar in columns with room for more than there is yet. */
function heardLive(bars: Bars, input: RunConfigInput): TradingSession {
  const { config, strategy, live, period } = resolveRun(bars, input);
  const room = 2 * length;
  const growing = {
    time: new Float64Array(room),
    open: new Float64Array(room),
    high: new Float64Array(room),
    low: new Float64Array(room),
    close: new Float64Array(room),
    volume: new Float64Array(room),
  };
  const session = new TradingSession(newColumnStore(), {
    bars: growing,
    strategy,
    sizing: config.sizing,
    protection: config.protection,
    account: config.account,
    barsPerYear: barsPerYear(bars.instrument.calendar, bars.intervalMs),
    firstDecisionBar: period.firstBar,
    featureBlock: 1,
  });
  let next = 0;
  for (let i = 0; i < bars.length; i++) {
    for (const field of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
      growing[field][i] = bars[field][i]!;
    }
    if (isAway(live.away, i)) session.leaveOut(i, i + 1);
    session.step({
      kind: 'bar',
      instrument: 0,
      intervalMs: bars.intervalMs,
      bar: i as BarIndex,
      knownTime: bars.time[i]! + bars.intervalMs,
    });
    while (live.commands[next]?.bar === i) session.command(live.commands[next++]!.command);
  }
  return session;
}

describe('a backtest with the record of a live session', () => {
  beforeAll(loadKernels);

  it('is the same by columns and stepped, whatever the absences', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        absences,
        fc.integer({ min: 0, max: 40 }),
        pick(strategyCases),
        pick(sizingCases),
        pick(protectionCases),
        async (seed, spans, first, { strategy }, sizing, protection) => {
          const bars = await walkBars(length, seed);
          const config = {
            strategy,
            sizing,
            protection,
            period: { from: bars.time[first]! },
            live: { away: awayOf(bars, spans) },
          };
          const stepped = await runBacktest(bars, config, { path: 'stepped' });
          const whole = await runBacktest(bars, config, { path: 'column' });
          expect(whole.identity).toEqual(stepped.identity);
          for (const order of stepped.ledger.orders) {
            // Exits of a position are put in place by the fill that opens it, at the venue.
            if (order.name.includes(':')) continue;
            expect(isAway(spans, order.decidedAt), `order decided at ${order.decidedAt}`).toBe(
              false,
            );
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('has the ledger of the session that heard the same bars and commands one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        absences,
        actions,
        fc.integer({ min: 0, max: 40 }),
        pick(strategyCases),
        pick(protectionCases),
        async (seed, spans, done, first, { strategy }, protection) => {
          const bars = await walkBars(length, seed);
          const warm: [number, number][] = first === 0 ? [] : [[0, first]];
          const commands = commandsOf(bars, [...warm, ...spans], done);
          const config = {
            strategy,
            protection,
            account: { maxLeverage: 5 },
            period: { from: bars.time[first]! },
            live: { away: awayOf(bars, spans), commands },
          };
          const run = await runBacktest(bars, config);
          const live = heardLive(bars, config);
          expect(ledgerHash(live)).toBe(run.identity.ledgerHash);
          expect(live.broker.ledger().equity).toEqual(run.ledger.equity);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('is whole in its link', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, absences, actions, async (seed, spans, done) => {
        const bars = await walkBars(length, seed);
        const run = await runBacktest(bars, {
          strategy: { id: 'sma-cross', params: { fast: 3, slow: 8 } },
          account: { maxLeverage: 5 },
          live: { away: awayOf(bars, spans), commands: commandsOf(bars, spans, done) },
        });
        const link = decodeLink(
          encodeLink(run, buildRunResult(run, { trialSharpes: [] })).fragment,
        );
        expect(link.config).toEqual(run.config);
        const again = await runBacktest(bars, link.config);
        expect(again.identity).toEqual(run.identity);
      }),
      { numRuns: 40 },
    );
  });

  it('takes up at the first bar after an absence what the strategy said during it', async () => {
    const bars = await walkBars(length, 11);
    const strategy = { id: 'sma-cross', params: { fast: 3, slow: 8 } };
    const plain = await runBacktest(bars, { strategy });
    const change = plain.ledger.orders[3]!.decidedAt;
    const live = { away: awayOf(bars, [[change, change + 2]]) };
    const run = await runBacktest(bars, { strategy, live });
    expect(run.ledger.orders.some((order) => order.decidedAt === change)).toBe(false);
    expect(run.ledger.orders[3]!.decidedAt).toBe(change + 2);
    expect(run.identity.runId).not.toBe(plain.identity.runId);
  });

  it('hears no strategy after a halt and goes on after a flatten', async () => {
    const bars = await walkBars(length, 11);
    const strategy = { id: 'sma-cross', params: { fast: 3, slow: 8 } };
    const at = (bar: number) => ({ after: bars.time[bar]! });
    const halted = await runBacktest(bars, {
      strategy,
      live: { commands: [{ kind: 'halt', ...at(60) }] },
    });
    expect(halted.ledger.position[61]).toBe(0);
    expect(halted.ledger.orders.every((order) => order.decidedAt <= 60)).toBe(true);
    const closing = halted.ledger.fills.length - 1;
    expect(halted.ledger.fills[closing]!.bar).toBe(61);
    expect(halted.exitReason(closing)).toBe('Kill switch');
    const flat = await runBacktest(bars, {
      strategy,
      live: { commands: [{ kind: 'flatten', ...at(60) }] },
    });
    expect(flat.ledger.position[61]).toBe(0);
    expect(flat.ledger.orders.some((order) => order.decidedAt > 60)).toBe(true);
  });

  it('refuses commands that could not have been sent', async () => {
    const bars = await walkBars(length, 11);
    const strategy = { id: 'buy-and-hold', params: {} };
    const refused = (live: object, period = {}) =>
      runBacktest(bars, { strategy, live, period } as RunConfigInput);
    const flatten = (after: number) => ({ commands: [{ kind: 'flatten', after }] });
    await expect(refused(flatten(bars.time[5]! + 1))).rejects.toThrow(/have none there/);
    await expect(
      refused({ ...flatten(bars.time[5]!), away: awayOf(bars, [[4, 7]]) }),
    ).rejects.toThrow(/nothing could have been sent/);
    await expect(refused(flatten(bars.time[5]!), { from: bars.time[9]! })).rejects.toThrow(
      /nothing could have been sent/,
    );
    const order = { kind: 'limit', side: 'buy', quantity: 1, name: 'a' };
    await expect(
      refused({ commands: [{ kind: 'order', after: bars.time[5]!, order }] }),
    ).rejects.toThrow(/needs a price/);
    await expect(refused({ away: [[5, 3]] })).rejects.toThrow(/live/);
  });
});
