import { beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeId } from '../../../lib/market/exchange/exchange-listings.schema';
import type { PaperEvent } from '../../../lib/paper/paper-event';
import { PaperSession } from '../../../lib/paper/paper-session';
import { paperLog } from '../../reference/paper-stream';
import { loadKernels } from '../../support/kernels';

beforeAll(loadKernels);

const busy = {
  strategy: { id: 'sma-cross', params: { fast: 2, slow: 3, entry: 'level', allowShort: true } },
  protection: { stopLoss: 0.01 },
  account: { feeBps: 5, halfSpreadBps: 1 },
} as const;

describe('a paper session', () => {
  it('tells each fill once where its columns are full and it moves over', async () => {
    let filledThere = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const options = { seed, bars: 1020, warmup: 10, config: busy, happenings: [] };
      const session = PaperSession.of((await paperLog(options)) as PaperEvent[])!;
      const { fills, orders } = session.ledger();
      const account = session.account();
      let paid = 0;
      for (const { spread, fee } of fills) paid += spread + fee;
      expect(account.costsPaid).toBe(paid);
      const done = orders.filter(({ status }) => status !== 'open').length;
      expect(account.doneOrders).toHaveLength(Math.min(100, done));
      const told = session.linesFrom(0).filter(({ kind }) => kind === 'fill');
      expect(told.length).toBeLessThanOrEqual(fills.length);
      filledThere += fills.filter(({ bar }) => bar === 1024).length;
      const last = told.at(-1)!;
      expect(last.at).toBe(session.record.bars.columns.time[fills.at(-1)!.bar]! + 3_600_000);
    }
    expect(filledThere).toBeGreaterThan(0);
  });

  it('shows equity, drawdown and position as its ledger has them', async () => {
    const log = await paperLog({ seed: 9, bars: 300, warmup: 30, config: busy, happenings: [] });
    const session = PaperSession.of(log as PaperEvent[])!;
    const { equity, position, cash, trades } = session.ledger();
    const account = session.account();
    let peak = account.capital;
    let drawdown = 0;
    for (const value of equity) {
      peak = Math.max(peak, value);
      drawdown = Math.max(drawdown, 1 - value / peak);
    }
    expect(account.equity).toBe(equity.at(-1));
    expect(account.cash).toBe(cash.at(-1));
    expect(account.drawdown).toBe(drawdown);
    expect(account.position?.units ?? 0).toBe(position.at(-1));
    expect(account.totalReturn).toBe(equity.at(-1)! / account.capital - 1);
    expect(account.closedTrades).toBe(trades.length);
    expect(account.trades[0]).toMatchObject({ pnl: trades.at(-1)!.pnl });
    expect([...account.chart.equity]).toEqual([...equity]);
    expect(account.chart.liveFrom).toBe(account.chart.time[30]);
  });

  it('shows a trailing stop where it has moved to', async () => {
    const trail = 0.03;
    const config = { ...busy, protection: { trailingStop: trail } };
    const log = await paperLog({ seed: 3, bars: 300, warmup: 10, config, happenings: [] });
    let moved = 0;
    for (let length = 20; length <= log.length; length += 7) {
      const session = PaperSession.of(log.slice(0, length) as PaperEvent[])!;
      const { openOrders } = session.account();
      const stop = openOrders.find(({ type }) => type.endsWith('trailing stop'));
      if (stop === undefined) continue;
      const { fills } = session.ledger();
      const entry = fills.at(-1)!;
      const { high, low } = session.record.bars.columns;
      const long = stop.side === 'sell';
      let best = entry.price;
      for (let i = entry.bar; i < session.record.bars.length; i++) {
        best = long ? Math.max(best, high[i]!) : Math.min(best, low[i]!);
      }
      if (best !== entry.price) moved++;
      expect(stop.price).toBeCloseTo(best * (long ? 1 - trail : 1 + trail), 9);
    }
    expect(moved).toBeGreaterThan(5);
  });

  it('puts what was heard of a replay at the close of its bars, of an exchange at our time', async () => {
    const log = await paperLog({
      seed: 4,
      bars: 30,
      warmup: 10,
      config: busy,
      happenings: [[5, { kind: 'feed', what: 'disconnected' }]],
    });
    const linesOf = (exchange: ExchangeId) => {
      const events = (log as PaperEvent[]).map((event) =>
        event.kind === 'started' ? { ...event, series: { ...event.series, exchange } } : event,
      );
      const session = PaperSession.of(events)!;
      const { time } = session.record.bars.columns;
      return { lines: session.linesFrom(0), closeOf: (bar: number) => time[bar]! + 3_600_000 };
    };
    const own = ['started', 'bar', 'disconnected', 'ended'];
    const replay = linesOf('replay');
    expect(replay.lines.filter(({ kind }) => own.includes(kind)).map(({ at }) => at)).toEqual(
      [9, 9, 14, 39].map(replay.closeOf),
    );
    const times = replay.lines.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const heard = new Map((log as PaperEvent[]).map((event) => [event.kind, event.at]));
    const real = linesOf('kraken').lines;
    for (const [line, event] of [
      ['started', 'started'],
      ['disconnected', 'feed'],
      ['ended', 'ended'],
    ] as const) {
      expect(real.find(({ kind }) => kind === line)!.at).toBe(heard.get(event));
    }
  });
});
