import { describe, expect, it } from 'vitest';
import { emptyReasonOf } from '../../../lib/backtest/empty-reason';
import type { Fill, OrderRecord } from '../../../lib/execution/ledger';
import { strategyDefinition } from '../../../lib/strategies/catalogue';

const cross = strategyDefinition('sma-cross').prepare({});
const nothing = { fills: [], orders: [] };
const order = (status: OrderRecord['status'], reason: string | null): OrderRecord => ({
  order: 0,
  name: 'a',
  decidedAt: 3,
  status,
  filled: 0,
  reason,
});

describe('the reason a run has no trades', () => {
  it('says how many bars the rule needs where there are too few', () => {
    expect(emptyReasonOf(cross, nothing, new Float64Array(62))).toBe(
      'No trades: the slow average needs 100 bars and there are 62.',
    );
  });
  it('says that the rule never asked', () => {
    expect(emptyReasonOf(cross, nothing, new Float64Array(500))).toBe(
      'No trades: the rule never asked for a position in 500 bars.',
    );
    expect(emptyReasonOf(cross, nothing, new Float64Array(500), 380)).toBe(
      'No trades: the rule never asked for a position in 120 bars.',
    );
  });
  it('names why orders were refused', () => {
    const signals = new Float64Array(500).fill(1, 200);
    const ledger = { fills: [], orders: [order('rejected', 'leverage'), order('rejected', 'lot')] };
    expect(emptyReasonOf(cross, ledger, signals)).toBe(
      'No trades: 2 orders were refused (leverage, lot).',
    );
  });
  it('says that the last bar is too late', () => {
    const signals = new Float64Array(500);
    signals[499] = 1;
    expect(emptyReasonOf(cross, nothing, signals)).toMatch(/decided on the last bar/);
  });
  it('is null where there is a fill', () => {
    const fills = [{} as Fill];
    expect(emptyReasonOf(cross, { fills, orders: [] }, new Float64Array(500))).toBeNull();
  });
});
