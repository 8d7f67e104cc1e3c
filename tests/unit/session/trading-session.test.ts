import { beforeAll, describe, expect, it } from 'vitest';
import type { MarketEvent } from '../../../lib/core/market-event';
import { parseConfig } from '../../../lib/core/parse-config';
import { accountSchema, sizingSchema } from '../../../lib/execution/account.schema';
import { newColumnStore } from '../../../lib/kernels/runtime';
import type { Bars } from '../../../lib/market/bars';
import { BarEventSource } from '../../../lib/session/market-event-source';
import { TradingSession } from '../../../lib/session/trading-session';
import type { DecisionSink, Strategy } from '../../../lib/strategies/strategy';
import { walkBars } from '../../support/bars';
import { ledgerHash, loadKernels, openSession, stepThrough } from '../../support/sessions';

const strategy = { id: 'sma-cross', params: { fast: 3, slow: 8, allowShort: true } };
const buy = (name: string, quantity: number) => ({
  kind: 'market' as const,
  instrument: 0,
  name,
  reason: 'By hand',
  side: 'buy' as const,
  quantity,
});

/** Runs `decide` at every bar, with no columns. */
function sessionOf(
  bars: Bars,
  decide: (event: MarketEvent, out: DecisionSink) => void,
): TradingSession {
  const made: Strategy = { attach: () => undefined, onEvent: decide };
  return new TradingSession(newColumnStore(), {
    bars,
    strategy: { features: [], create: () => made },
    sizing: parseConfig(sizingSchema, {}),
    protection: { stopLoss: 0, takeProfit: 0, timeStopBars: 0 },
    account: parseConfig(accountSchema, { overdraft: null }),
    barsPerYear: 365,
  });
}

describe('a trading session', () => {
  let bars: Bars;
  beforeAll(async () => {
    await loadKernels();
    bars = await walkBars(200, 5);
  });

  it('fills at the next open what was decided at a close', () => {
    const session = sessionOf(bars, (event, out) => {
      if (event.bar === 3) out.order(buy('one', 2));
    });
    stepThrough(session, bars);
    const { fills } = session.broker.ledger();
    expect(fills.map((f) => [f.bar, f.refPrice, f.quantity])).toEqual([[4, bars.open[4], 2]]);
  });

  it('hears target weights as shares of equity', () => {
    const weights = Float64Array.of(0.5);
    const session = sessionOf(bars, (event, out) => {
      if (event.bar === 0) out.targetWeights({ weights, reason: 'Half' });
    });
    stepThrough(session, bars);
    const { fills } = session.broker.ledger();
    expect(fills).toHaveLength(1);
    expect(fills[0]!.quantity).toBeCloseTo(50_000 / bars.close[0]!, 9);
  });

  it('lets a strategy bracket an entry and cancel what rests', () => {
    const session = sessionOf(bars, (event, out) => {
      if (event.bar === 2) {
        out.order({ ...buy('far', 1), kind: 'limit', limit: 1 });
        out.order({
          ...buy('in', 1),
          protection: { stopLoss: 0, takeProfit: 0, timeStopBars: 4 },
        });
      }
      if (event.bar === 5) out.cancel('far');
    });
    stepThrough(session, bars);
    const { fills, orders } = session.broker.ledger();
    expect(fills.map((f) => [f.bar, f.side, f.reason])).toEqual([
      [3, 'buy', 'market'],
      [6, 'sell', 'time'],
    ]);
    expect(orders.find((o) => o.name === 'far')?.status).toBe('cancelled');
  });

  it('steps a strategy that has no columns, and says that it can do no other', () => {
    const session = sessionOf(bars, () => undefined);
    expect(session.statesColumns).toBe(false);
    expect(() => session.advance(0, 10)).toThrow(/stepped bar by bar/);
  });

  it('refuses events out of order, of other instruments, and a change of path half-way', () => {
    const session = openSession(bars, { strategy });
    const event = new BarEventSource(bars).next()!;
    expect(() => session.step({ ...event, instrument: 1 })).toThrow(/one instrument/);
    expect(() => session.step({ ...event, bar: 4 })).toThrow(/can't follow/);
    session.step(event);
    expect(() => session.step(event)).toThrow(/can't follow/);
    expect(() => session.advance(1, 10)).toThrow(/can't change over/);
    const byColumns = openSession(bars, { strategy });
    byColumns.advance(0, 10);
    expect(() => byColumns.command({ kind: 'halt' })).toThrow(/takes no commands/);
  });

  it('gives the same ledger whatever blocks it is advanced in', () => {
    const whole = openSession(bars, { strategy });
    whole.advance(0, 200);
    for (const block of [1, 7, 64]) {
      const parts = openSession(bars, { strategy });
      for (let from = 0; from < 200; from += block)
        parts.advance(from, Math.min(200, from + block));
      expect(ledgerHash(parts), `blocks of ${block}`).toBe(ledgerHash(whole));
    }
  });

  it('replays to the same ledger from its events and the user’s commands', () => {
    const live = openSession(bars, { strategy });
    live.command({ kind: 'order', intent: { ...buy('early', 3), kind: 'limit', limit: 90 } });
    stepThrough(live, bars, 0, 40);
    live.command({ kind: 'order', intent: buy('by hand', 5) });
    stepThrough(live, bars, 40, 60);
    live.command({ kind: 'cancel', name: 'early' });
    stepThrough(live, bars, 60, 120);
    live.command({ kind: 'halt' });
    stepThrough(live, bars, 120, 200);
    expect(live.log.all().map((entry) => entry.after)).toEqual([-1, 39, 59, 119]);

    const replay = openSession(bars, { strategy });
    const commands = [...live.log.all()];
    const hear = (after: number) => {
      while (commands[0]?.after === after) replay.command(commands.shift()!.command);
    };
    hear(-1);
    for (let i = 0; i < 200; i++) {
      stepThrough(replay, bars, i, i + 1);
      hear(i);
    }
    expect(ledgerHash(replay)).toBe(ledgerHash(live));
    expect(replay.log.all()).toEqual(live.log.all());
    const unattended = openSession(bars, { strategy });
    stepThrough(unattended, bars);
    expect(ledgerHash(unattended)).not.toBe(ledgerHash(live));
  });

  it('is flat at the open after a halt and hears its strategy no more', () => {
    const session = openSession(bars, { strategy });
    stepThrough(session, bars, 0, 100);
    expect(session.broker.position).not.toBe(0);
    session.command({ kind: 'halt' });
    stepThrough(session, bars, 100, 200);
    const { fills, position } = session.broker.ledger();
    expect(fills.at(-1)!.bar).toBe(100);
    expect([...position.subarray(100)].every((held) => held === 0)).toBe(true);
  });
});
