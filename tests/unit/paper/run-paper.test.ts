import { beforeAll, describe, expect, it } from 'vitest';
import { loadKernels } from '../../support/kernels';
import { PaperTestDesk } from '../../support/paper-desk';

beforeAll(loadKernels);

const config = {
  strategy: { id: 'sma-cross', params: { fast: 3, slow: 8, entry: 'level', allowShort: true } },
  sizing: { kind: 'percent-of-equity', percent: 0.4 },
} as const;

const open = async (bars = 200) => {
  const desk = new PaperTestDesk({ seed: 3, bars, warmup: 20, config });
  await desk.begin();
  return desk;
};

/** Lets time go on until a promise has come to something. */
async function settled<T>(desk: PaperTestDesk, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  await desk.time.goTo(desk.time.now() + 30);
  return promise;
}

const market = { kind: 'market', side: 'buy', quantity: 1, reduceOnly: false } as const;

describe('a running paper session', () => {
  it('hears an order at the close of the bar that was forming, and fills it at the next open', async () => {
    const desk = await open();
    await desk.time.goTo(10_500);
    const last = desk.session.record.bars.lastTime;
    const name = await settled(desk, desk.run.order({ ...market, quantity: 0.5 }));
    expect(name).toBe('hand-1');
    expect(desk.session.account().openOrders.filter((order) => order.byHand)).toMatchObject([
      { name, status: 'open', note: 'By hand: sent at the close of this bar' },
    ]);
    await desk.time.goTo(13_500);
    const [heard] = desk.session.record.commands;
    expect(heard!.command).toMatchObject({ kind: 'order', after: last + 60_000 });
    const ledger = desk.session.ledger();
    const order = ledger.orders.find((it) => it.name === name)!;
    const fill = ledger.fills.find((it) => it.order === order.order)!;
    expect(order.decidedAt).toBe(heard!.bar);
    expect(fill.bar).toBe(heard!.bar + 1);
    expect(fill.refPrice).toBe(desk.source[fill.bar]![1]);
  });

  it('drops an order whose bar turned out back-filled, and says so', async () => {
    const desk = await open();
    await desk.time.goTo(10_500);
    await settled(desk, desk.run.order(market));
    await settled(desk, desk.run.disconnect());
    await desk.time.goTo(15_000);
    await settled(desk, desk.run.reconnect());
    await desk.time.goTo(20_000);
    expect(desk.session.record.commands).toEqual([]);
    expect(desk.session.account().log.map(({ text }) => text)).toContain(
      'Not sent, as the line broke before the bar closed: Buy 1.00 at market',
    );
    expect(desk.session.account().openOrders.filter((order) => order.byHand)).toEqual([]);
  });

  it('flattens at the first live bar where it was told to without a connection', async () => {
    const desk = await open();
    await desk.time.goTo(10_500);
    await settled(desk, desk.run.disconnect());
    await settled(desk, desk.run.flatten());
    await desk.time.goTo(15_000);
    await settled(desk, desk.run.reconnect());
    await desk.time.goTo(22_000);
    const [heard] = desk.session.record.commands;
    expect(heard!.command.kind).toBe('flatten');
    expect(desk.session.record.away.some(([, to]) => to === heard!.bar)).toBe(true);
  });

  it('refuses what could not be sent, with the reason', async () => {
    const desk = await open();
    await desk.time.goTo(10_500);
    const limit = { ...market, kind: 'limit' } as const;
    await expect(settled(desk, desk.run.order(limit))).rejects.toThrow(
      'A limit order needs a price.',
    );
    await expect(settled(desk, desk.run.order({ ...market, quantity: -1 }))).rejects.toThrow(
      /command.order.quantity must be above 0/,
    );
    await expect(settled(desk, desk.run.cancelOrder('hand-9'))).rejects.toThrow(
      'There is no open order named “hand-9” any more.',
    );
    await settled(desk, desk.run.disconnect());
    await expect(settled(desk, desk.run.order(market))).rejects.toThrow(/needs a connection/);
    await settled(desk, desk.run.end());
    await expect(settled(desk, desk.run.flatten())).rejects.toThrow(
      'This paper session has ended.',
    );
  });

  it('stops where a replay exchange begins again', async () => {
    const desk = await open(400);
    await desk.time.goTo(200_000);
    desk.exchange.turnBack(150 * 60_000);
    await settled(desk, desk.run.disconnect());
    await settled(desk, desk.run.reconnect());
    await desk.time.goTo(desk.time.now() + 2000);
    expect(desk.run.view()).toMatchObject({ state: 'failed' });
    expect(desk.run.view().problem).toMatch(/Replay exchange has gone back in time/);
    await settled(desk, desk.run.end());
    expect(desk.run.state).toBe('ended');
  });
});
