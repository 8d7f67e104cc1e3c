import { beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, KernelError } from '../../../lib/core/errors';
import type { OrderIntent } from '../../../lib/core/order-intent';
import { Broker } from '../../../lib/execution/broker';
import type { BrokerTerms } from '../../../lib/execution/broker-terms';
import { canonicalLog } from '../../../lib/execution/log-bytes';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { testStore } from '../../support/kernels';
import { free } from './program';

beforeAll(async () => {
  await testStore();
});

function brokerOf(account: Partial<BrokerTerms> = {}, prices = [100, 100, 100, 100]): Broker {
  const store = newColumnStore();
  const column = store.columnFrom(Float64Array.from(prices));
  return Broker.create(store, {
    account: { ...free, ...account },
    rebalanceBand: 0,
    bars: { open: column, high: column, low: column, close: column, volume: column },
    barCount: prices.length,
  });
}

const order = { instrument: 0, name: 'a', reason: 'test', side: 'buy', quantity: 1 } as const;

describe('the broker refuses what it has no rule for', () => {
  it.each([
    ['participation', -0.1],
    ['maintenance', 1],
    ['maintenance', Number.NaN],
    ['borrowShort', -0.001],
    ['borrowCash', Number.POSITIVE_INFINITY],
    ['funding', null],
  ])('account setting %s', (key, value) => {
    expect(() => brokerOf({ [key]: value } as Partial<BrokerTerms>)).toThrow(ConfigError);
  });

  it.each<[string, OrderIntent]>([
    ['a stop-limit without a limit', { ...order, kind: 'stop-limit', stop: 90, limit: Number.NaN }],
    ['a stop-limit without a stop', { ...order, kind: 'stop-limit', stop: 0, limit: 91 }],
    ['a trailing stop without a distance', { ...order, kind: 'trailing-stop', trail: 0 }],
    ['a trailing stop of 100 %', { ...order, kind: 'trailing-stop', trail: 1 }],
    ['an end within a bar', { ...order, kind: 'market', expiresAt: 3.5 }],
    [
      'a trailing exit of 100 %',
      {
        ...order,
        kind: 'market',
        protection: { stopLoss: 0, takeProfit: 0, trailingStop: 1, timeStopBars: 0 },
      },
    ],
    ['another instrument', { ...order, kind: 'market', instrument: 1 }],
    ['a quantity below 0', { ...order, kind: 'market', quantity: -1 }],
    ['a quantity that is NaN', { ...order, kind: 'market', quantity: Number.NaN }],
    ['a limit that is NaN', { ...order, kind: 'limit', limit: Number.NaN }],
    [
      'a stop-loss of 100 %',
      {
        ...order,
        kind: 'market',
        protection: { stopLoss: 1, takeProfit: 0, timeStopBars: 0 },
      },
    ],
    [
      'half a bar of time stop',
      {
        ...order,
        kind: 'market',
        protection: { stopLoss: 0, takeProfit: 0, timeStopBars: 0.5 },
      },
    ],
  ])('%s', (_what, intent) => {
    const broker = brokerOf();
    broker.advance(0, 1);
    expect(() => broker.submit(intent)).toThrow(ConfigError);
  });

  it('a name used twice', () => {
    const broker = brokerOf();
    broker.advance(0, 1);
    broker.submit({ ...order, kind: 'limit', limit: 90 });
    expect(() => broker.submit({ ...order, kind: 'market' })).toThrow(/already an order named “a”/);
  });

  it('an order before bar 0 without the close before it', () => {
    expect(() => brokerOf().submit({ ...order, kind: 'market' })).toThrow(/prevClose/);
  });

  it('bars that don’t follow the last one', () => {
    const broker = brokerOf();
    broker.advance(0, 2);
    expect(() => broker.advance(1, 3)).toThrow(ConfigError);
    expect(() => broker.advance(2, 5)).toThrow(ConfigError);
  });

  it('a log that holds NaN', () => {
    const broker = brokerOf({}, [100, Number.NaN]);
    broker.advance(0, 1);
    broker.submit({ ...order, kind: 'market' });
    broker.advance(1, 2);
    expect(() => broker.logBytes()).toThrow(KernelError);
  });
});

describe('the log', () => {
  it('has 72 bytes a record and no negative zero', () => {
    const broker = brokerOf();
    broker.advance(0, 1);
    broker.submit({ ...order, kind: 'market' });
    broker.advance(1, 2);
    const bytes = broker.logBytes();
    expect(bytes.length).toBe(2 * 72);
    const view = new DataView(bytes.buffer);
    view.setFloat64(72 + 56, -0, true);
    expect(Object.is(new DataView(canonicalLog(bytes).buffer).getFloat64(72 + 56, true), 0)).toBe(
      true,
    );
  });

  it('grows with orders and records without changing them', () => {
    const small = brokerOf({ maxLeverage: 100 });
    small.advance(0, 1);
    for (let k = 0; k < 500; k++) {
      const name = `o${k}`;
      const protection = { stopLoss: 0.5, takeProfit: 0.5, timeStopBars: 0 };
      expect(small.submit({ ...order, name, kind: 'market', protection }).status).toBe('accepted');
    }
    small.advance(1, 2);
    const { orders, fills } = small.ledger();
    expect(fills).toHaveLength(500);
    expect(orders).toHaveLength(1500);
    expect(small.position).toBe(500);
  });

  it('repeats no target within the band and no repeated refusal, unless asked to', () => {
    const count = (recordRepeats: boolean): number => {
      const store = newColumnStore();
      const column = store.columnFrom(new Float64Array(6).fill(100));
      const broker = Broker.create(store, {
        account: free,
        rebalanceBand: 0,
        bars: { open: column, high: column, low: column, close: column, volume: column },
        barCount: 6,
        recordRepeats,
      });
      const targets = store.columnFrom(Float64Array.from([1, 1, 1, 3, 3, 3]));
      broker.setTargetColumn(targets, 'fraction', { stopLoss: 0, takeProfit: 0, timeStopBars: 0 });
      broker.advance(0, 6);
      return broker.ledger().orders.length;
    };
    expect(count(false)).toBe(2);
    expect(count(true)).toBe(6);
  });
});

describe('outcomes', () => {
  it('of a quantity of 0 is a refusal for want of a lot, with and without lots', () => {
    for (const lot of [0, 1]) {
      const broker = brokerOf({ lot });
      broker.advance(0, 1);
      expect(broker.submit({ ...order, kind: 'market', quantity: 0 })).toEqual({
        status: 'rejected',
        order: 0,
        reason: 'lot',
      });
      expect(broker.ledger().orders.map(({ status, reason }) => [status, reason])).toEqual([
        ['rejected', 'lot'],
      ]);
    }
  });

  it('name the order and the reason', () => {
    const broker = brokerOf();
    broker.advance(0, 1);
    expect(broker.submit({ ...order, kind: 'market' })).toEqual({ status: 'accepted', order: 0 });
    expect(broker.submit({ ...order, name: 'b', kind: 'market', quantity: 1000 })).toEqual({
      status: 'rejected',
      order: 1,
      reason: 'leverage',
    });
    expect(
      broker.submit({
        instrument: 0,
        name: 'c',
        reason: 'test',
        kind: 'target-fraction',
        fraction: 0,
      }),
    ).toEqual({ status: 'skipped', order: 2, reason: 'band' });
  });

  it('cancelAll leaves the exits of the position', () => {
    const broker = brokerOf();
    broker.advance(0, 1);
    const protection = { stopLoss: 0.5, takeProfit: 0, timeStopBars: 0 };
    broker.submit({ ...order, kind: 'market', protection });
    broker.advance(1, 2);
    broker.submit({ ...order, name: 'rest', kind: 'limit', limit: 90 });
    broker.cancelAll();
    expect(broker.ledger().orders.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'a filled',
      'a:sl1 open',
      'rest cancelled',
    ]);
    expect(broker.cancel('a:sl1')).toBe(true);
    expect(broker.cancel('a:sl1')).toBe(false);
  });
});
